#pragma once

#include "app/room/session/ports.h"

namespace prosc {

class RoomSession;

/// WebRTC signalling by the requests of a session. On the session's thread.
class RoomSignalling final : public MediaSignalling
{
public:
    /// `session` must outlive it.
    explicit RoomSignalling(RoomSession &session) : m_session(session) {}

    void publish(Peer peer, const QString &offer, SdpCallback answer) override;
    void unpublish(Peer peer) override;
    void subscribe(const msg::Subscribe &request, SdpCallback offer) override;
    void answer(const QString &subscription, const QString &sdp) override;
    void unsubscribe(const QString &subscription) override;
    void setLayer(const QString &subscription, const QString &mid, int substream) override;
    void sendCandidate(const msg::Candidate &candidate) override;

private:
    RoomSession &m_session;
};

} // namespace prosc
