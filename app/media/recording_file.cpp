#include "app/media/recording_file.h"

#include "app/base/consumer_thread.h"
#include "app/base/logging.h"
#include "app/media/fragment_muxer.h"
#include "app/media/recording_writer.h"
#include "app/media/stage_encoder.h"
#include "app/mp4/recording_continuation.h"

#include <QElapsedTimer>

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace prosc {

namespace {

// Four pictures, each with its sound.
constexpr size_t kQueuedItems = 8;
constexpr int kMaxThreads = 16;
constexpr int64_t kMicroseconds = 1'000'000;

/// A picture, or a caption, or sound when there is neither.
struct EncodeItem
{
    Picture picture;
    int64_t frameIndex = 0;
    bool key = false;
    std::vector<float> sound;
    std::optional<Caption> caption;
};

/// The budget's share of the processors.
int encoderThreads(int budget)
{
    const auto machine = static_cast<int>(std::thread::hardware_concurrency());
    return std::clamp(machine * budget / 100, 1, kMaxThreads);
}

} // namespace

struct RecordingFile::Private
{
    explicit Private(std::function<void(const Error &)> errorCallback)
        : onError(std::move(errorCallback))
    {
    }

    [[nodiscard]] Status open(const Options &options);
    [[nodiscard]] Status openEncoder(const Options &options);
    [[nodiscard]] Status openWriter(const Options &options);
    /// From the muxer to the writer.
    [[nodiscard]] Status store(FileChunk chunk);
    [[nodiscard]] Status push(EncodeItem item);
    void encode(EncodeItem &item);
    void encoderEnds();
    /// From either worker; the first one counts.
    void reportFailure(const Error &error);
    void stopEncoding();

    std::function<void(const Error &)> onError;
    std::atomic<bool> reported{false};
    /// Set before `failed`.
    Error error;
    std::atomic<bool> failed{false};
    std::atomic<int64_t> framesEncoded{0};
    bool keyFrameWanted = false;
    // Destroyed from the last to the first: the encoding thread ends before what it uses.
    std::unique_ptr<RecordingWriter> writer;
    std::optional<RecordingContinuation> continuation;
    std::unique_ptr<FragmentMuxer> muxer;
    std::unique_ptr<StageEncoder> encoder;
    std::unique_ptr<EncodingGovernor> governor;
    /// The encoding thread's.
    std::optional<RecorderThreadName> threadName;
    std::unique_ptr<ConsumerThread<EncodeItem>> worker;
};

Status RecordingFile::Private::openEncoder(const Options &options)
{
    StageEncoder::Options encoding;
    encoding.size = options.size;
    encoding.threads = encoderThreads(options.encoding.cpuBudget);
    encoding.encoder = options.encoding.encoder;
    encoding.preset = options.encoding.preset.toLatin1();
    encoding.probe = options.encoders;
    encoding.videoSink = [this](AvPacket packet) { return muxer->addVideo(std::move(packet)); };
    encoding.audioSink = [this](AvPacket packet) { return muxer->addAudio(std::move(packet)); };
    const RecorderThreadName name(RecorderThread::Encoding); // for the encoder's own threads
    auto newEncoder = StageEncoder::create(std::move(encoding));
    if (!newEncoder) {
        return fail(newEncoder.error());
    }
    encoder = std::move(*newEncoder);
    governor = std::make_unique<EncodingGovernor>(encoder->video(), options.encoding, options.cpu,
                                                  options.tracks);
    return {};
}

Status RecordingFile::Private::open(const Options &options)
{
    if (auto status = openEncoder(options); !status) {
        return status;
    }
    if (auto status = openWriter(options); !status) {
        return status;
    }
    // A recording that goes on has the text it began with.
    const FragmentMuxer::TextTracks text =
        continuation ? FragmentMuxer::TextTracks{continuation->has(TrackTables::Media::Subtitles),
                                                 continuation->has(TrackTables::Media::Chapters)}
                     : FragmentMuxer::TextTracks{options.subtitles, options.chapters};
    auto newMuxer =
        FragmentMuxer::create(encoder->videoContext(), encoder->audioContext(), text,
                              [this](FileChunk chunk) { return store(std::move(chunk)); });
    if (!newMuxer) {
        return fail(newMuxer.error());
    }
    muxer = std::move(*newMuxer);
    worker = std::make_unique<ConsumerThread<EncodeItem>>(
        kQueuedItems, [this](EncodeItem &item) { encode(item); }, [this] { encoderEnds(); });
    return {};
}

Status RecordingFile::Private::openWriter(const Options &options)
{
    const auto paths = RecordingPaths::of(options.folder, options.fileName);
    const auto failing = [this](const Error &reason) { reportFailure(reason); };
    const bool continues = options.continues && !removeUnbegun(*options.disk, paths);
    const auto open = continues ? &RecordingWriter::resume : &RecordingWriter::create;
    auto newWriter = open(*options.disk, paths, failing, options.priority);
    if (!newWriter) {
        return fail(newWriter.error());
    }
    writer = std::move(*newWriter);
    if (continues) {
        continuation.emplace(writer->saved(), StageEncoder::kFrameRate);
    }
    return {};
}

Status RecordingFile::Private::store(FileChunk chunk)
{
    if (continuation && chunk.kind == FileChunk::Kind::Header) {
        return continuation->compare(chunk.bytes);
    }
    if (continuation) {
        if (auto status = continuation->shift(chunk.bytes); !status) {
            return status;
        }
        chunk.time += std::chrono::microseconds(continuation->firstPicture() * kMicroseconds /
                                                StageEncoder::kFrameRate);
    }
    return writer->add(std::move(chunk));
}

Status RecordingFile::Private::push(EncodeItem item)
{
    if (failed.load()) {
        return fail(error);
    }
    if (!worker->queue().push(std::move(item))) {
        return fail(ErrorCode::Internal, QStringLiteral("recording has ended"));
    }
    return {};
}

void RecordingFile::Private::encode(EncodeItem &item)
{
    if (failed.load()) {
        return;
    }
    if (!threadName) {
        threadName.emplace(RecorderThread::Encoding);
    }
    if (item.caption) {
        if (const auto status = muxer->addCaption(*item.caption); !status) {
            reportFailure(status.error());
        }
        return;
    }
    if (item.key) {
        encoder->requestKeyFrame();
    }
    QElapsedTimer timer;
    timer.start();
    const auto status = item.picture.isNull() ? encoder->addAudio(item.sound)
                                              : encoder->addPicture(item.picture, item.frameIndex);
    if (status && !item.picture.isNull()) {
        ++framesEncoded;
    }
    governor->step(MediaTime(timer.nsecsElapsed()));
    if (!status) {
        reportFailure(status.error());
    }
}

void RecordingFile::Private::encoderEnds()
{
    threadName.reset(); // here, as it is this thread's
    if (failed.load()) {
        return;
    }
    auto status = encoder->finish();
    if (status) {
        status = muxer->finish();
    }
    if (!status) {
        reportFailure(status.error());
    }
}

void RecordingFile::Private::reportFailure(const Error &reason)
{
    if (reported.exchange(true)) {
        return;
    }
    qCWarning(logMedia) << "recording fails:" << errorCodeName(reason.code) << reason.detail;
    error = reason;
    failed.store(true);
    if (onError) {
        onError(reason);
    }
}

void RecordingFile::Private::stopEncoding()
{
    if (worker) {
        worker->stop();
    }
}

RecordingFile::RecordingFile(std::unique_ptr<Private> priv) : d(std::move(priv)) {}

RecordingFile::~RecordingFile()
{
    abandon();
}

Result<std::unique_ptr<RecordingFile>> RecordingFile::create(Options options)
{
    if (options.disk == nullptr || options.folder.isEmpty() || options.fileName.isEmpty() ||
        options.size.isEmpty()) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("recording file options"));
    }
    auto priv = std::make_unique<Private>(options.onError);
    if (auto status = priv->open(options); !status) {
        return fail(status.error());
    }
    return std::unique_ptr<RecordingFile>(new RecordingFile(std::move(priv)));
}

