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

/// Records a stage: composes 1920x1080 at 30 pictures a second, mixes everyone's sound, encodes and
/// writes.
///
/// It runs a fixed delay (kDelay) behind the clock, so that media which arrive late still stand at
/// their moment. The first picture shows the moment of start(), the last one the moment of stop().
/// Sound comes first: a computer that is too slow repeats pictures (counted in
/// RecordingProgress::repeated), the sound has no gap. What happens while it is paused is not in
/// the file; at RecordingPlan::limit it ends by itself, to the picture.
///
/// Methods and signals belong to the thread the object lives in, which needs an event loop. One
/// recording at a time; a start() while one runs is answered by nothing (the controller does not do
/// that). Destroying the engine while it records ends the recording at once without a signal; what
/// is written stays in the folder and can be recovered.
class RecordingEngine final : public RecorderEngine
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kDelay{400};
    static constexpr QSize kSize{1920, 1080};

    struct Options
    {
        /// Of the file's pictures, even; another one than kSize is for tests.
        QSize size = kSize;
        ChapterTitles chapterTitles = {};
        /// Which encoders work here, found out once; null: for each recording anew. Outlives the
        /// engine.
        EncoderProbe *encoders = nullptr;
        /// For the threads that carry the sound and write; may be null. Outlives the engine.
        ThreadPriority *priority = nullptr;
    };

    RecordingEngine(StageMedia &media, const Clock &clock, Options options,
                    QObject *parent = nullptr);
    ~RecordingEngine() override;

    void start(const RecordingPlan &plan) override;
    void setScene(const StageScene &scene) override;
    void setPaused(bool paused) override;
    void setNames(const std::map<ParticipantId, QString> &names) override;
    void stop() override;

private:
    void runEnded(const Result<RecordedFile> &result);

    StageMedia &m_media;
    const Clock &m_clock;
    const Options m_options;
    std::map<ParticipantId, QString> m_names;
    PosixFileLayer m_disk;
    std::unique_ptr<RecordingRun> m_run;
};

} // namespace prosc
