#include "app/media/record/recording_engine.h"

#include "app/media/record/recording_run.h"

namespace prosc {

RecordingEngine::RecordingEngine(StageMedia &media, const Clock &clock, Options options,
                                 QObject *parent)
    : RecorderEngine(parent), m_media(media), m_clock(clock), m_options(std::move(options))
{
}

RecordingEngine::~RecordingEngine() = default;

void RecordingEngine::start(const RecordingPlan &plan)
{
    if (m_run) {
        return;
    }
    const auto post = [this](auto action) {
        QMetaObject::invokeMethod(this, std::move(action), Qt::QueuedConnection);
    };
    RecordingRun::Callbacks callbacks;
    callbacks.started = [this, post] { post([this] { Q_EMIT started(); }); };
    callbacks.progress = [this, post](const RecordingProgress &now) {
        post([this, now] { Q_EMIT progress(now); });
    };
    callbacks.ended = [this, post](const Result<RecordedFile> &result) {
        post([this, result] { runEnded(result); });
    };
    m_run = std::make_unique<RecordingRun>(
        RecordingRun::Context{m_media, m_clock, m_disk, m_options}, plan, std::move(callbacks));
    m_run->setNames(m_names);
}

void RecordingEngine::setScene(const StageScene &scene)
{
    if (m_run) {
        m_run->setScene(scene);
    }
}

void RecordingEngine::setPaused(bool paused)
{
    if (m_run) {
        m_run->setPaused(paused);
    }
}

void RecordingEngine::setNames(const std::map<ParticipantId, QString> &names)
{
    m_names = names;
    if (m_run) {
        m_run->setNames(names);
    }
}

void RecordingEngine::mark(const QString &name)
{
    if (m_run) {
        m_run->mark(name);
    }
}

void RecordingEngine::stop()
{
    if (m_run) {
        m_run->stop();
    }
}

void RecordingEngine::runEnded(const Result<RecordedFile> &result)
{
    // Before the signal, so that a slot may start the next recording.
    m_run.reset();
    if (result) {
        Q_EMIT finished(*result);
    } else {
        Q_EMIT failed(result.error());
    }
}

} // namespace prosc
