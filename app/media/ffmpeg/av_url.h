#pragma once

#include <QByteArray>
#include <QFile>

namespace prosc {

/// The URL of a local file for libavformat: it wants UTF-8 on Windows and the system's own bytes
/// elsewhere. The scheme keeps a colon in the name from being taken for one.
[[nodiscard]] inline QByteArray avFileUrl(const QString &path)
{
#ifdef Q_OS_WIN
    return QByteArrayLiteral("file:") + path.toUtf8();
#else
    return QByteArrayLiteral("file:") + QFile::encodeName(path);
#endif
}

} // namespace prosc
