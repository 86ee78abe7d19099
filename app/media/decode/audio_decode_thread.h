#pragma once

#include "app/base/consumer_thread.h"
#include "app/base/thread_priority.h"
#include "app/media/sound/opus_codec.h"

#include <functional>
#include <map>

namespace prosc {

/// Decodes all Opus tracks on one shared thread. When far more waits than it can decode in time it
/// leaves out the oldest packets, as if they had been lost on the way, and says so.
class AudioDecodeThread
{
public:
    /// Called on the thread.
    struct Outputs
    {
        std::function<void(const TrackId &, const AudioBlock &)> block;
        /// So many frames of sound were left out.
        std::function<void(const TrackId &, int64_t frames)> leftOut;
        /// After the last block of a track.
        std::function<void(const TrackId &)> ended;
    };

    /// `priority` may be null; it must outlive this.
    explicit AudioDecodeThread(Outputs outputs, ThreadPriority *priority = nullptr);

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

    const Outputs m_outputs;
    std::map<TrackId, OpusTrackDecoder> m_decoders;
    /// Last: its thread uses all of the above.
    ConsumerThread<Job> m_thread;
};

} // namespace prosc
