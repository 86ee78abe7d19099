#pragma once

#include "app/stage/stage_layout.h"

#include <QStringList>

#include <vector>

namespace prosc::testing {

// Scenes in which everyone is on stage with a camera, in the given order.

inline StageScene sceneOf(const std::vector<ParticipantId> &people, bool unmuted = false)
{
    StageScene scene;
    for (const auto &person : people) {
        scene.people.push_back({person, true, TileFit::Fill, unmuted});
    }
    return scene;
}

inline StageScene namedScene(const QStringList &ids)
{
    std::vector<ParticipantId> people;
    for (const auto &id : ids) {
        people.push_back({id});
    }
    return sceneOf(people);
}

/// "p1", "p2", ... or from `first` on.
inline StageScene numberedScene(int people, int first = 1)
{
    std::vector<ParticipantId> ids;
    for (int i = first; i < first + people; ++i) {
        ids.push_back({QStringLiteral("p%1").arg(i)});
    }
    return sceneOf(ids);
}

} // namespace prosc::testing
