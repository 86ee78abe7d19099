#include "app/commands/recording_output.h"

#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/text/recovery_text.h"
#include "ui/text/upload_error_text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr auto kOtherUploads = std::chrono::seconds(15);

void printOutcome(const CommandLine &line, const HeadlessRecording::Outcome &outcome,
                  ShownPlace place)
{
    const auto &file = outcome.file;
    const auto library = outcome.libraryUrl.toString(QUrl::FullyEncoded);
    const QJsonObject json{{u"recording"_s, outcome.recording.value},
                           {u"file"_s, file.path},
                           {u"library"_s, library},
                           {u"durationMs"_s, qint64{file.duration.count()}},
                           {u"bytes"_s, qint64{file.bytes}},
                           {u"checksum"_s, file.checksum},
                           {u"frames"_s, qint64{file.frames}},
                           {u"repeatedFrames"_s, qint64{file.repeated}}};
    // There is no link if the room was gone before it could supply one.
    const bool fileOnly = library.isEmpty() || place == ShownPlace::File;
    line.result(fileOnly ? file.path : u"%1\n%2"_s.arg(file.path, library), json);
}

void exitWhenUploaded(UploadQueue &uploads, int code)
{
    if (uploads.isIdle()) {
        return QCoreApplication::exit(code);
    }
    CommandLine::say(u"Waiting for the upload of an earlier recording ..."_s);
    QObject::connect(&uploads, &UploadQueue::changed, &uploads, [&uploads, code] {
        if (uploads.isIdle()) {
            QCoreApplication::exit(code);
        }
    });
    QTimer::singleShot(kOtherUploads, &uploads, [code] {
        CommandLine::say(u"It is kept, and goes on when the next recording is made here."_s);
        QCoreApplication::exit(code);
    });
}

} // namespace

void sayWhatBecomesOf(RecordingRecovery &recovery, HeadlessRecording &recording)
{
    auto *context = &recording;
    QObject::connect(&recovery, &RecordingRecovery::recovered, context,
                     [](const RecordedFile &file) {
                         CommandLine::say(recoveredText(QFileInfo(file.path).fileName()));
                     });
    QObject::connect(&recovery, &RecordingRecovery::failed, context,
                     [](const QString &folder, const Error &error) {
                         CommandLine::say(lostText(folder, error));
                     });
    QObject::connect(&recording, &HeadlessRecording::continued, context,
                     [] { CommandLine::say(continuedText()); });
}

void showRecording(HeadlessRecording &recording, const CommandLine &line, UploadQueue &uploads,
                   ShownPlace place)
{
    using Recording = HeadlessRecording;
    auto *context = &recording;
    QObject::connect(&recording, &Recording::recording, context,
                     [] { CommandLine::say(u"Recording."_s); });
    QObject::connect(&recording, &Recording::roomLost, context, [] {
        CommandLine::say(u"The room cannot be reached. The recording goes on, but "
                         "nobody is seen or heard until the connection is back."_s);
    });
    QObject::connect(&recording, &Recording::roomBack, context,
                     [] { CommandLine::say(u"The connection is back."_s); });
    QObject::connect(&recording, &Recording::roomRefuses, context, [](const Error &error) {
        CommandLine::say(u"%1 The recording goes on here, and the room is tried "
                         "again; Ctrl+C ends it."_s.arg(errorText(error)));
    });
    QObject::connect(&recording, &Recording::endedByDisk, context, [] {
        CommandLine::say(u"The disk is nearly full, so the recording was ended. It is complete up "
                         "to now. Free some space before you record again."_s);
    });
    auto lastSaid = std::make_shared<int64_t>(0);
    QObject::connect(&recording, &Recording::progressed, context,
                     [lastSaid](const RecordingProgress &progress) {
                         const auto seconds = progress.durable.count() / 1000;
                         if (seconds >= *lastSaid + 5) {
                             *lastSaid = seconds;
                             CommandLine::say(u"  %1 recorded, %2, %3 pictures repeated"_s.arg(
                                 durationText(progress.durable), sizeText(progress.bytes),
                                 QString::number(progress.repeated)));
                         }
                     });
    auto lastDelay = std::make_shared<QString>();
    QObject::connect(
        &recording, &Recording::uploadDelayed, context, [lastDelay](const Error &error) {
            const auto text = uploadErrorText(error);
            if (std::exchange(*lastDelay, text) != text) {
                CommandLine::say(u"The upload waits and is tried again: %1"_s.arg(text));
            }
        });
    QObject::connect(
        &recording, &Recording::keptHere, context,
        [&uploads](const RecordedFile &file, const Error &error) {
            CommandLine::say(u"The recording is complete, but not uploaded. It is "
                             "kept in %1, and is tried again with the next "
                             "recording that is made here."_s.arg(file.path));
            exitWhenUploaded(uploads, CommandLine::failWith(uploadErrorText(error)));
        },
        Qt::QueuedConnection);
    QObject::connect(
        &recording, &Recording::finished, context,
        [line = &line, &uploads, place](const Recording::Outcome &outcome) {
            if (outcome.cutShort) {
                CommandLine::say(u"The recording was cut short: %1 It is whole up "
                                 "to there."_s.arg(errorText(*outcome.cutShort)));
            }
            printOutcome(*line, outcome, place);
            exitWhenUploaded(uploads, outcome.cutShort ? 1 : 0);
        },
        Qt::QueuedConnection);
    QObject::connect(
        &recording, &Recording::failed, context,
        [&uploads](const Error &error, const QString &name) {
            const int code =
                error.code == ErrorCode::NotAllowed
                    ? CommandLine::failWith(u"This link does not allow recording. Use the "
                                            "host's or the moderator's link."_s)
                    : CommandLine::fail(error, name);
            exitWhenUploaded(uploads, code);
        },
        Qt::QueuedConnection);
}

} // namespace prosc
