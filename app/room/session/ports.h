#pragma once

#include "app/room/protocol/messages.h"

#include <QObject>

#include <functional>

namespace prosc {

/// The client's connection to the room service. Lives on one thread (the engine's) and emits its
/// signals there. After `closed` the object stays usable: open() may be called again.
class RoomLink : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Connects. Emits opened() or closed(), exactly once.
    virtual void open() = 0;
    /// Sends if open, otherwise drops the message (after rejoining, the session resends what
    /// matters).
    virtual void send(const ClientMessage &message) = 0;
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    void received(const prosc::ServiceMessage &message);
    /// A message that violates the protocol was dropped; the connection stays open.
    void garbled(const prosc::ParseError &problem);
    /// The connection was lost or could not be made. Unreachable, CertificateUnknown, Malformed,
    /// Cancelled.
    void closed(const prosc::Error &error);
};

/// WebRTC signalling through the room: offers and answers. Calls and callbacks on the engine's
/// thread. Every callback is called exactly once, with Unreachable when the connection is lost.
class MediaSignalling
{
public:
    using SdpCallback = std::function<void(Result<QString> sdp)>;

    virtual ~MediaSignalling() = default;

    /// Sends an offer; `answer` gets the answer.
    virtual void publish(Peer peer, const QString &offer, SdpCallback answer) = 0;
    virtual void unpublish(Peer peer) = 0;
    /// Asks for tracks; `offer` gets the offer.
    virtual void subscribe(const msg::Subscribe &request, SdpCallback offer) = 0;
    virtual void answer(const QString &subscription, const QString &sdp) = 0;
    virtual void unsubscribe(const QString &subscription) = 0;
    virtual void setLayer(const QString &subscription, const QString &mid, int substream) = 0;
    virtual void sendCandidate(const msg::Candidate &candidate) = 0;
};

/// The WebRTC side of a client. Lives on the engine's thread, never blocks it. Compares `snapshot`
/// with its connections and opens or closes some. Idempotent: calling it twice with the same
/// snapshot changes nothing.
class MediaTransport
{
public:
    virtual ~MediaTransport() = default;

    /// Never subscribes to `self`, nor to anyone while `snapshot.sfu.state` is not Up.
    virtual void reconcile(const RoomSnapshot &snapshot, const ParticipantId &self) = 0;
    virtual void setIceServers(const std::vector<IceServer> &servers) = 0;
    /// The service ended `subscription`; forget it (the next reconcile() makes a new one).
    virtual void subscriptionEnded(const QString &subscription) = 0;
    /// The connection to the service was lost: all media connections are dead.
    virtual void reset() = 0;
};

} // namespace prosc
