#pragma once

#include "app/media/audio_mixer.h"
#include "app/media/compositor.h"
#include "app/media/recording_file.h"
#include "app/media/tile_store.h"
#include "app/recording/ports.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace prosc {

/// One recording: the composing thread from start to end. Called from one thread; the callbacks
/// come on the composing thread and must only post.
class RecordingRun
{
public:
    struct Context
    {
        StageMedia &media;
        const Clock &clock;
        FileLayer &disk;
    };
    struct Callbacks
    {
        std::function<void()> started;
        std::function<void(const RecordingProgress &)> progress;
        /// The last one, exactly once, unless the run is destroyed before.
        std::function<void(const Result<RecordedFile> &)> ended;
    };

    RecordingRun(Context context, RecordingPlan plan, Callbacks callbacks);
    /// Ends the recording at once; what is written stays for recovery.
    ~RecordingRun();
    RecordingRun(const RecordingRun &) = delete;
    RecordingRun &operator=(const RecordingRun &) = delete;

    void setScene(const StageScene &scene);
    void stop();

private:
    using Scenes = std::deque<std::pair<MediaTime, StageScene>>;
    enum class Step { Next, End, Cancelled };

    void run();
    [[nodiscard]] Result<RecordedFile> record();
    [[nodiscard]] Step waitFor(int64_t frame);
    [[nodiscard]] Status writeFrame(int64_t frame);
    [[nodiscard]] Picture composeAt(MediaTime moment);
    void takeScenesUntil(MediaTime moment);
    [[nodiscard]] MediaTime momentOf(int64_t frame) const;
    void report(int64_t frames);
    [[nodiscard]] Status openFile();

    const Context m_context;
    const RecordingPlan m_plan;
    const Callbacks m_callbacks;
    const MediaTime m_start;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    Scenes m_scenes;
    std::optional<MediaTime> m_stopAt;
    bool m_cancelled = false;
    std::optional<Error> m_fileError;

    // The composing thread's own.
    const std::shared_ptr<TileStore> m_store;
    StageLayout m_layout;
    Compositor m_compositor;
    AudioMixer m_mixer;
    Picture m_last;
    int64_t m_repeated = 0;
    /// Only sound is written until we are in time again.
    bool m_catchingUp = false;
    bool m_reportedStart = false;
    std::unique_ptr<RecordingFile> m_file;

    /// Last: it uses all of the above.
    std::thread m_thread;
};

} // namespace prosc
