#include "app/media/recording_file.h"

#include "app/base/consumer_thread.h"
#include "app/base/logging.h"
#include "app/media/fragment_muxer.h"
#include "app/media/recording_writer.h"
#include "app/media/stage_encoder.h"

#include <atomic>
#include <utility>
#include <vector>

namespace prosc {

namespace {

// Four pictures, each with its sound.
constexpr size_t kQueuedItems = 8;

/// A picture, or sound when the picture is null.
struct EncodeItem
{
    Picture picture;
    int64_t frameIndex = 0;
    bool key = false;
    std::vector<float> sound;
};

} // namespace

struct RecordingFile::Private
{
    explicit Private(std::function<void(const Error &)> errorCallback)
        : onError(std::move(errorCallback))
    {
    }

    [[nodiscard]] Status open(const Options &options);
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
    std::unique_ptr<FragmentMuxer> muxer;
    std::unique_ptr<StageEncoder> encoder;
    std::unique_ptr<ConsumerThread<EncodeItem>> worker;
};

Status RecordingFile::Private::open(const Options &options)
{
    StageEncoder::Options encoding;
    encoding.size = options.size;
    encoding.videoSink = [this](AvPacket packet) { return muxer->addVideo(std::move(packet)); };
    encoding.audioSink = [this](AvPacket packet) { return muxer->addAudio(std::move(packet)); };
    auto newEncoder = StageEncoder::create(std::move(encoding));
    if (!newEncoder) {
        return fail(newEncoder.error());
    }
    encoder = std::move(*newEncoder);
    auto newMuxer =
        FragmentMuxer::create(encoder->videoContext(), encoder->audioContext(),
                              [this](FileChunk chunk) { return writer->add(std::move(chunk)); });
    if (!newMuxer) {
        return fail(newMuxer.error());
    }
    muxer = std::move(*newMuxer);
    auto newWriter =
        RecordingWriter::create(*options.disk, RecordingPaths::of(options.folder, options.fileName),
                                [this](const Error &reason) { reportFailure(reason); });
    if (!newWriter) {
        return fail(newWriter.error());
    }
    writer = std::move(*newWriter);
    worker = std::make_unique<ConsumerThread<EncodeItem>>(
        kQueuedItems, [this](EncodeItem &item) { encode(item); }, [this] { encoderEnds(); });
    return {};
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
    if (item.key) {
        encoder->requestKeyFrame();
    }
    const auto status = item.picture.isNull() ? encoder->addAudio(item.sound)
                                              : encoder->addPicture(item.picture, item.frameIndex);
    if (status && !item.picture.isNull()) {
        ++framesEncoded;
    }
    if (!status) {
        reportFailure(status.error());
    }
}

void RecordingFile::Private::encoderEnds()
{
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
    return d->push({picture, frameIndex, std::exchange(d->keyFrameWanted, false), {}});
}

Status RecordingFile::addAudio(std::span<const float> stereo)
{
    return d->push({{}, 0, false, {stereo.begin(), stereo.end()}});
}

void RecordingFile::requestKeyFrame()
{
    d->keyFrameWanted = true;
}

int RecordingFile::queued() const
{
    return static_cast<int>(d->worker->queue().size());
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
