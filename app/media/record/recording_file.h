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

/// One recording from composed pictures and mixed sound to the checked MP4: PictureEncoding,
/// FileMuxing (which encodes the sound) and RecordingWriter, each on a thread of its own. create,
/// add*, offerPicture, requestKeyFrame, finish and abandon on one thread (the composing one); the
/// readings on any.
class RecordingFile
{
public:
    struct Options
    {
        /// An existing folder, and the file's final name in it. While recording it is called
        /// `<fileName>.part`.
        QString folder;
        QString fileName;
        QSize size{1920, 1080};
        EncodingSettings encoding;
        /// Goes on with the recording of that name that was not finished, see
        /// RecordingWriter::resume(): frames and sound still count from 0. What the tracks are must
        /// be as it was.
        bool continues = false;
        /// Which tracks of text the file has.
        bool subtitles = false;
        bool chapters = false;
        /// Which encoders work here, found out once; null: found out for this recording alone. Must
        /// outlive the RecordingFile.
        EncoderProbe *encoders = nullptr;
        /// What composing and encoding have taken since any moment; empty: see EncodingGovernor.
        EncodingGovernor::CpuSource cpu;
        /// How the threads keep up that decode what is recorded; may be null. Must outlive the
        /// RecordingFile.
        DecodingLoad *tracks = nullptr;
        /// For the threads that write; may be null. Must outlive the RecordingFile.
        ThreadPriority *priority = nullptr;
        /// Must outlive the RecordingFile.
        FileLayer *disk = nullptr;
        /// Called at most once, on one of the worker threads: DiskFull, DiskError, MediaFailed. It
        /// must only post; destroying or finishing the RecordingFile in it is a deadlock. The
        /// recording is over then: what is added is dropped, and finish() still publishes what is
        /// safe on disk.
        std::function<void(const Error &)> onError;
    };

    /// EncoderMissing, MediaFailed, DiskFull, DiskError, PermissionDenied, NotFound (the folder),
    /// InvalidArgument.
    [[nodiscard]] static Result<std::unique_ptr<RecordingFile>> create(Options options);
    /// As abandon() unless finished.
    ~RecordingFile();
    RecordingFile(const RecordingFile &) = delete;
    RecordingFile &operator=(const RecordingFile &) = delete;

    /// Frame `frameIndex` (time frameIndex / 30 s, growing; 0 is the start of the file), whose
    /// sound is added next or was added last. Holds the buffer by reference, copies nothing; waits
    /// while the encoder is behind, see PictureQueue. Fails with the reported error once there is
    /// one.
    [[nodiscard]] Status addPicture(const Picture &picture, int64_t frameIndex);
    /// The same, but waits at most as long as `patience` says: false when there is no room by then.
    /// The picture before it is shown longer if nothing else is given for that frame.
    [[nodiscard]] Result<bool> offerPicture(const Picture &picture, int64_t frameIndex,
                                            PictureQueue::Patience patience);
    /// The next stretch of sound: 48 kHz, interleaved stereo; the first sample given is at time 0.
    /// Never waits for pictures.
    [[nodiscard]] Status addAudio(std::span<const float> stereo);
    /// As FragmentMuxer::addCaption().
    [[nodiscard]] Status addCaption(const Caption &caption);
    void requestKeyFrame();
    /// For every frame of the file, also those without a picture of their own: how late it is. The
    /// load control counts its time in these calls; without them nothing adapts.
    void reportLateness(MediaTime late);

    /// Pictures that wait for the encoder: near 0 when the computer is fast enough.
    [[nodiscard]] int queued() const;
    /// What number frame 0 has in the file: 0 unless it continues.
    [[nodiscard]] int64_t firstPicture() const;
    /// Pictures that have gone into the encoder.
    [[nodiscard]] int64_t framesEncoded() const;
    /// Bytes that are safe on disk, and how much of the file they are.
    [[nodiscard]] int64_t bytesWritten() const;
    [[nodiscard]] std::chrono::milliseconds durable() const;
    [[nodiscard]] EncodingState encoding() const;

    /// Encodes and writes what is queued, makes the regular MP4, reopens and checks it (see
    /// publishRecording()). Waits for all of it. `repeated` of the result is the caller's to fill.
    /// FileDamaged when nothing was written; then no file is left.
    [[nodiscard]] Result<RecordedFile> finish();
    /// Stops and leaves `.part` and journal for recoverRecording().
    void abandon();

private:
    struct Private;
    explicit RecordingFile(std::unique_ptr<Private> d);

    std::unique_ptr<Private> d;
};

} // namespace prosc
