#pragma once

#include "app/transport/simulate/loop_cursor.h"
#include "app/transport/simulate/loop_thread.h"

#include <atomic>
#include <functional>

namespace prosc {

/// The loops of one simulated participant, as the LoopThread drives them.
class ParticipantLoop final : public LoopSource
{
public:
    using Send = std::function<void(TrackKind, EncodedFrame)>;

    /// Null or empty loops send nothing. `send` is called on the LoopThread.
    ParticipantLoop(std::shared_ptr<const FrameLoop> video, std::shared_ptr<const FrameLoop> audio,
                    Send send);

    void sendDue(MediaTime now) override;

    /// From any thread.
    void requestKeyFrame() { m_keyFrameWanted = true; }
    void setSending(TrackKind kind, bool sending);

private:
    void startAt(MediaTime now);
    void catchUp(MediaTime now);
    void skipToKeyFrame();
    void sendTrack(LoopCursor &cursor, TrackKind kind, MediaTime now);

    std::optional<LoopCursor> m_video;
    std::optional<LoopCursor> m_audio;
    const Send m_send;
    std::atomic<bool> m_keyFrameWanted = false;
    std::atomic<bool> m_sendsVideo = true;
    std::atomic<bool> m_sendsAudio = true;
    bool m_started = false;
};

} // namespace prosc
