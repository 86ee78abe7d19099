#pragma once

#include "app/room/protocol/values.h"
#include "app/stage/simulcast.h"

#include <optional>
#include <vector>

namespace prosc {

/// A track of another participant that this client wants to receive, as named in the room state.
struct WantedTrack
{
    TrackId id;
    Peer peer = Peer::Main;
    int generation = 0;
    QString mid;
    Codec codec = Codec::Opus;
    /// The sender claims to be sending, so missing frames are a fault.
    bool watched = false;
    /// Sent in kSimulcastLayers layers.
    bool simulcast = false;

    /// Whether one connection serves both.
    [[nodiscard]] bool sameConnection(const WantedTrack &other) const
    {
        return id == other.id && generation == other.generation && mid == other.mid &&
               codec == other.codec;
    }
    friend bool operator==(const WantedTrack &, const WantedTrack &) = default;
};

/// Everything that others on the stage publish, at most one track of each kind per participant,
/// sorted by id. Empty while the media server is not up. Tracks with an unknown codec are left out.
/// `cameras`: only these cameras; nullopt: all of them.
[[nodiscard]] std::vector<WantedTrack>
wantedTracks(const RoomSnapshot &snapshot, const ParticipantId &self,
             const std::optional<WantedLayers> &cameras = std::nullopt);

} // namespace prosc
