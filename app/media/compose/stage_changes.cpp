#include "app/media/compose/stage_changes.h"

#include <set>
#include <utility>

namespace prosc {

void StageChanges::seed(const StageScene &scene, MediaTime start)
{
    // A shared slide may have sent its last picture long before the start.
    for (const auto &tile : layoutStage(scene, m_context.size).tiles) {
        const auto picture = m_context.media.latestPicture(tile.track);
        if (tile.showsPicture && !picture.isNull()) {
            m_context.store.seed(tile.track, picture, start);
        }
    }
}

void StageChanges::setScene(const StageScene &scene)
{
    follow(scene, m_context.clock.now());
}

void StageChanges::follow(const StageScene &scene, MediaTime time)
{
    const std::lock_guard lock(m_mutex);
    m_scenes.emplace_back(time, scene);
    const auto layout = layoutStage(scene, m_context.size);
    m_context.store.setLayout(layout, time);
    expectPictures(layout);
}

void StageChanges::expectPictures(const StageLayout &layout)
{
    std::set<TrackId> expected;
    for (const auto &tile : layout.tiles) {
        if (tile.showsPicture) {
            expected.insert(tile.track);
        }
    }
    auto &health = m_context.store.health();
    health.setExpected(expected, m_context.clock.now());
    for (const auto &track : expected) {
        if (!m_context.media.latestPicture(track).isNull()) {
            health.stands(track);
        }
    }
}

void StageChanges::setNames(const std::map<ParticipantId, QString> &names)
{
    const std::lock_guard lock(m_mutex);
    m_names = names;
}

void StageChanges::mark(const QString &name)
{
    const std::lock_guard lock(m_mutex);
    m_marks.emplace_back(m_context.clock.now(), name);
}

StageChanges::Taken StageChanges::takeUntil(MediaTime moment)
{
    Taken taken;
    const std::lock_guard lock(m_mutex);
    taken.names = std::exchange(m_names, std::nullopt);
    while (!m_marks.empty() && m_marks.front().first <= moment) {
        taken.marks.push_back(std::move(m_marks.front().second));
        m_marks.pop_front();
    }
    while (!m_scenes.empty() && m_scenes.front().first <= moment) {
        taken.scenes.push_back(std::move(m_scenes.front()));
        m_scenes.pop_front();
    }
    return taken;
}

} // namespace prosc
