#include "app/room/session/room_signalling.h"

#include "app/room/session/room_session.h"

namespace prosc {

namespace {

MediaSignalling::SdpCallback orNothing(MediaSignalling::SdpCallback callback)
{
    return callback ? std::move(callback) : [](const Result<QString> &) {};
}

} // namespace

void RoomSignalling::publish(Peer peer, const QString &offer, SdpCallback answer)
{
    m_session.request(msg::Publish{peer, offer}, [done = orNothing(std::move(answer))](
                                                     const RoomSession::Reply &reply) {
        if (!reply.body) {
            return done(fail(reply.body.error()));
        }
        const auto *published = std::get_if<msg::Published>(&*reply.body);
        done(published ? Result<QString>(published->sdp) : fail(ErrorCode::Malformed));
    });
}

void RoomSignalling::unpublish(Peer peer)
{
    m_session.request(msg::Unpublish{peer}, [](const RoomSession::Reply &) {});
}

void RoomSignalling::subscribe(const msg::Subscribe &wanted, SdpCallback offer)
{
    m_session.request(
        wanted, [done = orNothing(std::move(offer))](const RoomSession::Reply &reply) {
            if (!reply.body) {
                return done(fail(reply.body.error()));
            }
            const auto *subscribed = std::get_if<msg::Subscribed>(&*reply.body);
            done(subscribed ? Result<QString>(subscribed->sdp) : fail(ErrorCode::Malformed));
        });
}

void RoomSignalling::answer(const QString &subscription, const QString &sdp)
{
    m_session.request(msg::Answer{subscription, sdp},
                      [this, subscription](const RoomSession::Reply &reply) {
                          // After a lost connection connectionLost() covers all subscriptions.
                          if (!reply.body && reply.body.error().code != ErrorCode::Unreachable) {
                              Q_EMIT m_session.subscriptionEnded(subscription);
                          }
                      });
}

void RoomSignalling::unsubscribe(const QString &subscription)
{
    m_session.request(msg::Unsubscribe{subscription}, [](const RoomSession::Reply &) {});
}

void RoomSignalling::setLayer(const QString &subscription, const QString &mid, int substream)
{
    m_session.request(msg::Layer{subscription, mid, substream}, [](const RoomSession::Reply &) {});
}

void RoomSignalling::sendCandidate(const msg::Candidate &candidate)
{
    m_session.request(candidate, [](const RoomSession::Reply &) {});
}

} // namespace prosc
