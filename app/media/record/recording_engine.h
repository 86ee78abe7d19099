#pragma once

#include "app/base/clock.h"
#include "app/base/thread_priority.h"
#include "app/disk/file_layer.h"
#include "app/recording/ports.h"
#include "app/stage/chapters.h"

#include <memory>

namespace prosc {

class EncoderProbe;
class RecordingRun;
class StageMedia;

/// Records a stage: composes 1920x1080 at 30 fps, mixes everyone's audio, encodes and writes.
///
/// It runs a fixed delay (kDelay) behind the clock, so that late media can still be placed at the
/// right time. The first frame shows the moment of start(), the last one the moment of stop().
/// Audio takes precedence: a computer that is too slow repeats frames (counted in
/// RecordingProgress::repeated), but the audio has no gap. Nothing is recorded while paused; at
/// RecordingPlan::limit the recording ends automatically, exact to the frame.
///
/// Methods and signals belong to the thread the object lives in, which needs an event loop. One
/// recording at a time: start() during a recording is ignored (the controller never does that).
/// Destroying the engine during a recording ends it at once without a signal; what has been written
/// stays in the folder and can be recovered.
class RecordingEngine final : public RecorderEngine
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kDelay{400};
    static constexpr QSize kSize{1920, 1080};

    struct Options
    {
        /// Video size of the file, even; only tests use anything but kSize.
        QSize size = kSize;
        ChapterTitles chapterTitles = {};
        /// Caches which encoders work here; null: probed for each recording. Must outlive the
        /// engine.
        EncoderProbe *encoders = nullptr;
        /// Raises the priority of the recording's threads; may be null. Must outlive the engine.
        ThreadPriority *priority = nullptr;
    };

    RecordingEngine(StageMedia &media, const Clock &clock, Options options,
                    QObject *parent = nullptr);
    ~RecordingEngine() override;

    void start(const RecordingPlan &plan) override;
    void setScene(const StageScene &scene) override;
    void setPaused(bool paused) override;
    void setNames(const std::map<ParticipantId, QString> &names) override;
    void mark(const QString &name) override;
    void stop() override;

private:
    void runEnded(const Result<RecordedFile> &result);

    StageMedia &m_media;
    const Clock &m_clock;
    const Options m_options;
    std::map<ParticipantId, QString> m_names;
    SystemFileLayer m_disk;
    std::unique_ptr<RecordingRun> m_run;
};

} // namespace prosc
