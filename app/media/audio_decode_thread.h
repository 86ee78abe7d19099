#pragma once

#include "app/base/consumer_thread.h"
#include "app/media/opus_codec.h"

#include <functional>
#include <map>

namespace prosc {

/// Decodes all Opus tracks on one shared thread.
class AudioDecodeThread
{
public:
    using Output = std::function<void(const TrackId &, const AudioBlock &)>;

    /// `output` is called on the thread.
    explicit AudioDecodeThread(Output output);

    /// Each returns at once and may be called from any thread.
    void packet(const TrackId &track, EncodedFrame frame);
    void lost(const TrackId &track, int packets);
    void ended(const TrackId &track);

private:
    struct Job
    {
        enum class Kind { Packet, Lost, Ended } kind = Kind::Packet;
        TrackId track;
        EncodedFrame frame;
        int lost = 0;
    };

    void process(Job &job);
    [[nodiscard]] OpusTrackDecoder *decoder(const TrackId &track);

    const Output m_output;
    std::map<TrackId, OpusTrackDecoder> m_decoders;
    /// Last: its thread uses all of the above.
    ConsumerThread<Job> m_thread;
};

} // namespace prosc
