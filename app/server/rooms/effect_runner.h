#pragma once

#include "app/server/rooms/recording_observer.h"
#include "app/server/rooms/session_persistence.h"
#include "app/server/rooms/state_broadcast.h"

namespace prosc {

/// Lets the authority decide on a command, and carries out its effects: sends messages and updates
/// the library.
class EffectRunner
{
public:
    /// All of these must outlive it.
    struct Parts
    {
        StateBroadcast &broadcast;
        RecordingObserver &observer;
        SessionPersistence &persistence;
    };

    EffectRunner(const HubPorts &ports, HubRooms &rooms, Parts parts)
        : m_ports(ports), m_rooms(rooms), m_broadcast(parts.broadcast), m_observer(parts.observer),
          m_persistence(parts.persistence)
    {
    }

    /// Why the command was refused; nullopt if it was not.
    [[nodiscard]] std::optional<Refusal> apply(HubRoom &room, const RoomCommand &command);
    /// Something has happened, which the rules can only take note of.
    void happened(HubRoom &room, const RoomCommand &fact);

private:
    /// `by`: whose message caused it; empty if nobody's.
    void perform(HubRoom &room, const RoomEffect &effect, const ParticipantId &by);
    void perform(HubRoom &room, const effect::Send &effect);
    void sendAll(HubRoom &room, const ServiceBody &body, const ParticipantId &by);
    void perform(HubRoom &room, const effect::SendAfterState &effect);
    void perform(HubRoom &room, const effect::Welcome &effect);
    void perform(HubRoom &room, const effect::Wait &effect);
    void perform(HubRoom &room, const effect::Silence &effect);
    void perform(HubRoom &room, const effect::StopSending &effect);
    void perform(HubRoom &room, const effect::TurnAway &effect);
    void perform(HubRoom &room, const effect::Removed &effect);
    void perform(HubRoom &room, const effect::Begin &effect);
    void perform(HubRoom &room, const effect::SummonRecorder &effect);
    void perform(HubRoom &room, const effect::StartByItself &effect);
    void perform(HubRoom &room, const effect::RoomOptions &effect);
    void perform(HubRoom &room, const effect::FileFacts &effect);
    void perform(HubRoom &room, const effect::RecordingFailed &effect);
    void perform(HubRoom &room, const effect::ConsentGiven &effect);
    void perform(HubRoom &room, const effect::SessionOver &effect);
    /// Writes all consents that wait, with one sync.
    void storeConsents(HubRoom &room);
    void consentsStored(const RoomId &room, const std::vector<NewConsent> &consents,
                        const Status &stored);
    void remindRecorder(HubRoom &room, const ParticipantId &participant);
    void refuseBegin(HubRoom &room, const effect::Begin &effect, const Error &error);
    void sendBegin(const RoomId &room, const effect::Begin &effect, const Status &announced);

    const HubPorts &m_ports;
    HubRooms &m_rooms;
    StateBroadcast &m_broadcast;
    RecordingObserver &m_observer;
    SessionPersistence &m_persistence;
};

} // namespace prosc
