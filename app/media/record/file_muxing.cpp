#include "app/media/record/file_muxing.h"

#include "app/media/encode/video_encoder.h"
#include "app/stage/frame_rate.h"

namespace prosc {

namespace {

/// About ten seconds of audio, expected frames and video packets.
constexpr size_t kQueuedItems = 1024;
constexpr int64_t kSamplesOfAPicture = AudioBlock::kSampleRate / kFrameRate;

} // namespace

FileMuxing::FileMuxing(std::function<void(const Error &)> onError) : m_onError(std::move(onError))
{
}

Result<std::unique_ptr<FileMuxing>> FileMuxing::create(Options options)
{
    std::unique_ptr<FileMuxing> muxing(new FileMuxing(std::move(options.onError)));
    auto *self = muxing.get();
    auto sound = AudioEncoder::create(
        [self](AvPacket packet) { return self->m_muxer->addAudio(std::move(packet)); });
    if (!sound) {
        return fail(sound.error());
    }
    auto muxer = FragmentMuxer::create(options.video, (*sound)->context(), options.text,
                                       std::move(options.sink));
    if (!muxer) {
        return fail(muxer.error());
    }
    muxing->m_sound = std::move(*sound);
    muxing->m_muxer = std::move(*muxer);
    muxing->m_worker = std::make_unique<ConsumerThread<Item>>(
        kQueuedItems, [self](Item &item) { self->process(item); }, [self] { self->end(); },
        [self, priority = options.priority] {
            self->m_threadName.emplace(RecorderThread::Encoding);
            raisePriority(priority, ThreadRole::Mux);
        });
    return muxing;
}

void FileMuxing::finish()
{
    if (m_worker) {
        m_worker->stop();
    }
}

void FileMuxing::process(Item &item)
{
    if (!m_failed) {
        note(std::visit([this](auto &known) { return add(known); }, item));
    }
}

Status FileMuxing::add(std::vector<float> &stereo)
{
    m_soundFrames += static_cast<int64_t>(stereo.size() / 2);
    return m_sound->add(stereo);
}

Status FileMuxing::add(const Expected &picture)
{
    m_muxer->expectVideo(picture.frame);
    return {};
}

void FileMuxing::end()
{
    m_threadName.reset(); // on the thread it names
    if (!m_failed) {
        const auto pictures = (m_soundFrames + kSamplesOfAPicture - 1) / kSamplesOfAPicture;
        note(m_sound->finish().and_then([&] { return m_muxer->finish(pictures); }));
    }
}

void FileMuxing::note(const Status &status)
{
    if (!status) {
        m_failed = true;
        m_onError(status.error());
    }
}

} // namespace prosc