Status RecordingFile::addPicture(const Picture &picture, int64_t frameIndex)
{
    if (picture.isNull()) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("null picture"));
    }
    return d->push({picture, frameIndex, std::exchange(d->keyFrameWanted, false), {}, {}});
}

Status RecordingFile::addAudio(std::span<const float> stereo)
{
    return d->push({{}, 0, false, {stereo.begin(), stereo.end()}, {}});
}

Status RecordingFile::addCaption(const Caption &caption)
{
    return d->push({{}, 0, false, {}, caption});
}

void RecordingFile::requestKeyFrame()
{
    d->keyFrameWanted = true;
}

void RecordingFile::reportLateness(MediaTime late)
{
    d->governor->report(late);
}

EncodingState RecordingFile::encoding() const
{
    return d->governor->state();
}

int RecordingFile::queued() const
{
    return static_cast<int>(d->worker->queue().size());
}

int64_t RecordingFile::firstPicture() const
{
    return d->continuation ? d->continuation->firstPicture() : 0;
}

int64_t RecordingFile::framesEncoded() const
{
    return d->framesEncoded.load();
}

int64_t RecordingFile::bytesWritten() const
{
    return d->writer->bytesWritten();
}

Result<RecordedFile> RecordingFile::finish()
{
    d->stopEncoding();
    return d->writer->finish();
}

void RecordingFile::abandon()
{
    d->stopEncoding();
    d->writer->abandon();
}

} // namespace prosc
