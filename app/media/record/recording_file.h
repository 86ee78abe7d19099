#pragma once

#include "app/base/result.h"
#include "app/base/thread_priority.h"
#include "app/disk/file_layer.h"
#include "app/media/encode/encoding_governor.h"
#include "app/media/encode/picture_queue.h"
#include "app/media/mux/caption.h"
#include "app/recording/ports.h"
#include "app/stage/media.h"

#include <QSize>

#include <functional>
#include <memory>
#include <span>

namespace prosc {

class DecodingLoad;
class EncoderProbe;

/// One recording, from composed frames and mixed audio to the verified MP4: PictureEncoding,
/// FileMuxing (which encodes the audio) and RecordingWriter, each on its own thread. Call create,
/// add*, offerPicture, requestKeyFrame, finish and abandon on one thread (the composing thread);
/// the const getters are thread-safe.
class RecordingFile
{
public:
    struct Options
    {
        /// An existing folder, and the file's final name in it; `<fileName>.part` while recording.
        QString folder;
        QString fileName;
        QSize size{1920, 1080};
        EncodingSettings encoding;
        /// Resumes the unfinished recording of that name, see RecordingWriter::resume(). Frames and
        /// audio still count from 0; the tracks must be the same as before.
        bool continues = false;
        /// Which text tracks the file has.
        bool subtitles = false;
        bool chapters = false;
        /// Caches which encoders work here; null: probed for this recording only. Must outlive the
        /// RecordingFile.
        EncoderProbe *encoders = nullptr;
        /// CPU time of composing and encoding since an arbitrary moment; empty: see
        /// EncodingGovernor.
        EncodingGovernor::CpuSource cpu;
        /// Load of the threads that decode the recorded tracks; may be null. Must outlive the
        /// RecordingFile.
        DecodingLoad *tracks = nullptr;
        /// Raises the priority of the worker threads; may be null. Must outlive the RecordingFile.
        ThreadPriority *priority = nullptr;
        /// Must outlive the RecordingFile.
        FileLayer *disk = nullptr;
        /// Called at most once, on one of the worker threads: DiskFull, DiskError,
        /// PermissionDenied, MediaFailed. It may only post: destroying or finishing the
        /// RecordingFile from it deadlocks. The recording is over then: anything added is dropped,
        /// but finish() still publishes what is safe on disk.
        std::function<void(const Error &)> onError;
    };

    /// EncoderMissing, MediaFailed, DiskFull, DiskError, PermissionDenied, NotFound (the folder),
    /// InvalidArgument.
    [[nodiscard]] static Result<std::unique_ptr<RecordingFile>> create(Options options);
    /// As abandon() unless finished.
    ~RecordingFile();
    RecordingFile(const RecordingFile &) = delete;
    RecordingFile &operator=(const RecordingFile &) = delete;

    /// Adds frame `frameIndex` (time frameIndex / 30 s, increasing; 0 is the start of the file),
    /// whose audio is added next or was added last. Keeps a reference to the buffer, copies
    /// nothing; blocks while the encoder is behind, see PictureQueue. Once an error has been
    /// reported, fails with it.
    [[nodiscard]] Status addPicture(const Picture &picture, int64_t frameIndex);
    /// The same, but waits no longer than `patience`; false if there is still no room. Without
    /// another picture for that frame, the previous one is shown longer.
    [[nodiscard]] Result<bool> offerPicture(const Picture &picture, int64_t frameIndex,
                                            PictureQueue::Patience patience);
    /// The next block of audio: 48 kHz, interleaved stereo; the first sample added is at time 0.
    /// Never waits for video.
    [[nodiscard]] Status addAudio(std::span<const float> stereo);
    /// As FragmentMuxer::addCaption().
    [[nodiscard]] Status addCaption(const Caption &caption);
    void requestKeyFrame();
    /// How late a frame is. Call for every frame of the file, including those without a picture of
    /// their own: the load control counts its time in these calls, and without them nothing adapts.
    void reportLateness(MediaTime late);

    /// Pictures waiting for the encoder: near 0 when the computer is fast enough.
    [[nodiscard]] int queued() const;
    /// Number of frame 0 in the file: 0 unless resumed.
    [[nodiscard]] int64_t firstPicture() const;
    /// Pictures passed to the encoder.
    [[nodiscard]] int64_t framesEncoded() const;
    /// Bytes that are safe on disk, and the duration they hold.
    [[nodiscard]] int64_t bytesWritten() const;
    [[nodiscard]] std::chrono::milliseconds durable() const;
    [[nodiscard]] EncodingState encoding() const;

    /// Encodes and writes what is queued, makes the regular MP4, reopens and checks it (see
    /// publishRecording()). Blocks until done. The caller fills in `repeated` of the result.
    /// FileDamaged when nothing was written; no file is left then.
    [[nodiscard]] Result<RecordedFile> finish();
    /// Stops and leaves `.part` and journal for recoverRecording().
    void abandon();

private:
    struct Private;
    explicit RecordingFile(std::unique_ptr<Private> d);

    std::unique_ptr<Private> d;
};

} // namespace prosc
