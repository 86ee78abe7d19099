// WebRTC signalling of RoomSession.
#include "app/room/session/room_session.h"

namespace prosc {

namespace {

MediaSignalling::SdpCallback orNothing(MediaSignalling::SdpCallback callback)
{
    return callback ? std::move(callback) : [](const Result<QString> &) {};
}

} // namespace

void RoomSession::publish(Peer peer, const QString &offer, SdpCallback answer)
{
    request(msg::Publish{peer, offer}, [done = orNothing(std::move(answer))](const Reply &reply) {
        if (!reply.body) {
            return done(fail(reply.body.error()));
        }
        const auto *published = std::get_if<msg::Published>(&*reply.body);
        done(published ? Result<QString>(published->sdp) : fail(ErrorCode::Malformed));
    });
}

void RoomSession::unpublish(Peer peer)
{
    request(msg::Unpublish{peer}, [](const Reply &) {});
}

void RoomSession::subscribe(const msg::Subscribe &wanted, SdpCallback offer)
{
    request(wanted, [done = orNothing(std::move(offer))](const Reply &reply) {
        if (!reply.body) {
            return done(fail(reply.body.error()));
        }
        const auto *subscribed = std::get_if<msg::Subscribed>(&*reply.body);
        done(subscribed ? Result<QString>(subscribed->sdp) : fail(ErrorCode::Malformed));
    });
}

void RoomSession::answer(const QString &subscription, const QString &sdp)
{
    request(msg::Answer{subscription, sdp}, [this, subscription](const Reply &reply) {
        // After a lost connection connectionLost() covers all subscriptions.
        if (!reply.body && reply.body.error().code != ErrorCode::Unreachable) {
            Q_EMIT subscriptionEnded(subscription);
        }
    });
}

void RoomSession::unsubscribe(const QString &subscription)
{
    request(msg::Unsubscribe{subscription}, [](const Reply &) {});
}

void RoomSession::setLayer(const QString &subscription, const QString &mid, int substream)
{
    request(msg::Layer{subscription, mid, substream}, [](const Reply &) {});
}

void RoomSession::sendCandidate(const msg::Candidate &candidate)
{
    request(candidate, [](const Reply &) {});
}

} // namespace prosc
