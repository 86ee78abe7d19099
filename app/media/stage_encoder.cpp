#include "app/media/stage_encoder.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace prosc {

Result<std::unique_ptr<StageEncoder>> StageEncoder::create(Options options)
{
    std::unique_ptr<StageEncoder> encoder(new StageEncoder);
    encoder->m_size = options.size;
    if (options.probe == nullptr) {
        encoder->m_ownProbe = std::make_unique<EncoderProbe>();
        options.probe = encoder->m_ownProbe.get();
    }
    const auto machine = static_cast<int>(std::thread::hardware_concurrency());
    const int threads = options.threads > 0 ? options.threads : std::clamp(machine / 2, 1, 16);
    auto video = SwitchingEncoder::create({options.probe, options.encoder, options.preset,
                                           options.size, threads, std::move(options.videoSink)});
    if (!video) {
        return fail(video.error());
    }
    auto audio = AudioEncoder::create(std::move(options.audioSink));
    if (!audio) {
        return fail(audio.error());
    }
    encoder->m_video = std::move(*video);
    encoder->m_audio = std::move(*audio);
    return encoder;
}

Status StageEncoder::addPicture(const Picture &picture, int64_t frameIndex)
{
    if (picture.isNull() || picture.size() != m_size || frameIndex < m_nextFrame) {
        return fail(ErrorCode::InvalidArgument, QStringLiteral("picture of another size or order"));
    }
    m_nextFrame = frameIndex + 1;
    const auto kind =
        std::exchange(m_keyFrameWanted, false) ? VideoEncoder::Kind::Key : VideoEncoder::Kind::Any;
    return m_video->add(picture, frameIndex, kind);
}

Status StageEncoder::finish()
{
    const auto status = m_video->finish();
    return status ? m_audio->finish() : status;
}

} // namespace prosc
