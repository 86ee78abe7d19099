#include "app/media/record/recording_file.h"

#include "app/base/logging.h"
#include "app/media/encode/picture_encoding.h"
#include "app/media/mux/recording_writer.h"
#include "app/media/record/file_muxing.h"
#include "app/mp4/recording_continuation.h"
#include "app/stage/frame_rate.h"

#include <atomic>
#include <optional>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int64_t kMicroseconds = 1'000'000;

/// Result of add*(): fails once the muxing thread has ended.
Status taken(bool isTaken)
{
    return isTaken ? Status() : fail(ErrorCode::Internal, u"recording has ended"_s);
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
    [[nodiscard]] Status openMuxer(const Options &options);
    [[nodiscard]] Status openWriter(const Options &options);
    /// Passes a chunk from the muxer to the writer; shifts its times if the recording was resumed.
    [[nodiscard]] Status store(FileUnit chunk);
    [[nodiscard]] Status check() const { return failed.load() ? Status(fail(error)) : Status(); }
    /// Called on any worker thread; only the first failure counts.
    void reportFailure(const Error &error);
    void stopEncoding();

    std::function<void(const Error &)> onError;
    std::atomic<bool> reported{false};
    /// Set before `failed`.
    Error error;
    std::atomic<bool> failed{false};
    QSize size;
    int64_t nextFrame = 0;
    bool keyFrameWanted = false;
    // Destroyed in reverse order: each thread ends before the one it feeds.
    std::unique_ptr<RecordingWriter> writer;
    std::optional<RecordingContinuation> continuation;
    std::unique_ptr<FileMuxing> muxing;
    std::unique_ptr<PictureEncoding> encoding;
};

Status RecordingFile::Private::openEncoder(const Options &options)
{
    PictureEncoding::Options wanted;
    wanted.size = options.size;
    wanted.settings = options.encoding;
    wanted.encoders = options.encoders;
    wanted.cpu = options.cpu;
    wanted.tracks = options.tracks;
    wanted.priority = options.priority;
    wanted.sink = [this](AvPacket packet) { return taken(muxing->addPicture(std::move(packet))); };
    wanted.onError = [this](const Error &reason) { reportFailure(reason); };
    auto opened = PictureEncoding::create(std::move(wanted));
    if (!opened) {
        return fail(opened.error());
    }
    encoding = std::move(*opened);
    return {};
}

Status RecordingFile::Private::openMuxer(const Options &options)
{
    // A resumed recording keeps the text tracks it began with.
    const FragmentMuxer::TextTracks text =
        continuation ? FragmentMuxer::TextTracks{continuation->has(TrackTables::Media::Subtitles),
                                                 continuation->has(TrackTables::Media::Chapters)}
                     : FragmentMuxer::TextTracks{options.subtitles, options.chapters};
    auto opened = FileMuxing::create(
        {encoding->context(), text, [this](FileUnit chunk) { return store(std::move(chunk)); },
         [this](const Error &reason) { reportFailure(reason); }, options.priority});
    if (!opened) {
        return fail(opened.error());
    }
    muxing = std::move(*opened);
    return {};
}

Status RecordingFile::Private::open(const Options &options)
{
    auto opened = openEncoder(options).and_then([&] { return openWriter(options); }).and_then([&] {
        return openMuxer(options);
    });
    if (opened) {
        encoding->begin();
    }
    return opened;
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
        continuation.emplace(writer->saved(), kFrameRate);
    }
    return {};
}

Status RecordingFile::Private::store(FileUnit chunk)
{
    if (continuation && chunk.kind == FileUnit::Kind::Header) {
        return continuation->compare(chunk.bytes);
    }
    if (continuation) {
        if (auto status = continuation->shift(chunk.bytes); !status) {
            return status;
        }
        const std::chrono::microseconds before(continuation->firstPicture() * kMicroseconds /
                                               kFrameRate);
        chunk.time += before;
        chunk.end += before;
    }
    return writer->add(std::move(chunk));
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
    encoding->finish();
    muxing->finish();
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
        return fail(ErrorCode::InvalidArgument, u"recording file options"_s);
    }
    auto priv = std::make_unique<Private>(options.onError);
    priv->size = options.size;
    if (auto status = priv->open(options); !status) {
        return fail(status.error());
    }
    return std::unique_ptr<RecordingFile>(new RecordingFile(std::move(priv)));
}

Status RecordingFile::addPicture(const Picture &picture, int64_t frameIndex)
{
    const auto added = offerPicture(picture, frameIndex, {});
    return added ? Status() : fail(added.error());
}

Result<bool> RecordingFile::offerPicture(const Picture &picture, int64_t frameIndex,
                                         PictureQueue::Patience patience)
{
    if (picture.isNull() || picture.size() != d->size || frameIndex < d->nextFrame) {
        return fail(ErrorCode::InvalidArgument, u"picture of another size or order"_s);
    }
    if (auto status = d->check(); !status) {
        return fail(status.error());
    }
    const auto pushed = d->encoding->add({picture, frameIndex, d->keyFrameWanted}, patience);
    if (pushed == PictureQueue::Pushed::NoRoom) {
        return false;
    }
    d->nextFrame = frameIndex + 1;
    d->keyFrameWanted = false;
    const auto expected =
        taken(pushed == PictureQueue::Pushed::Yes && d->muxing->expectPicture(frameIndex));
    return expected ? Result<bool>(true) : fail(expected.error());
}

Status RecordingFile::addAudio(std::span<const float> stereo)
{
    return d->check().and_then([&] {
        return taken(d->muxing->addSound({stereo.begin(), stereo.end()}));
    });
}

Status RecordingFile::addCaption(const Caption &caption)
{
    return d->check().and_then([&] { return taken(d->muxing->addCaption(caption)); });
}

void RecordingFile::requestKeyFrame()
{
    d->keyFrameWanted = true;
}

void RecordingFile::reportLateness(MediaTime late)
{
    d->encoding->reportLateness(late);
}

EncodingState RecordingFile::encoding() const
{
    return d->encoding->state();
}

int RecordingFile::queued() const
{
    return static_cast<int>(d->encoding->waiting());
}

int64_t RecordingFile::firstPicture() const
{
    return d->continuation ? d->continuation->firstPicture() : 0;
}

int64_t RecordingFile::framesEncoded() const
{
    return d->encoding->encoded();
}

int64_t RecordingFile::bytesWritten() const
{
    return d->writer->bytesWritten();
}

std::chrono::milliseconds RecordingFile::durable() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(d->writer->durable());
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
