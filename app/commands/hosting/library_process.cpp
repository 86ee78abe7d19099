// `library process`: the service runs it on each published recording, in a separate process.
#include "app/commands/command_line.h"
#include "app/commands/hosting/hosting_commands.h"
#include "app/disk/files.h"
#include "app/media/preview/recording_preview.h"
#include "app/server/library/recording_preview_file.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

qint64 roundedMilliseconds(MediaTime time)
{
    return std::chrono::round<std::chrono::milliseconds>(time).count();
}

QJsonObject jsonOf(const RecordingPreview &found, const QString &sha256)
{
    QJsonObject json{
        {u"version"_s, 1},
        {u"sha256"_s, sha256},
        {u"duration"_s, roundedMilliseconds(found.duration)},
        {u"width"_s, found.size.width()},
        {u"height"_s, found.size.height()},
        {u"pictures"_s, qint64{found.pictures}},
        {u"keyPictures"_s, qint64{found.keyPictures}},
        {u"damagedPictures"_s, qint64{found.damagedPictures}},
        {u"sound"_s, roundedMilliseconds(found.sound)},
        {u"damagedSounds"_s, qint64{found.damagedSounds}},
    };
    if (found.firstDamage) {
        json.insert(u"firstDamage"_s, roundedMilliseconds(*found.firstDamage));
    }
    if (!found.poster.isEmpty()) {
        json.insert(u"poster"_s, QJsonObject{{u"width"_s, found.posterSize.width()},
                                             {u"height"_s, found.posterSize.height()}});
        json.insert(u"strip"_s, QJsonObject{{u"tileWidth"_s, found.tile.width()},
                                            {u"tileHeight"_s, found.tile.height()},
                                            {u"columns"_s, found.columns},
                                            {u"tiles"_s, found.tiles},
                                            {u"interval"_s, roundedMilliseconds(found.interval)}});
    }
    return json;
}

/// preview.json last: its presence means that the others exist.
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
        return u"The recording is whole: %1 pictures, %2 s of sound."_s.arg(found.pictures)
            .arg(roundedMilliseconds(found.sound) / 1000);
    }
    return u"The recording is damaged: %1 video frames and %2 audio packets, from "
           "second %3 on."_s.arg(found.damagedPictures)
               .arg(found.damagedSounds)
               .arg(roundedMilliseconds(found.firstDamage.value_or(MediaTime{})) / 1000);
}

} // namespace

int processRecording(const CommandLine &line, const QString &folder)
{
    const auto published = publishedFileIn(folder);
    if (!published) {
        return CommandLine::failWith(
            u"There is no published recording in %1 (%2)."_s.arg(folder, published.error().detail));
    }
    const auto found = previewRecording(published->path);
    if (!found) {
        const auto noted = writePreview(folder, failedPreview(published->sha256));
        return CommandLine::failWith(u"The recording cannot be decoded (%1)."_s.arg(
            noted ? found.error().detail : noted.error().detail));
    }
    const auto json = jsonOf(*found, published->sha256);
    if (auto written = write(folder, *found, json); !written) {
        return CommandLine::failWith(
            u"The preview cannot be written (%1)."_s.arg(written.error().detail));
    }
    line.result(sentenceFor(*found), json);
    return found->isSound() ? 0 : 1;
}

} // namespace prosc
