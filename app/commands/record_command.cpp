#include "app/commands/commands.h"
#include "app/commands/encoding_options.h"
#include "app/commands/output_folder.h"
#include "app/commands/recording_output.h"
#include "app/commands/upload_options.h"
#include "app/platform/folders.h"
#include "app/platform/termination_signals.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

Result<QString> usualFolder()
{
    return Folders::create().map([](const Folders &folders) { return folders.recordings; });
}

} // namespace

int recordCommand(const QStringList &arguments)
{
    CommandLine line(
        u"record"_s,
        u"Records a room without a window. The link must be a moderator's or host's."_s);
    line.addArgument(u"link"_s, u"The link to the room; - reads it from standard input."_s);
    line.addOption(u"for"_s, u"Stop after this time (20s, 5m, 2h); else at Ctrl+C."_s, u"time"_s);
    line.addOption(u"out"_s, u"Folder for the recording."_s, u"folder"_s);
    line.addOption(u"name"_s, u"Name of the recorder in the room."_s, u"name"_s, u"Recorder"_s);
    line.addOption(u"when-asked"_s,
                   u"Wait until somebody in the room starts the recording, at most a minute."_s);
    addEncodingOptions(line);
    addUploadOptions(line);
    if (!line.parse(arguments)) {
        return line.exitCode();
    }
    const auto link = line.joinLink();
    const auto encoding = link ? encodingFrom(line) : std::nullopt;
    const auto upload = encoding ? uploadSettingsFrom(line) : std::nullopt;
    if (!upload) {
        return 1;
    }
    HeadlessRecording::Options options{*link,     line.value(u"name"_s),   {}, {}, true,
                                       *encoding, upload->onlyAfterMeeting};
    options.startAtJoin = !line.isSet(u"when-asked"_s);
    if (line.isSet(u"for"_s)) {
        options.duration = line.duration(u"for"_s);
        if (!options.duration) {
            return 1;
        }
    }
    // Checked now, before everybody in the room is told that it is being recorded.
    const auto folder = outputFolder(line, usualFolder);
    if (!folder) {
        return 1;
    }
    options.recordingsFolder = *folder;
    const SystemClock clock;
    // A separate queue: another recorder's uploads are not ours to send.
    auto engine =
        EngineParts::create(clock, QDir(options.recordingsFolder).filePath(u".uploads"_s));
    if (!engine) {
        return CommandLine::fail(engine.error());
    }
    (*engine)->apply(*upload, options.recordingsFolder);
    HeadlessRecording recording(**engine, clock, options);
    showRecording(recording, line, *(*engine)->uploads);
    const auto signals_ = TerminationSignals::create();
    if (signals_) {
        QObject::connect(signals_->get(), &TerminationSignals::requested, &recording,
                         &HeadlessRecording::stop);
    }
    sayWhatBecomesOf(*(*engine)->recovery, recording);
    QObject::connect((*engine)->recovery.get(), &RecordingRecovery::finished, &recording,
                     &HeadlessRecording::join, Qt::SingleShotConnection);
    (*engine)->recovery->start(options.recordingsFolder);
    return QCoreApplication::exec();
}

} // namespace prosc
