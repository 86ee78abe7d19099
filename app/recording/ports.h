#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"
#include "app/stage/stage_layout.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <map>
#include <vector>

namespace prosc {

/// The encoders' ceiling: maximum bit rate of a recording, in bits a second, for video, audio and
/// text together.
constexpr int64_t kMostBitRate = 8'200'000;

/// How much of this computer a recording may use; a setting of this computer.
struct EncodingSettings
{
    /// Name of the encoder to use (EncoderChoice::name); empty: the first that works.
    QString encoder;
    /// x264's preset; empty: the slowest that stays within the budget.
    QString preset;
    /// CPU budget of compositing and encoding, in per cent of all processors: 10 to 100.
    int cpuBudget = 50;

    friend bool operator==(const EncodingSettings &, const EncodingSettings &) = default;
};

/// An H.264 encoder that this program knows.
struct EncoderChoice
{
    /// "x264", "nvenc", "qsv", "vaapi", ...: its name in the settings.
    QString name;
    /// It encoded a test picture on this computer.
    bool works = false;

    friend bool operator==(const EncoderChoice &, const EncoderChoice &) = default;
};

/// What to record, fixed at Start.
struct RecordingPlan
{
    RecordingId recording;
    int epoch = 0;
    /// An existing folder for this recording alone; the engine writes the file and its journal into
    /// it.
    QString folder;
    /// The final name of the file in that folder, including .mp4.
    QString fileName;
    StageScene scene;
    EncodingSettings encoding;
    /// Maximum length; the recording stops there, accurate to the frame.
    std::chrono::milliseconds limit = std::chrono::hours(24);
    /// The folder holds an unfinished recording, which is continued. `limit` is for the whole
    /// recording.
    bool continues = false;
    /// Adds a subtitle track with the active speaker, and chapters for shared content and layout
    /// changes.
    bool subtitles = false;
    bool chapters = false;
};

enum class TrackTrouble {
    /// No frame for 3 s.
    NoPicture,
    BlackPicture,
    /// Frames arrive, but all are identical.
    FrozenPicture,
    /// No audio although unmuted.
    NoSound,
    Clipping,
};

/// A problem with a track that the moderator should know about while recording.
struct TrackHealth
{
    TrackId track;
    TrackTrouble trouble = TrackTrouble::NoPicture;

    friend bool operator==(const TrackHealth &, const TrackHealth &) = default;
};

/// Audio of a track that was received but is not in the recording: it was late, or the computer was
/// too slow to decode or mix it.
struct LostSound
{
    TrackId track;
    std::chrono::milliseconds length{};

    friend bool operator==(const LostSound &, const LostSound &) = default;
};

enum class GapCause {
    /// The program did not run: it was stopped, or the computer froze.
    Stopped,
    /// The computer slept.
    Suspended,
    /// The computer was overloaded for too long.
    Overload,
    /// The program ended unexpectedly and was restarted.
    Restarted,
};

/// Time missing from the file, because nothing of it could be recorded.
struct RecordingGap
{
    /// Position in the file.
    std::chrono::milliseconds at{};
    std::chrono::milliseconds length{};
    GapCause cause = GapCause::Stopped;

    friend bool operator==(const RecordingGap &, const RecordingGap &) = default;
};

/// A part of the file, longer than a second, in which the video is frozen because there was no time
/// for a new frame.
struct HeldPicture
{
    std::chrono::milliseconds from{};
    std::chrono::milliseconds to{};
    /// False: the program did not run, so the audio is silent too.
    bool hasSound = true;

