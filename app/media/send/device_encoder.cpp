#include "app/media/send/device_encoder.h"

#include "app/media/decode/reaper.h"
#include "app/media/send/local_track_encoder.h"

namespace prosc {

DeviceEncoder::DeviceEncoder() : m_reaper(std::make_unique<Reaper>()) {}

DeviceEncoder::~DeviceEncoder()
{
    setOutput({});
}

void DeviceEncoder::setOutput(Output output)
{
    std::lock_guard lock(m_outputMutex);
    m_output = std::move(output);
}

std::function<void(EncodedFrame)> DeviceEncoder::outputOf(const TrackId &track)
{
    return [this, track](EncodedFrame frame) {
        std::lock_guard lock(m_outputMutex);
        if (m_output) {
            m_output(track, std::move(frame));
        }
    };
}

void DeviceEncoder::requestKeyFrame(const TrackId &track)
{
    std::lock_guard lock(m_mutex);
    const auto found = m_videos.find(track);
    if (found != m_videos.end()) {
        found->second->requestKeyFrame();
    }
}

void DeviceEncoder::picture(const TrackId &track, Picture picture)
{
    if (picture.isNull()) {
        return;
    }
    std::lock_guard lock(m_mutex);
    auto &encoder = m_videos[track];
    if (!encoder) {
        encoder = std::make_unique<LocalVideoEncoder>(track.kind, outputOf(track));
    }
    encoder->push(std::move(picture));
}

void DeviceEncoder::audio(const TrackId &track, AudioBlock block)
{
    std::lock_guard lock(m_mutex);
    auto &encoder = m_audios[track];
    if (!encoder) {
        encoder = std::make_unique<LocalAudioEncoder>(track.kind, outputOf(track));
    }
    encoder->push(std::move(block));
}

void DeviceEncoder::rawTrackEnded(const TrackId &track)
{
    std::lock_guard lock(m_mutex);
    if (auto video = m_videos.extract(track)) {
        video.mapped()->cancel();
        m_reaper->take(std::move(video.mapped()));
    }
    if (auto audio = m_audios.extract(track)) {
        audio.mapped()->cancel();
        m_reaper->take(std::move(audio.mapped()));
    }
}

} // namespace prosc
