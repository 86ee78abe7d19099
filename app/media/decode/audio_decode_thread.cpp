#include "app/media/decode/audio_decode_thread.h"

#include "app/base/logging.h"

namespace prosc {

namespace {

/// Half a second of 50 tracks. Beyond that the oldest packets are dropped undecoded.
constexpr size_t kWaitingJobs = 1250;
/// A minute of 50 tracks. The queue itself drops jobs only beyond this, so the end of a track is
/// lost only if the thread hangs for a minute.
constexpr size_t kMostJobs = 150'000;

} // namespace

AudioDecodeThread::AudioDecodeThread(Outputs outputs, ThreadPriority *priority)
    : m_outputs(std::move(outputs)), m_thread(
                                         kMostJobs, [this](Job &job) { process(job); }, [] {},
                                         [priority] { raisePriority(priority, ThreadRole::Sound); })
{
}

void AudioDecodeThread::packet(const TrackId &track, EncodedFrame frame)
{
    m_thread.queue().pushDroppingOldest({Job::Kind::Packet, track, std::move(frame), 0});
}

void AudioDecodeThread::lost(const TrackId &track, int packets)
{
    m_thread.queue().pushDroppingOldest({Job::Kind::Lost, track, {}, packets});
}

void AudioDecodeThread::ended(const TrackId &track)
{
    m_thread.queue().pushDroppingOldest({Job::Kind::Ended, track, {}, 0});
}

void AudioDecodeThread::process(Job &job)
{
    if (job.kind == Job::Kind::Ended) {
        m_decoders.erase(job.track);
        m_outputs.ended(job.track);
        return;
    }
    auto *opus = decoder(job.track);
    if (!opus) {
        return;
    }
    if (job.kind == Job::Kind::Lost) {
        opus->packetsLost(job.lost);
        return;
    }
    if (m_thread.queue().size() >= kWaitingJobs) {
        opus->packetsLost(1);
        m_outputs.leftOut(job.track, OpusTrackDecoder::framesIn(job.frame));
        return;
    }
    const auto decoded = opus->decode(
        job.frame, [&](const AudioBlock &block) { m_outputs.block(job.track, block); });
    if (!decoded) {
        qCDebug(logMedia) << "decoding failed:" << decoded.error().detail;
    }
}

OpusTrackDecoder *AudioDecodeThread::decoder(const TrackId &track)
{
    const auto found = m_decoders.find(track);
    if (found != m_decoders.end()) {
        return &found->second;
    }
    auto created = OpusTrackDecoder::create();
    if (!created) {
        qCWarning(logMedia) << "no decoder:" << created.error().detail;
        return nullptr;
    }
    return &m_decoders.emplace(track, std::move(*created)).first->second;
}

} // namespace prosc
