#include "app/media/record/progress_reports.h"

#include "app/stage/frame_rate.h"

#include <utility>

namespace prosc {

namespace {

constexpr std::chrono::seconds kPauseReports{1};

} // namespace

ProgressReports::ProgressReports(Subjects subjects, Callbacks callbacks)
    : m_subjects(subjects), m_callbacks(std::move(callbacks))
{
}

void ProgressReports::written(const Position &position)
{
    if (position.file->durable() > std::chrono::milliseconds::zero()) {
        tellStart();
    }
    if (position.frames % kFrameRate == 0 || position.file->encoding().overloaded != m_overloaded) {
        report(position);
    }
}

void ProgressReports::paused(MediaTime now, const Position &position)
{
    // Disk, tracks and this thread are monitored during a pause, too.
    if (!m_pausedSince) {
        m_pausedSince = now;
    } else if (now < m_pauseReported + kPauseReports) {
        return;
    }
    m_pauseReported = now;
    report(position);
}

void ProgressReports::sleptInPause(MediaTime length)
{
    m_pausedSince = *m_pausedSince - length;
}

void ProgressReports::resumed(const Position &position)
{
    if (std::exchange(m_pausedSince, std::nullopt)) {
        report(position);
    }
}

void ProgressReports::report(const Position &position)
{
    const auto &[clock, watch, pictures, sound, gaps] = m_subjects;
    auto progress = watch.progress({m_before + position.frames, pictures.repeated(), m_pausedSince,
                                    position.moment, clock.now()},
                                   position.file);
    progress.lostSound = sound.lost();
    progress.gaps = gaps.gaps();
    progress.held = gaps.held(position.frames);
    m_overloaded = progress.overloaded;
    m_callbacks.progress(progress);
}

void ProgressReports::completed()
{
    tellStart();
}

void ProgressReports::tellStart()
{
    if (!std::exchange(m_startTold, true)) {
        m_callbacks.started();
    }
}

} // namespace prosc
