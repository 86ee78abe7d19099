#pragma once

#include "app/media/decode/stage_media.h"
#include "app/media/record/recording_engine.h"
#include "tests/media/virtual_clock.h"

#include <QEventLoop>

#include <functional>
#include <optional>

namespace prosc::testing {

/// The real engine in virtual time: it records as fast as this computer encodes.
class VirtualRecording
{
public:
    struct Options
    {
        QSize size{160, 90};
        std::chrono::milliseconds length{};
        QString folder;
        StageScene scene;
        bool subtitles = false;
        bool chapters = false;
        ChapterTitles chapterTitles;
        /// Pushes what arrives until the given moment; called on the composing thread.
        std::function<void(StageMedia &, MediaTime)> feed;
        std::function<void(const RecordingProgress &)> progress;
        /// Called before each `feed`, at the clock's time: for example to pause.
        std::function<void(RecordingEngine &, MediaTime now)> control;
        /// Null: x264, unmodified.
        EncoderProbe *encoders = nullptr;
    };

    explicit VirtualRecording(Options options)
        : m_options(std::move(options)),
          m_engine(m_media, m_clock, {m_options.size, m_options.chapterTitles, m_options.encoders})
    {
        m_clock.setFeeder([this](MediaTime moment) {
            if (m_options.control) {
                m_options.control(m_engine, m_clock.now());
            }
            m_options.feed(m_media, moment);
        });
    }

    [[nodiscard]] const VirtualClock &clock() const { return m_clock; }
    /// Use it before run().
    [[nodiscard]] StageMedia &media() { return m_media; }
    /// The time of the first frame.
    [[nodiscard]] MediaTime start() const { return m_start; }

    /// Records until the plan's limit ends it.
    [[nodiscard]] Result<RecordedFile> run()
    {
        RecordingPlan plan;
        plan.recording = {QStringLiteral("virtual")};
        plan.folder = m_options.folder;
        plan.fileName = QStringLiteral("Virtual.mp4");
        plan.scene = m_options.scene;
        plan.limit = m_options.length;
        plan.subtitles = m_options.subtitles;
        plan.chapters = m_options.chapters;
        plan.encoding.preset = QStringLiteral("ultrafast");
        plan.encoding.encoder = QStringLiteral("x264");
        std::optional<Result<RecordedFile>> result;
        QEventLoop loop;
        QObject::connect(&m_engine, &RecorderEngine::progress, &loop, [this](const auto &now) {
            if (m_options.progress) {
                m_options.progress(now);
            }
        });
        const auto end = [&](Result<RecordedFile> outcome) {
            result = std::move(outcome);
            loop.quit();
        };
        QObject::connect(&m_engine, &RecorderEngine::finished, &loop, end);
        QObject::connect(&m_engine, &RecorderEngine::failed, &loop,
                         [&end](const Error &error) { end(tl::make_unexpected(error)); });
        m_engine.start(plan);
        loop.exec();
        return std::move(*result);
    }

private:
    const Options m_options;
    VirtualClock m_clock;
    const MediaTime m_start = m_clock.now();
    StageMedia m_media{m_clock};
    RecordingEngine m_engine;
};

} // namespace prosc::testing
