#pragma once

#include "app/room/protocol/values.h"

#include <algorithm>

/// The room's state as a service would send it.
class TestRoom
{
public:
    TestRoom() { m_snapshot.sfu = {prosc::SfuState::Up, 1}; }

    prosc::Participant &person(const prosc::ParticipantId &id)
    {
        auto &people = m_snapshot.participants;
        const auto found = std::find_if(people.begin(), people.end(),
                                        [&](const prosc::Participant &p) { return p.id == id; });
        if (found != people.end()) {
            return *found;
        }
        prosc::Participant added;
        added.id = id;
        added.onStage = true;
        added.camera = true;
        added.microphone = true;
        people.push_back(added);
        return people.back();
    }
    void publish(const prosc::ParticipantId &id, prosc::Peer peer,
                 std::vector<prosc::PublishedTrack> tracks)
    {
        unpublish(id, peer);
        person(id).publications.push_back({peer, ++m_generation, std::move(tracks)});
    }
    void unpublish(const prosc::ParticipantId &id, prosc::Peer peer)
    {
        std::erase_if(person(id).publications,
                      [peer](const prosc::Publication &p) { return p.peer == peer; });
    }
    /// The media server restarted: all publications are gone.
    void sfuRestarted()
    {
        ++m_snapshot.sfu.generation;
        m_snapshot.sfu.state = prosc::SfuState::Up;
        for (prosc::Participant &participant : m_snapshot.participants) {
            participant.publications.clear();
        }
    }
    void sfuDown() { m_snapshot.sfu.state = prosc::SfuState::Down; }

    [[nodiscard]] const prosc::RoomSnapshot &snapshot() const { return m_snapshot; }

private:
    prosc::RoomSnapshot m_snapshot;
    int m_generation = 0;
};
