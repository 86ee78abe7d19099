#include "app/base/ids.h"

#include <QByteArray>
#include <QRandomGenerator>

namespace prosc {

QString randomHex(int bytes)
{
    QByteArray raw(bytes, '\0');
    for (char &byte : raw) {
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    }
    return QString::fromLatin1(raw.toHex());
}

} // namespace prosc
