#pragma once

#include "app/room/protocol/values.h"
#include "app/stage/simulcast.h"

#include <optional>
#include <vector>

namespace prosc {

/// A track of somebody else that this client wants to receive, as the room's state names it.
struct WantedTrack
{
    TrackId id;
    Peer peer = Peer::Main;
    int generation = 0;
    QString mid;
    Codec codec = Codec::Opus;
    /// The sender says that it is sending, so silence means a fault.
    bool watched = false;
    /// It is sent in kSimulcastLayers layers.
    bool simulcast = false;

    /// Whether the same connection serves both.
    [[nodiscard]] bool sameConnection(const WantedTrack &other) const
    {
        return id == other.id && generation == other.generation && mid == other.mid &&
               codec == other.codec;
    }
    friend bool operator==(const WantedTrack &, const WantedTrack &) = default;
};

/// Everything that others on the stage publish, at most one track of each kind and participant,
/// sorted by id. Empty while the media server is not up. A codec that is not known is left out.
/// `cameras`: of the cameras only these; nothing: all of them.
[[nodiscard]] std::vector<WantedTrack>
wantedTracks(const RoomSnapshot &snapshot, const ParticipantId &self,
             const std::optional<WantedLayers> &cameras = std::nullopt);

} // namespace prosc
