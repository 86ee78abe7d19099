#include "app/transport/receive/wanted_tracks.h"

#include "app/transport/receive/track_kinds.h"

#include <algorithm>

namespace prosc {

namespace {

bool saysItSends(const Participant &participant, TrackKind kind)
{
    switch (kind) {
    case TrackKind::Camera:
        return participant.present && participant.camera;
    case TrackKind::Microphone:
        return participant.present && participant.microphone;
    case TrackKind::Screen:
        return participant.present;
    case TrackKind::ScreenAudio:
        // The audio of a shared screen may be silent indefinitely.
        return false;
    }
    return false;
}

void addTracksOf(const Participant &participant, std::vector<WantedTrack> &wanted)
{
    for (const Publication &publication : participant.publications) {
        for (const PublishedTrack &track : publication.tracks) {
            const auto codec = codecFromName(track.codec);
            const TrackId id{participant.id, trackKind(publication.peer, track.kind)};
            const bool isListed = std::any_of(wanted.begin(), wanted.end(),
                                              [&](const WantedTrack &w) { return w.id == id; });
            if (!codec || isListed || (*codec == Codec::Opus) == isVideo(id.kind)) {
                continue;
            }
            wanted.push_back({id, publication.peer, publication.generation, track.mid, *codec,
                              saysItSends(participant, id.kind), track.simulcast});
        }
    }
}

} // namespace

std::vector<WantedTrack> wantedTracks(const RoomSnapshot &snapshot, const ParticipantId &self,
                                      const std::optional<WantedLayers> &cameras)
{
    std::vector<WantedTrack> wanted;
    if (snapshot.sfu.state != SfuState::Up) {
        return wanted;
    }
    for (const Participant &participant : snapshot.participants) {
        // A participant who only shares a screen is not on the stage, but the screen is.
        if (participant.id != self && (participant.onStage || participant.sharesScreen())) {
            addTracksOf(participant, wanted);
        }
    }
    std::erase_if(wanted, [&](const WantedTrack &track) {
        return track.id.kind == TrackKind::Camera && cameras && !cameras->contains(track.id);
    });
    std::sort(wanted.begin(), wanted.end(),
              [](const WantedTrack &a, const WantedTrack &b) { return a.id < b.id; });
    return wanted;
}

} // namespace prosc
