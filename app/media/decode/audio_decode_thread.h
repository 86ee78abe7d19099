#pragma once

#include "app/base/consumer_thread.h"
#include "app/base/thread_priority.h"
#include "app/media/sound/opus_codec.h"

#include <functional>
#include <map>

namespace prosc {

/// Decodes all Opus tracks on one shared thread. When it falls too far behind, it drops the oldest
/// packets, treats them like packets lost on the network and reports them (Outputs::leftOut).
class AudioDecodeThread
{
public:
    /// Called on the decoding thread.
    struct Outputs
    {
        std::function<void(const TrackId &, const AudioBlock &)> block;
        /// `frames` frames (samples per channel) of audio were dropped.
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
    /// Declared last, so that its thread ends before the members it uses are destroyed.
    ConsumerThread<Job> m_thread;
};

} // namespace prosc
