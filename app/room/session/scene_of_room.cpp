#include "app/room/session/scene_of_room.h"

#include <algorithm>

namespace prosc {

StageScene sceneOf(const RoomSnapshot &snapshot)
{
    std::vector<const Participant *> onStage;
    const Participant *sharing = nullptr;
    for (const auto &participant : snapshot.participants) {
        if (participant.onStage) {
            onStage.push_back(&participant);
        }
        // Publications are numbered across the room, so the highest generation is the newest share.
        const auto *screen = participant.publication(Peer::Screen);
        if (screen != nullptr &&
            (sharing == nullptr ||
             screen->generation > sharing->publication(Peer::Screen)->generation)) {
            sharing = &participant;
        }
    }
    std::ranges::sort(onStage, {}, &Participant::stageOrder);

    StageScene scene;
    for (const auto *participant : onStage) {
        scene.people.push_back(
            StagePerson{participant->id, participant->camera && participant->present,
                        participant->fit == Fit::Contain ? TileFit::Contain : TileFit::Fill,
                        participant->microphone && participant->present});
    }
    if (sharing != nullptr) {
        scene.sharing = sharing->id;
    }
    if (!snapshot.highlighted.isEmpty()) {
        scene.highlighted = snapshot.highlighted;
    }
    return scene;
}

} // namespace prosc
