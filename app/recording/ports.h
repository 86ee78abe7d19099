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

/// What a recording never exceeds, in bits a second, picture, sound and text: the encoders'
/// ceiling.
constexpr int64_t kMostBitRate = 8'200'000;

/// How much of this computer a recording may take; a setting of this computer.
struct EncodingSettings
{
    /// Name of the encoder to use (EncoderChoice::name); empty: the first that works.
    QString encoder;
    /// x264's preset; empty: the slowest that stays within the budget.
    QString preset;
    /// How much of all its processors composing and encoding may take, per cent: 10 to 100.
    int cpuBudget = 50;

    friend bool operator==(const EncodingSettings &, const EncodingSettings &) = default;
};

/// An H.264 encoder that this program knows.
struct EncoderChoice
{
    /// "x264", "nvenc", "qsv", "vaapi", ...: for settings.
    QString name;
    /// It has encoded a test picture on this computer.
    bool works = false;

    friend bool operator==(const EncoderChoice &, const EncoderChoice &) = default;
};

/// What to record, fixed at Start.
struct RecordingPlan
{
    RecordingId recording;
    int epoch = 0;
    /// An existing folder of this recording's own; the engine writes the file and its journal into
    /// it.
    QString folder;
    /// The final name of the file in that folder, with .mp4.
    QString fileName;
    StageScene scene;
    EncodingSettings encoding;
    /// The recording ends here to the picture.
    std::chrono::milliseconds limit = std::chrono::hours(24);
    /// It is in the folder already, unfinished, and goes on there. `limit` is that of all of it.
    bool continues = false;
    /// A subtitle track says who speaks; chapters say when content is shared or the layout changes.
    bool subtitles = false;
    bool chapters = false;
};

enum class TrackTrouble {
    /// Nothing came for 3 s.
    NoPicture,
    BlackPicture,
    /// Pictures come, and all of them are the same.
    FrozenPicture,
    /// No sound at all although unmuted.
    NoSound,
    Clipping,
};

/// Something about a track that the moderator should know while it is recorded.
struct TrackHealth
{
    TrackId track;
    TrackTrouble trouble = TrackTrouble::NoPicture;

    friend bool operator==(const TrackHealth &, const TrackHealth &) = default;
};

/// Sound of a track that came here and is not in the recording: it came too late for its moment, or
/// the computer was too slow to decode or to mix it.
struct LostSound
{
    TrackId track;
    std::chrono::milliseconds length{};

    friend bool operator==(const LostSound &, const LostSound &) = default;
};

/// A finished recording on disk, reopened and checked.
struct RecordedFile
{
    QString path;
    int64_t bytes = 0;
    std::chrono::milliseconds duration{};
    /// Of it, what was written while recording: header and fragments. That is what the library
    /// gets.
    int64_t bodyBytes = 0;
    /// The body's checksum, lower-case hexadecimal: SHA-256 over the SHA-256s of its header and
    /// its fragments.
    QString checksum;
    int64_t frames = 0;
    /// Pictures that had to be repeated because the computer was too slow.
    int64_t repeated = 0;
    /// Of all tracks together, as in RecordingProgress::lostSound.
    std::chrono::milliseconds lostSound{};
};

struct RecordingProgress
{
    std::chrono::milliseconds recorded{};
    /// How much of the file is safe on this disk: what the newest durable fragment ends at.
    std::chrono::milliseconds durable{};
    int64_t frames = 0;
    int64_t repeated = 0;
    /// Received pictures that were left out since the start, as too many waited for their decoder:
    /// the computer was too slow, and tiles stood still.
    int64_t skipped = 0;
    /// Pictures that went with an encoder that failed: the one before them is shown longer.
    int64_t lost = 0;
    /// How long received pictures waited in the last second until they were decoded, at worst: from
    /// some 0.3 s on they come too late for their moment, and tiles stand still.
    std::chrono::milliseconds waited{};
    int64_t bytes = 0;
    bool paused = false;
    /// How long the pause lasts already.
    std::chrono::milliseconds pausedFor{};
    /// Of the last seconds, bits a second, sound included.
    int64_t bitRate = 0;
    /// What scaling, composing and encoding take, in per cent of all processors.
    int cpu = 0;
    /// The encoder that works now and how, for people: "x264 veryfast".
    QString encoder;
    /// The computer is too slow: pictures are repeated, tiles stand still, or smaller pictures are
    /// asked for.
    bool overloaded = false;
    /// So many steps lower simulcast layers are wanted for small tiles: 0 to 2.
    int layerReduction = 0;
    /// For how long people have been unmuted without any sound in the recording.
    std::chrono::seconds soundless{};
    std::vector<TrackHealth> troubles;
    /// Since the start (or since the program was started again), ordered by track; empty: nothing.
    std::vector<LostSound> lostSound;
};

/// Composes, encodes and writes one recording at a time, on threads of its own. Methods are called
/// on the engine thread, where the signals come too. After start(): started() at most once,
/// progress() about once a second, and finished() or failed() exactly once; then start() may be
/// called again.
class RecorderEngine : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start(const RecordingPlan &plan) = 0;
    /// Who stands where, from now on. Also before start() and after.
    virtual void setScene(const StageScene &scene) = 0;
    /// Leaves out what happens from now on, or goes on. progress() comes at once when it is done.
    virtual void setPaused(bool paused) = 0;
    /// Names for the subtitle track, of everyone in the room. Also before start().
    virtual void setNames(const std::map<ParticipantId, QString> &names) = 0;
    /// Writes what is queued, makes the regular MP4, reopens and checks it; ends in finished() or
    /// failed(). Before the first picture it ends in failed(Cancelled) and leaves no file.
    virtual void stop() = 0;

Q_SIGNALS:
    /// The first fragment is safe on the disk.
    void started();
    /// About once a second, also while paused, and when the recording is paused, goes on or is (no
    /// more) overloaded.
    void progress(const prosc::RecordingProgress &progress);
    void finished(const prosc::RecordedFile &file);
    /// DiskFull, DiskError, EncoderMissing, MediaFailed, Cancelled. What was written stays in the
    /// folder.
    void failed(const prosc::Error &error);
};

/// The disk, as far as the recording asks it.
class DiskSpace
{
public:
    virtual ~DiskSpace() = default;

    /// Bytes that this user can still write to the file system of `folder`.
    [[nodiscard]] virtual Result<int64_t> freeBytes(const QString &folder) const = 0;
};

/// Keeps the computer awake while it is held.
class SleepInhibitor
{
public:
    virtual ~SleepInhibitor() = default;

    virtual void inhibit(const QString &reason) = 0;
    virtual void release() = 0;
};

} // namespace prosc
