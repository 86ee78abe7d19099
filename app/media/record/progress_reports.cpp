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

void ProgressReports::written(const Place &place)
{
    if (place.file->durable() > std::chrono::milliseconds::zero()) {
        tellStart();
    }
    if (place.frames % kFrameRate == 0 || place.file->encoding().overloaded != m_overloaded) {
        report(place);
    }
}

void ProgressReports::paused(MediaTime now, const Place &place)
{
    // Disk, tracks and this thread are monitored during a pause, too.
    if (!m_pausedSince) {
        m_pausedSince = now;
    } else if (now < m_pauseReported + kPauseReports) {
        return;
    }
    m_pauseReported = now;
    report(place);
}

void ProgressReports::sleptInPause(MediaTime length)
{
    m_pausedSince = *m_pausedSince - length;
}

void ProgressReports::resumed(const Place &place)
{
    if (std::exchange(m_pausedSince, std::nullopt)) {
        report(place);
    }
}

void ProgressReports::report(const Place &place)
{
    const auto &[clock, watch, pictures, sound, gaps] = m_subjects;
    auto progress = watch.progress(
        {m_before + place.frames, pictures.repeated(), m_pausedSince, place.moment, clock.now()},
        place.file);
    progress.lostSound = sound.lost();
    progress.gaps = gaps.gaps();
    progress.held = gaps.held(place.frames);
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
