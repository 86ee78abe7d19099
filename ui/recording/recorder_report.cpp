#include "ui/recording/recorder_report.h"

#include "ui/text/format_text.h"
#include "ui/widgets/widgets.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

namespace prosc {

namespace {

using std::chrono::milliseconds;

class Words
{
    Q_DECLARE_TR_FUNCTIONS(RecorderReport)
};

/// Lost audio shorter than this is not reported.
constexpr milliseconds kTellLostSound{500};
/// Maximum number of lines for troubles.
constexpr size_t kMostTroubles = 6;
constexpr std::chrono::minutes kLimitNotice{15};
constexpr std::chrono::minutes kDiskNotice{30};

QString troubleText(TrackTrouble trouble)
{
    switch (trouble) {
    case TrackTrouble::NoPicture:
        //: In the recorder's panel after somebody's name
        return Words::tr("no video for some time");
    case TrackTrouble::BlackPicture:
        //: In the recorder's panel after somebody's name
        return Words::tr("black video");
    case TrackTrouble::FrozenPicture:
        //: In the recorder's panel after somebody's name
        return Words::tr("frozen video");
    case TrackTrouble::NoSound:
        //: In the recorder's panel after somebody's name
        return Words::tr("unmuted, but no sound");
    case TrackTrouble::Clipping:
        //: In the recorder's panel after somebody's name: too loud for the microphone
        return Words::tr("sound is clipping");
    }
    return {};
}

QString ownerText(const RoomView &view, const TrackId &track)
{
    const Participant *person = view.room.find(track.participant);
    const QString name =
        person != nullptr
            ? personText(person->name)
            : Words::tr("Somebody", "In the recorder's panel: a person whose name is not known");
    const bool screen = track.kind != TrackKind::Camera && track.kind != TrackKind::Microphone;
    return screen ? Words::tr("Screen of %1", "In the recorder's panel; %1 is a name").arg(name)
                  : name;
}

QStringList trackTroubles(const RoomView &view)
{
    QStringList lines;
    const auto &troubles = view.recorder->progress.troubles;
    const size_t shown = troubles.size() > kMostTroubles ? kMostTroubles - 1 : troubles.size();
    for (size_t i = 0; i < shown; ++i) {
        //: In the recorder's panel: somebody's name, and what is wrong with audio or video
        lines.append(Words::tr("%1: %2").arg(ownerText(view, troubles[i].track),
                                             troubleText(troubles[i].trouble)));
    }
    if (shown < troubles.size()) {
        //: In the recorder's panel, after some lines such as "Anna: frozen video"
        lines.append(Words::tr("%n more", nullptr, static_cast<int>(troubles.size() - shown)));
    }
    return lines;
}

QString number(qlonglong value)
{
    return QLocale().toString(value);
}

QString diskText(std::chrono::seconds left)
{
    return left < std::chrono::seconds::zero()
               ? Words::tr("not known yet", "In the recorder's panel: for how long the disk lasts")
               : lastingText(left);
}

std::vector<RecorderReport::Row> recorderRows(const RecorderView &recorder)
{
    const RecordingProgress &progress = recorder.progress;
    return {
        {Words::tr("Recorded", "In the recorder's panel: the recorded time"),
         durationText(progress.durable)},
        {Words::tr("Frames written", "In the recorder's panel: a number"), number(progress.frames)},
        {Words::tr("Frames repeated", "In the recorder's panel: a number; too slow for new ones"),
         number(progress.repeated)},
        {Words::tr("Bit rate", "In the recorder's panel"), bitRateText(progress.bitRate)},
        {Words::tr("Processor use", "In the recorder's panel: of the recording, per cent"),
         percentText(progress.cpu, 100)},
        {Words::tr("Encoder", "In the recorder's panel"),
         progress.encoder.isEmpty()
             ? Words::tr("not known yet", "In the recorder's panel: the encoder")
             : fileText(progress.encoder)},
        {Words::tr("Disk space left", "In the recorder's panel: such as 12 h 30 min"),
         diskText(recorder.diskLeft)},
        {Words::tr("Waiting to upload", "In the recorder's panel: such as 45.0 MB"),
         recorder.backlog > 0 ? sizeText(recorder.backlog)
                              : Words::tr("nothing", "In the recorder's panel: to upload")},
    };
}

QString stateText(const RoomView &view)
{
    const RecordingInfo &info = view.room.recording;
    if (view.connection == Connection::Reconnecting) {
        return Words::tr("Not known", "In the recorder's panel: state of the recording");
    }
    if (view.isInterrupted()) {
        return Words::tr("Interrupted", "In the recorder's panel: state of the recording");
    }
    return info.phase == RecordingPhase::Paused
               ? Words::tr("Paused", "In the recorder's panel: state of the recording")
               : Words::tr("Recording", "In the recorder's panel: state of the recording");
}

QString silenceText()
{
    //: To moderators during a recording
    return Words::tr("No sound has been recorded for a minute although people are unmuted. Check "
                     "the microphones.");
}

/// The total over all participants.
milliseconds lostSound(const RecordingProgress &progress)
{
    milliseconds lost{};
    for (const auto &one : progress.lostSound) {
        lost += one.length;
    }
    return lost;
}

/// All audio received is in the file, and the file is durable on disk except for the last seconds.
bool isSoundSafe(const RecorderView &recorder)
{
    const RecordingProgress &progress = recorder.progress;
    const bool isHeard = std::ranges::all_of(progress.held, &HeldPicture::hasSound);
    return progress.lostSound.empty() && progress.gaps.empty() && isHeard && !recorder.stalled &&
           progress.recorded - progress.durable < kDurableSilence;
}

/// The length that is missing or silent in the recording because the program was not running.
milliseconds missing(const RecordingProgress &progress)
{
    milliseconds length{};
    for (const auto &gap : progress.gaps) {
        length += gap.length;
    }
    for (const auto &held : progress.held) {
        length += held.hasSound ? milliseconds() : held.to - held.from;
    }
    return length;
}

QString busyText(const RoomView &view)
{
    if (!view.recorder) {
        //: To moderators during a recording, on the other computers
        return Words::tr("Recording computer busy: reduced video quality.");
    }
    if (lostSound(view.recorder->progress) >= kTellLostSound) {
        //: To moderators during a recording, on the computer that records
        return Words::tr("Computer busy: reduced video quality. Some audio was lost. Close other "
                         "programs.");
    }
    if (isSoundSafe(*view.recorder)) {
        //: To moderators during a recording, on the computer that records
        return Words::tr("Computer busy: reduced video quality. Audio isn't affected.");
    }
    //: To moderators during a recording, on the computer that records
    return Words::tr("Computer busy: reduced video quality. Close other programs.");
}

QString interruptedText(const RoomView &view)
{
    if (view.recorder) {
        //: In the recorder's panel, on the computer that records
        return Words::tr(
            "Nothing is being saved: this computer is too busy, or its disk is not responding.");
    }
    //: In the recorder's panel, on the other computers
    return Words::tr(
        "Nothing is being saved: the recording computer is not responding or is too busy.");
}

RecorderReport reportFromRoom(const RoomView &view, milliseconds elapsed)
{
    const RecordingInfo &info = view.room.recording;
    RecorderReport report;
    const Participant *person = view.room.find(info.recorder);
    report.title = Words::tr("Recording", "Title of the recorder's panel");
    if (view.isInterrupted()) {
        report.troubles.append(interruptedText(view));
    }
    if (info.silent) {
        report.troubles.append(silenceText());
    }
    if (info.overloaded) {
        report.troubles.append(busyText(view));
    }
    if (person != nullptr) {
        report.rows.push_back(
            {Words::tr("Recorded by", "In the recorder's panel: whose computer"), person->name});
    }
    report.rows.push_back({Words::tr("State", "In the recorder's panel"), stateText(view)});
    report.rows.push_back({Words::tr("Recorded", "In the recorder's panel: the recorded time"),
                           durationText(elapsed)});
    return report;
}

QString limitText(milliseconds limit)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(limit);
    if (minutes != limit) {
        return durationText(limit);
    }
    const int count = static_cast<int>(minutes.count());
    //: The longest recording
    return count % 60 == 0 ? Words::tr("%n hours", nullptr, count / 60)
                           //: The longest recording
                           : Words::tr("%n minutes", nullptr, count);
}

/// Empty unless the maximum length is near.
QString endText(const RecordingInfo &info, milliseconds elapsed)
{
    const milliseconds limit(info.limit);
    const milliseconds ahead = std::min<milliseconds>(kLimitNotice, limit / 10);
    const milliseconds left = limit - elapsed;
    if (limit <= milliseconds::zero() || left > ahead) {
        return {};
    }
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(left);
    const int shown = static_cast<int>(std::max<int64_t>(1, minutes.count()));
    //: To moderators during a recording; %1 is the longest recording, such as "24 hours"
    return Words::tr("The recording ends in %n minutes, at the maximum length of %1.", nullptr,
                     shown)
        .arg(limitText(limit));
}

/// Empty unless this computer is recording and its disk is filling up.
QString diskNotice(const RoomView &view)
{
    if (!view.recorder || view.recorder->diskLeft < std::chrono::seconds::zero() ||
        view.recorder->diskLeft >= kDiskNotice) {
        return {};
    }
    //: To the moderator whose computer records; %1 is e.g. "20 min"
    return Words::tr("Disk space for about %1 left. Free some space, or the recording will stop "
                     "then. Everything up to that point is kept.")
        .arg(lastingText(view.recorder->diskLeft));
}

} // namespace

