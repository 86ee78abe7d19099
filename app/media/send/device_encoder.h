#pragma once

#include "app/stage/ports.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace prosc {

class LocalAudioEncoder;
class LocalVideoEncoder;
class Reaper;

/// Encodes this computer's camera and screen to VP8 and its audio to Opus, for sending. One worker
/// thread per track, created with the track's first picture or audio block. Methods never block: if
/// pictures arrive faster than they can be encoded, the oldest are dropped. Thread-safe.
///
/// Camera: at most 1280x720, 1.2 Mbit/s, always in kSimulcastLayers layers (0.6 Mbit/s more).
/// Screen: at most 1920x1080, 2.5 Mbit/s. Key frames on request and at least every 10 s. Audio: 48
/// kHz, as many channels as the input, 20 ms packets with in-band FEC, 48 kbit/s.
class DeviceEncoder final : public LocalEncoder
{
public:
    DeviceEncoder();
    ~DeviceEncoder() override;
    DeviceEncoder(const DeviceEncoder &) = delete;
    DeviceEncoder &operator=(const DeviceEncoder &) = delete;

    /// Called on worker threads with every encoded frame; its `time` is that of the picture or of
    /// the first sample. Once setOutput() has returned, the previous output is no longer called.
    /// Must not be called from within an output.
    void setOutput(Output output) override;
    void requestKeyFrame(const TrackId &track) override;

    void picture(const TrackId &track, Picture picture) override;
    void audio(const TrackId &track, AudioBlock block) override;
    void rawTrackEnded(const TrackId &track) override;

private:
    [[nodiscard]] std::function<void(EncodedFrame)> outputOf(const TrackId &track);

    std::mutex m_outputMutex;
    Output m_output;
    std::mutex m_mutex;
    std::map<TrackId, std::unique_ptr<LocalVideoEncoder>> m_videos;
    std::map<TrackId, std::unique_ptr<LocalAudioEncoder>> m_audios;
    std::unique_ptr<Reaper> m_reaper;
};

} // namespace prosc
