#include "app/transport/simulate/participant_loop.h"

namespace prosc {

namespace {

constexpr MediaTime kTooLate = std::chrono::milliseconds(500);

std::optional<LoopCursor> cursorFor(std::shared_ptr<const FrameLoop> loop)
{
    if (!loop || loop->frames.empty() || loop->length <= MediaTime::zero()) {
        return std::nullopt;
    }
    return LoopCursor(std::move(loop));
}

} // namespace

ParticipantLoop::ParticipantLoop(std::shared_ptr<const FrameLoop> video,
                                 std::shared_ptr<const FrameLoop> audio, Send send)
    : m_video(cursorFor(std::move(video))), m_audio(cursorFor(std::move(audio))),
      m_send(std::move(send))
{
}

void ParticipantLoop::setSending(TrackKind kind, bool sending)
{
    if (kind == TrackKind::Camera) {
        m_sendsVideo = sending;
        m_keyFrameWanted = m_keyFrameWanted || sending;
    } else if (kind == TrackKind::Microphone) {
        m_sendsAudio = sending;
    }
}

void ParticipantLoop::sendDue(MediaTime now)
{
    if (!m_started) {
        startAt(now);
    }
    catchUp(now);
    if (m_keyFrameWanted.exchange(false)) {
        skipToKeyFrame();
    }
    if (m_video) {
        sendTrack(*m_video, TrackKind::Camera, now);
    }
    if (m_audio) {
        sendTrack(*m_audio, TrackKind::Microphone, now);
    }
}

void ParticipantLoop::startAt(MediaTime now)
{
    m_started = true;
    if (m_video) {
        m_video->start(now);
    }
    if (m_audio) {
        m_audio->start(now);
    }
}

void ParticipantLoop::catchUp(MediaTime now)
{
    const std::optional<LoopCursor> &leading = m_audio ? m_audio : m_video;
    if (!leading || now - leading->due() < kTooLate) {
        return;
    }
    // The machine was asleep or starved; a burst of old frames would be useless.
    const MediaTime late = now - leading->due();
    if (m_video) {
        m_video->shift(late);
    }
    if (m_audio) {
        m_audio->shift(late);
    }
}

void ParticipantLoop::skipToKeyFrame()
{
    const auto ahead = m_video ? m_video->aheadOfKeyFrame() : std::nullopt;
    if (!ahead || *ahead == MediaTime::zero()) {
        return;
    }
    m_video->skip(*ahead);
    if (m_audio) {
        m_audio->skip(*ahead);
    }
}

void ParticipantLoop::sendTrack(LoopCursor &cursor, TrackKind kind, MediaTime now)
{
    const bool sends = kind == TrackKind::Camera ? m_sendsVideo : m_sendsAudio;
    while (cursor.due() <= now) {
        EncodedFrame frame = cursor.take();
        if (sends) {
            m_send(kind, std::move(frame));
        }
    }
}

} // namespace prosc
