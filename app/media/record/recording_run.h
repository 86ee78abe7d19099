#pragma once

#include "app/media/compose/stage_changes.h"
#include "app/media/compose/tile_store.h"
#include "app/media/record/progress_reports.h"
#include "app/media/record/recording_captions.h"
#include "app/media/record/recording_engine.h"
#include "app/media/record/recording_file.h"
#include "app/media/record/recording_gaps.h"
#include "app/media/record/recording_pictures.h"
#include "app/media/record/recording_sound.h"
#include "app/media/record/recording_timeline.h"
#include "app/media/record/recording_watch.h"
#include "app/recording/ports.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace prosc {

/// One recording: the composing thread from start to end. Call from one thread; the callbacks run
/// on the composing thread and must only post.
class RecordingRun
{
public:
    struct Context
    {
        StageMedia &media;
        const Clock &clock;
        FileLayer &disk;
        const RecordingEngine::Options &options;
    };
    struct Callbacks
    {
        std::function<void()> started;
        std::function<void(const RecordingProgress &)> progress;
        /// The last callback, exactly once, unless the run is destroyed first.
        std::function<void(const Result<RecordedFile> &)> ended;
    };

    RecordingRun(Context context, RecordingPlan plan, Callbacks callbacks);
    /// Ends the recording at once; what is written stays for recovery.
    ~RecordingRun();
    RecordingRun(const RecordingRun &) = delete;
    RecordingRun &operator=(const RecordingRun &) = delete;

    void setScene(const StageScene &scene) { m_stage.setScene(scene); }
    void setNames(const std::map<ParticipantId, QString> &names) { m_stage.setNames(names); }
    void mark(const QString &name) { m_stage.mark(name); }
    void setPaused(bool paused);
    void stop();

private:
    /// The timeline's next step, once it is due.
    struct Turn
    {
        RecordingTimeline::Next next;
        bool lastBeforeCut = false;
        bool cancelled = false;
    };

    void run();
    [[nodiscard]] Result<RecordedFile> record();
    [[nodiscard]] Result<RecordedFile> complete();
    [[nodiscard]] Status goOn();
    [[nodiscard]] Turn waitForTurn();
    [[nodiscard]] MediaTime lateness(MediaTime moment) const;
    /// Cuts out what could not be recorded, if that is long enough. True: the timeline has moved
    /// on.
    [[nodiscard]] bool skipGap(const Turn &turn);
    /// After a sleep of the computer: cuts it out, too, or holds the picture if it was short.
    [[nodiscard]] Status followSleep();
    /// How long the computer has slept since the last call.
    [[nodiscard]] MediaTime takeSleep();
    [[nodiscard]] Status hold(int64_t frames);
    [[nodiscard]] Status writeFrame(const Turn &turn);
    [[nodiscard]] std::vector<float> soundOf(const Turn &turn);
    [[nodiscard]] RecordingCaptions::Cut cutBefore(const Turn &turn);
    [[nodiscard]] Status writeCaptions(const std::vector<Caption> &captions);
    void followStage(MediaTime moment);
    [[nodiscard]] ProgressReports::Position position() const;
    [[nodiscard]] Status openFile();

    const Context m_context;
    const RecordingPlan m_plan;
    const Callbacks m_callbacks;
    const MediaTime m_start;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    RecordingTimeline m_timeline;
    bool m_cancelled = false;
    std::optional<Error> m_fileError;

    const std::shared_ptr<TileStore> m_store;
    StageChanges m_stage;
    // Used by the composing thread only.
    RecordingGaps m_gaps;
    RecordingPictures m_pictures;
    RecordingWatch m_watch;
    RecordingSound m_sound;
    RecordingCaptions m_captions;
    ProgressReports m_reports;
    /// The moment recorded last.
    MediaTime m_moment{};
    bool m_afterGap = false;
    /// The last value of Clock::suspended().
    MediaTime m_suspended{};
    std::unique_ptr<RecordingFile> m_file;

    /// Last: it uses all of the above.
    std::thread m_thread;
};

} // namespace prosc
