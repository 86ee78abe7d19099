#include "app/platform/device_word.h"

#include <QCryptographicHash>
#include <QSysInfo>

namespace prosc {

namespace {

constexpr qsizetype kCharacters = 32;

} // namespace

QString deviceWord(const RoomId &room)
{
    const QByteArray machine = QSysInfo::machineUniqueId();
    if (machine.isEmpty()) {
        return {};
    }
    const QByteArray mixed = "proscenium/device/" + room.value.toUtf8() + '/' + machine;
    const auto hash = QCryptographicHash::hash(mixed, QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(kCharacters));
}

} // namespace prosc
