#pragma once

#include "app/base/result.h"
#include "app/room/protocol/messages.h"

#include <functional>
#include <vector>

namespace prosc {

/// The media server (SFU) as the room service uses it. All methods and callbacks on the I/O thread;
/// each callback is called exactly once. When the media server dies, info().generation grows, all
/// publications and subscriptions are lost, and its rooms are created again automatically.
class Sfu
{
public:
    struct PublishAnswer
    {
        QString sdp;
        std::vector<PublishedTrack> tracks;
    };
    struct Events
    {
        std::function<void(SfuInfo)> infoChanged;
        /// The media server ended a subscription ("unpublished").
        std::function<void(ParticipantId subscriber, QString subscription, QString reason)>
            subscriptionEnded;
        /// The media server ended a publisher's connection (hang-up).
        std::function<void(ParticipantId publisher, Peer peer)> publicationEnded;
    };

    virtual ~Sfu() = default;

    virtual void setEvents(Events events) = 0;
    [[nodiscard]] virtual SfuInfo info() const = 0;
    /// The share of its media ports that is in use, 0 to 1.
    [[nodiscard]] virtual double load() const = 0;
    /// The share of all its media ports that this room uses.
    [[nodiscard]] virtual double load(const RoomId &room) const = 0;

    virtual void addRoom(const RoomId &room) = 0;
    virtual void removeRoom(const RoomId &room) = 0;

    /// Publishing again replaces the earlier connection of the same peer.
    virtual void publish(const RoomId &room, const ParticipantId &publisher, Peer peer,
                         const QString &offer, std::function<void(Result<PublishAnswer>)> done) = 0;
    virtual void unpublish(const ParticipantId &publisher, Peer peer) = 0;
    /// Passes these tracks of someone's camera and microphone on no more, or again.
    virtual void setSilent(const ParticipantId &publisher, const QStringList &mids,
                           bool silent) = 0;
    virtual void subscribe(const RoomId &room, const ParticipantId &subscriber,
                           const msg::Subscribe &request,
                           std::function<void(Result<QString>)> offer) = 0;
    virtual void answer(const ParticipantId &subscriber, const msg::Answer &answer,
                        std::function<void(Status)> done) = 0;
    virtual void setLayer(const ParticipantId &subscriber, const msg::Layer &layer,
                          std::function<void(Status)> done) = 0;
    virtual void unsubscribe(const ParticipantId &subscriber, const QString &subscription) = 0;
    virtual void candidate(const ParticipantId &participant, const msg::Candidate &candidate,
                           std::function<void(Status)> done) = 0;
    /// Ends every connection of someone who left.
    virtual void removeParticipant(const ParticipantId &participant) = 0;
};

} // namespace prosc
