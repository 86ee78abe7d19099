#include "app/server/rooms/session_files.h"

#include "app/base/logging.h"
#include "app/disk/files.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

Status saveOrRemove(const QString &path, const std::optional<QJsonObject> &session)
{
    if (session) {
        return replaceFile(path, *session);
    }
    QFile file(path);
    if (file.exists() && !file.remove()) {
        return fail(ErrorCode::DiskError, file.errorString());
    }
    return syncFolder(QFileInfo(path).path());
}

} // namespace

SessionFiles::SessionFiles(QString dataFolder, ToDisk toDisk, ToIo toIo)
    : m_dataFolder(std::move(dataFolder)), m_toDisk(std::move(toDisk)), m_toIo(std::move(toIo))
{
}

QString SessionFiles::pathOf(const RoomId &room) const
{
    return u"%1/rooms/%2/session.json"_s.arg(m_dataFolder, room.value);
}

void SessionFiles::keep(const RoomId &room, const std::optional<QJsonObject> &session)
{
    const auto [writing, isFree] = m_writing.try_emplace(room);
    if (isFree) {
        write(room, session);
    } else {
        writing->second.next.emplace(session);
    }
}

void SessionFiles::write(const RoomId &room, const Session &session)
{
    m_toDisk(room, [this, room, session] {
        if (const auto status = saveOrRemove(pathOf(room), session); !status) {
            qCWarning(logServer) << "a session was not kept:" << status.error().detail;
        }
        m_toIo([this, room] {
            if (const auto next = std::exchange(m_writing.at(room).next, std::nullopt)) {
                write(room, *next);
            } else {
                m_writing.erase(room);
            }
        });
    });
}

Result<QJsonObject> SessionFiles::read(const RoomId &room) const
{
    const auto path = pathOf(room);
    if (!QFile::exists(path)) {
        return fail(ErrorCode::NotFound, path);
    }
    const auto json = QJsonDocument::fromJson(contentOf(path));
    return json.isObject() ? Result<QJsonObject>(json.object())
                           : fail(ErrorCode::FileDamaged, path);
}

} // namespace prosc