RecorderReport recorderReport(const RoomView &view, milliseconds elapsed)
{
    if (!view.recorder) {
        return reportFromRoom(view, elapsed);
    }
    RecorderReport report;
    report.title = Words::tr("Recording on this computer", "Title of the recorder's panel");
    report.troubles = trackTroubles(view);
    if (view.isInterrupted()) {
        report.troubles.prepend(interruptedText(view));
    }
    if (const auto length = missing(view.recorder->progress); length > milliseconds()) {
        //: In the recorder's panel; %1 is a length such as "0:07:30"
        report.troubles.append(Words::tr("%1 of the meeting is missing: this computer was asleep, "
                                         "not responding or too busy.")
                                   .arg(durationText(length)));
    }
    if (view.recorder->progress.overloaded) {
        report.troubles.append(busyText(view));
    }
    report.rows = recorderRows(*view.recorder);
    return report;
}

QStringList recordingWarnings(const RoomView &view, milliseconds elapsed)
{
    const RecordingInfo &info = view.room.recording;
    const bool writes =
        info.phase == RecordingPhase::Recording || info.phase == RecordingPhase::Paused;
    // The room's last snapshot may be out of date.
    const bool old = view.connection == Connection::Reconnecting && !view.recorder;
    QStringList notices;
    if (!writes || !view.mayModerate() || view.isInterrupted() || old) {
        return notices;
    }
    if (info.silent) {
        notices.append(silenceText());
    }
    if (const QString disk = diskNotice(view); !disk.isEmpty()) {
        notices.append(disk);
    }
    if (const QString end = endText(info, elapsed); !end.isEmpty()) {
        notices.append(end);
    }
    if (info.overloaded) {
        notices.append(busyText(view));
    }
    return notices;
}

} // namespace prosc
