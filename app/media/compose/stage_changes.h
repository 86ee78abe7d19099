#pragma once

#include "app/media/compose/tile_store.h"
#include "app/stage/ports.h"

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace prosc {

/// Queues changes of the recorded stage until they are composited, as the recording runs a fixed
/// delay behind. Thread-safe.
class StageChanges
{
public:
    struct Context
    {
        const LatestPictures &media;
        const Clock &clock;
        /// Scales incoming pictures for the newest scene.
        TileStore &store;
        /// Frame size of the file.
        QSize size;
    };

    /// The stage shows `scene` from `start` on. Everything `context` refers to must outlive this.
    StageChanges(const Context &context, const StageScene &scene, MediaTime start)
        : m_context(context)
    {
        follow(scene, start);
    }
    /// Gives the store the latest pictures of the tracks in `scene`, to be shown from `start` on.
    /// Call it once the store receives new pictures, so that none falls in between.
    void seed(const StageScene &scene, MediaTime start);

    /// The stage shows `scene` from now on.
    void setScene(const StageScene &scene);
    void setNames(const std::map<ParticipantId, QString> &names);
    /// A chapter called `name` begins now; empty: it gets a number.
    void mark(const QString &name);

    struct Taken
    {
        std::vector<std::pair<MediaTime, StageScene>> scenes;
        /// The latest names; nullopt if they were not set again since.
        std::optional<std::map<ParticipantId, QString>> names;
        /// The names of chapters.
        std::vector<QString> marks;
    };
    /// Scene changes up to `moment` and the latest names, each returned only once.
    [[nodiscard]] Taken takeUntil(MediaTime moment);

private:
    void follow(const StageScene &scene, MediaTime time);
    void expectPictures(const StageLayout &layout);

    const Context m_context;
    std::mutex m_mutex;
    std::deque<std::pair<MediaTime, StageScene>> m_scenes;
    std::optional<std::map<ParticipantId, QString>> m_names;
    std::deque<std::pair<MediaTime, QString>> m_marks;
};

} // namespace prosc
