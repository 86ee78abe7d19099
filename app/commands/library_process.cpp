// `library process`: what the service has done with each published recording in a process of its
// own.
#include "app/commands/command_line.h"
#include "app/commands/commands.h"
#include "app/disk/files.h"
#include "app/media/preview/recording_preview.h"
#include "app/server/library/recording_preview_file.h"

namespace prosc {

namespace {

qint64 roundedMilliseconds(MediaTime time)
{
    return std::chrono::round<std::chrono::milliseconds>(time).count();
}

QJsonObject jsonOf(const RecordingPreview &found, const QString &sha256)
{
    QJsonObject json{
        {QStringLiteral("version"), 1},
        {QStringLiteral("sha256"), sha256},
        {QStringLiteral("duration"), roundedMilliseconds(found.duration)},
        {QStringLiteral("width"), found.size.width()},
        {QStringLiteral("height"), found.size.height()},
        {QStringLiteral("pictures"), qint64{found.pictures}},
        {QStringLiteral("keyPictures"), qint64{found.keyPictures}},
        {QStringLiteral("damagedPictures"), qint64{found.damagedPictures}},
        {QStringLiteral("sound"), roundedMilliseconds(found.sound)},
        {QStringLiteral("damagedSounds"), qint64{found.damagedSounds}},
    };
    if (found.firstDamage) {
        json.insert(QStringLiteral("firstDamage"), roundedMilliseconds(*found.firstDamage));
    }
    if (!found.poster.isEmpty()) {
        json.insert(QStringLiteral("poster"),
                    QJsonObject{{QStringLiteral("width"), found.posterSize.width()},
                                {QStringLiteral("height"), found.posterSize.height()}});
        json.insert(QStringLiteral("strip"),
                    QJsonObject{{QStringLiteral("tileWidth"), found.tile.width()},
                                {QStringLiteral("tileHeight"), found.tile.height()},
                                {QStringLiteral("columns"), found.columns},
                                {QStringLiteral("tiles"), found.tiles},
                                {QStringLiteral("interval"), roundedMilliseconds(found.interval)}});
    }
    return json;
}

/// preview.json last: it says that the others are there.
Status write(const QString &folder, const RecordingPreview &found, const QJsonObject &json)
{
    for (const auto &[name, bytes] :
         {std::pair{kPosterFile, &found.poster}, std::pair{kStripFile, &found.strip}}) {
        const QString path = folder + QLatin1Char('/') + name;
        if (!bytes->isEmpty()) {
            if (auto written = replaceFile(path, *bytes); !written) {
                return written;
            }
        }
    }
    return writePreview(folder, json);
}

QString sentenceFor(const RecordingPreview &found)
{
    if (found.isSound()) {
        return QStringLiteral("The recording is whole: %1 pictures, %2 s of sound.")
            .arg(found.pictures)
            .arg(roundedMilliseconds(found.sound) / 1000);
    }
    return QStringLiteral("The recording is damaged: %1 pictures and %2 pieces of sound, from "
                          "second %3 on.")
        .arg(found.damagedPictures)
        .arg(found.damagedSounds)
        .arg(roundedMilliseconds(found.firstDamage.value_or(MediaTime{})) / 1000);
}

} // namespace

int processRecording(const CommandLine &line, const QString &folder)
{
    const auto published = publishedFileIn(folder);
    if (!published) {
        return CommandLine::failWith(QStringLiteral("There is no published recording in %1 (%2).")
                                         .arg(folder, published.error().detail));
    }
    const auto found = previewRecording(published->path);
    if (!found) {
        const auto noted = writePreview(folder, failedPreview(published->sha256));
        return CommandLine::failWith(QStringLiteral("The recording cannot be decoded (%1).")
                                         .arg(noted ? found.error().detail : noted.error().detail));
    }
    const auto json = jsonOf(*found, published->sha256);
    if (auto written = write(folder, *found, json); !written) {
        return CommandLine::failWith(
            QStringLiteral("The preview cannot be written (%1).").arg(written.error().detail));
    }
    line.result(sentenceFor(*found), json);
    return found->isSound() ? 0 : 1;
}

} // namespace prosc
