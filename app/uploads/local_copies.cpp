#include "app/uploads/local_copies.h"

#include "app/base/json_document.h"
#include "app/base/logging.h"
#include "app/disk/files.h"

#include <QDir>
#include <QFileInfo>

#include <optional>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::chrono::hours kWeek{7 * 24};
constexpr std::chrono::hours kBetweenSweeps{6};

/// The content of published.json.
struct Confirmation
{
    RecordingId recording;
    QString file;
    int64_t bytes = -1;
    QDateTime written;
    QString checksum;
    QDateTime confirmed;
};

template <class V>
void describe(V &v, json::Ref<V, Confirmation> m)
{
    using namespace json;
    v("format", Format{1});
    v("recording", m.recording, Id::Required);
    v("file", m.file, Text{1, 255});
    v("bytes", m.bytes, kBytes);
    v("written", m.written);
    v("checksum", m.checksum, Text{});
    v("confirmed", m.confirmed);
}

QString noteIn(const QString &folder)
{
    return QDir(folder).filePath(u"published.json"_s);
}

std::optional<Confirmation> readConfirmation(const QString &folder)
{
    Confirmation note;
    return json::read(contentOf(noteIn(folder)), note) ? std::optional(note) : std::nullopt;
}

/// The file that may be removed; empty when anything differs from what was confirmed.
QString removableFile(const QString &folder, const Confirmation &note)
{
    const QFileInfo own(folder);
    const bool isPlainName =
        QFileInfo(note.file).fileName() == note.file && note.file != QLatin1String("..");
    if (own.isSymLink() || note.recording.value != own.fileName() || !isPlainName ||
        QFileInfo::exists(QDir(folder).filePath(u"recording.json"_s))) {
        return {};
    }
    const QFileInfo file(QDir(folder).filePath(note.file));
    const bool isUnchanged = file.isFile() && !file.isSymLink() && file.size() == note.bytes &&
                             file.lastModified() == note.written;
    return isUnchanged ? file.absoluteFilePath() : QString();
}

} // namespace

Status noteConfirmed(const UploadJob &job, const QDateTime &now)
{
    const QFileInfo file(job.file);
    if (file.dir().dirName() != job.recording.value) {
        return fail(ErrorCode::InvalidArgument, u"not in the recording's folder"_s);
    }
    const Confirmation note{job.recording,       file.fileName(), file.size(),
                            file.lastModified(), job.checksum,    now};
    return replaceFile(noteIn(file.path()), json::write(note));
}

int removeConfirmed(const QString &recordings, const QDateTime &now, std::chrono::seconds age)
{
    int removed = 0;
    for (const auto &entry :
         QDir(recordings).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        const auto folder = entry.absoluteFilePath();
        const auto note = readConfirmation(folder);
        if (!note || note->confirmed.addSecs(age.count()) > now) {
            continue;
        }
        const auto file = removableFile(folder, *note);
        if (file.isEmpty() || !QFile::remove(file)) {
            continue;
        }
        ++removed;
        QFile::remove(noteIn(folder));
        QDir(recordings).rmdir(entry.fileName()); // only if it is empty
    }
    return removed;
}

LocalCopies::LocalCopies(const Setup &setup) : m_clock(setup.clock), m_timer(setup.timer)
{
    m_timer.setCallback([this] { sweep(); });
}

LocalCopies::~LocalCopies()
{
    m_timer.stop();
    m_timer.setCallback({});
}

void LocalCopies::keep(const QString &recordings, LocalCopy rule)
{
    const bool isFirst = m_recordings.isEmpty();
    if (!isFirst && rule == m_rule && recordings == m_recordings) {
        return;
    }
    m_recordings = recordings;
    m_rule = rule;
    m_isNew = !isFirst;
    if (isFirst || rule == LocalCopy::Keep) {
        sweep();
    } else {
        m_timer.start(kRegret);
    }
}

void LocalCopies::confirmed(const UploadJob &job)
{
    if (const auto noted = noteConfirmed(job, m_clock.wallTime()); !noted) {
        // It is then kept for ever, which is the safe side.
        qCWarning(logLibrary) << "a confirmed recording is not noted:" << noted.error().detail;
    }
    if (m_rule == LocalCopy::RemoveAtOnce && !m_isNew) {
        sweep();
    }
}

void LocalCopies::sweep()
{
    m_isNew = false;
    if (m_rule == LocalCopy::Keep || m_recordings.isEmpty()) {
        m_timer.stop();
        return;
    }
    const auto age = m_rule == LocalCopy::RemoveAtOnce ? std::chrono::seconds(0) : kWeek;
    if (const int removed = removeConfirmed(m_recordings, m_clock.wallTime(), age); removed > 0) {
        qCInfo(logLibrary) << removed << "local copies removed; the library has them";
    }
    m_timer.start(kBetweenSweeps);
}

} // namespace prosc
