#pragma once

#include "app/media/compose/tile_store.h"
#include "app/stage/ports.h"

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace prosc {

/// What happens on the stage that is recorded, from when it happens until it is composed: the
/// recording is a fixed delay behind. May be used from any thread.
class StageChanges
{
public:
    struct Context
    {
        const LatestPictures &media;
        const Clock &clock;
        /// Scales what arrives for the newest scene.
        TileStore &store;
        /// Of the file's pictures.
        QSize size;
    };

    /// From `start` on the stage looks like `scene`. What the context names outlives this.
    StageChanges(const Context &context, const StageScene &scene, MediaTime start)
        : m_context(context)
    {
        follow(scene, start);
    }
    /// Shows in `scene`, from `start` on, what its tracks have sent before. Once the store gets
    /// what they send.
    void seed(const StageScene &scene, MediaTime start);

    /// The stage looks like that from now on.
    void setScene(const StageScene &scene);
    void setNames(const std::map<ParticipantId, QString> &names);

    struct Taken
    {
        std::vector<std::pair<MediaTime, StageScene>> scenes;
        /// The newest ones, when there are others than before.
        std::optional<std::map<ParticipantId, QString>> names;
    };
    /// What has happened by `moment` and was not taken before.
    [[nodiscard]] Taken takeUntil(MediaTime moment);

private:
    void follow(const StageScene &scene, MediaTime time);
    void expectPictures(const StageLayout &layout);

    const Context m_context;
    std::mutex m_mutex;
    std::deque<std::pair<MediaTime, StageScene>> m_scenes;
    std::optional<std::map<ParticipantId, QString>> m_names;
};

} // namespace prosc