    friend bool operator==(const HeldPicture &, const HeldPicture &) = default;
};

/// A finished recording on disk, reopened and checked.
struct RecordedFile
{
    QString path;
    int64_t bytes = 0;
    std::chrono::milliseconds duration{};
    /// The part written while recording: header and fragments. This is what the library gets.
    int64_t bodyBytes = 0;
    /// The body's checksum, lower-case hexadecimal: SHA-256 over the SHA-256s of its header and
    /// its fragments.
    QString checksum;
    int64_t frames = 0;
    /// Frames that were repeated because the computer was too slow.
    int64_t repeated = 0;
    /// Total of all tracks, as in RecordingProgress::lostSound.
    std::chrono::milliseconds lostSound{};
};

struct RecordingProgress
{
    std::chrono::milliseconds recorded{};
    /// How much of the file is durable on this disk: the end of the newest durable fragment.
    std::chrono::milliseconds durable{};
    int64_t frames = 0;
    int64_t repeated = 0;
    /// Received frames dropped since the start because too many were waiting for their decoder: the
    /// computer was too slow, and tiles froze.
    int64_t skipped = 0;
    /// Frames lost with an encoder that failed: the frame before them is shown longer.
    int64_t lost = 0;
    /// The longest that a received frame waited for its decoder in the last second: from about 0.3
    /// s on frames come too late for their moment, and tiles freeze.
    std::chrono::milliseconds waited{};
    int64_t bytes = 0;
    bool paused = false;
    /// Duration of the current pause so far.
    std::chrono::milliseconds pausedFor{};
    /// Average of the last seconds, bits a second, including audio.
    int64_t bitRate = 0;
    /// CPU use of scaling, compositing and encoding, in per cent of all processors.
    int cpu = 0;
    /// The current encoder and preset, for display: "x264 veryfast".
    QString encoder;
    /// The computer is too slow: frames are repeated, tiles freeze, or smaller layers are
    /// requested.
    bool overloaded = false;
    /// By how many steps the simulcast layers of small tiles are lowered: 0 to 2.
    int layerReduction = 0;
    /// How long the recording has been silent although people are unmuted.
    std::chrono::seconds soundless{};
    std::vector<TrackHealth> troubles;
    /// Since the start (or since the program was restarted), ordered by track; empty: none.
    std::vector<LostSound> lostSound;
    /// Since the start (or since the program was restarted), in chronological order.
    std::vector<RecordingGap> gaps;
    std::vector<HeldPicture> held;
};

/// Composites, encodes and writes one recording at a time, on its own threads. Methods are called
/// on the engine thread, where the signals are emitted too. After start(): started() at most once,
/// progress() about once a second, and finished() or failed() exactly once; then start() may be
/// called again.
class RecorderEngine : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start(const RecordingPlan &plan) = 0;
    /// The scene from now on. May also be called before start() and afterwards.
    virtual void setScene(const StageScene &scene) = 0;
    /// Pauses or resumes recording. progress() is emitted as soon as that is done.
    virtual void setPaused(bool paused) = 0;
    /// Names of everyone in the room, for the subtitle track. May also be called before start().
    virtual void setNames(const std::map<ParticipantId, QString> &names) = 0;
    /// A chapter called `name` begins now; empty: it gets a number.
    virtual void mark(const QString &name) = 0;
    /// Writes what is queued, finalises, reopens and checks the MP4; ends in finished() or
    /// failed(). Before the first frame it ends in failed(Cancelled) and leaves no file.
    virtual void stop() = 0;

Q_SIGNALS:
    /// The first fragment is durable on disk.
    void started();
    /// About once a second, also while paused, and whenever the recording pauses, resumes, or
    /// becomes overloaded or no longer is.
    void progress(const prosc::RecordingProgress &progress);
    void finished(const prosc::RecordedFile &file);
    /// DiskFull, DiskError, EncoderMissing, MediaFailed, Cancelled. What was written stays in the
    /// folder.
    void failed(const prosc::Error &error);
};

/// Queries the free disk space for a recording.
class DiskSpace
{
public:
    virtual ~DiskSpace() = default;

    /// Bytes that this user can still write to the file system of `folder`.
    [[nodiscard]] virtual Result<int64_t> freeBytes(const QString &folder) const = 0;
};

/// Keeps the computer awake between inhibit() and release().
class SleepInhibitor
{
public:
    virtual ~SleepInhibitor() = default;

    virtual void inhibit(const QString &reason) = 0;
    virtual void release() = 0;
};

} // namespace prosc
