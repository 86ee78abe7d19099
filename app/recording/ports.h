#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"
#include "app/stage/stage_layout.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>

namespace prosc {

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
};

/// A finished recording on disk, reopened and checked.
struct RecordedFile
{
    QString path;
    int64_t bytes = 0;
    std::chrono::milliseconds duration{};
    /// SHA-256 of the file, lower-case hexadecimal.
    QString sha256;
    int64_t frames = 0;
    /// Pictures that had to be repeated because the computer was too slow.
    int64_t repeated = 0;
};

struct RecordingProgress
{
    std::chrono::milliseconds recorded{};
    int64_t frames = 0;
    int64_t repeated = 0;
    int64_t bytes = 0;
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
    /// Writes what is queued, makes the regular MP4, reopens and checks it; ends in finished() or
    /// failed(). Before the first picture it ends in failed(Cancelled) and leaves no file.
    virtual void stop() = 0;

Q_SIGNALS:
    /// The first picture is encoded and queued for the disk.
    void started();
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
