#pragma once

#include <QByteArray>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QString>
#include <QStringList>

#include <optional>

namespace prosc::test {

struct Played
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
};

inline Played play(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(120000)) {
        process.kill();
        process.waitForFinished();
        return {-1, {}, "did not end: " + process.errorString().toUtf8()};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Every frame of the file as FFmpeg decodes it, in grey, at this size. Empty when FFmpeg reports
/// anything about the file.
inline QByteArray greyPictures(const QString &file, QSize size)
{
    const auto played =
        play(QStringLiteral("ffmpeg"),
             {QStringLiteral("-v"), QStringLiteral("warning"), QStringLiteral("-i"), file,
              QStringLiteral("-an"), QStringLiteral("-vf"),
              QStringLiteral("scale=%1:%2,format=gray").arg(size.width()).arg(size.height()),
              QStringLiteral("-fps_mode"), QStringLiteral("passthrough"), QStringLiteral("-f"),
              QStringLiteral("rawvideo"), QStringLiteral("-")});
    if (played.exitCode != 0 || !played.errors.isEmpty()) {
        qWarning("ffmpeg: %s", played.errors.constData());
        return {};
    }
    return played.output;
}

/// The number of frames GStreamer decodes; nothing when no decoder is installed.
inline std::optional<int> picturesInGStreamer(const QString &file)
{
    QString decoder;
    for (const auto &name : {QStringLiteral("avdec_h264"), QStringLiteral("openh264dec")}) {
        if (decoder.isEmpty() && play(QStringLiteral("gst-inspect-1.0"), {name}).exitCode == 0) {
            decoder = name;
        }
    }
    if (decoder.isEmpty()) {
        return std::nullopt;
    }
    const auto played = play(
        QStringLiteral("gst-launch-1.0"),
        {QStringLiteral("-v"), QStringLiteral("filesrc"), QStringLiteral("location=%1").arg(file),
         QStringLiteral("!"), QStringLiteral("qtdemux"), QStringLiteral("!"),
         QStringLiteral("h264parse"), QStringLiteral("!"), decoder, QStringLiteral("!"),
         QStringLiteral("identity"), QStringLiteral("name=count"), QStringLiteral("silent=false"),
         QStringLiteral("!"), QStringLiteral("fakesink")});
    if (played.exitCode != 0) {
        qWarning("gst-launch: %s", played.errors.constData());
        return 0;
    }
    return static_cast<int>(played.output.count("last-message = chain"));
}

/// The result of playing a file in Chromium; nothing when Chromium or Node is missing, empty when
/// they fail.
inline std::optional<QByteArray> playInChromium(const QString &script, const QString &file)
{
    if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty() ||
        !QFileInfo::exists(
            qEnvironmentVariable("PROSCENIUM_CHROMIUM", QStringLiteral("/usr/bin/chromium")))) {
        return std::nullopt;
    }
    const auto played = play(QStringLiteral("node"), {script, file});
    if (played.exitCode != 0) {
        qWarning("chromium: %s", played.errors.constData());
    }
    return played.output.trimmed();
}

} // namespace prosc::test
