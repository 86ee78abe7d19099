#include "app/media/record/recording_watch.h"

#include "app/media/record/recording_timeline.h"
#include "app/stage/frame_rate.h"

namespace prosc {

namespace {

constexpr std::chrono::seconds kRateSpan{5};

} // namespace

void RecordingWatch::setScene(const StageScene &scene, MediaTime time)
{
    std::vector<TrackId> unmuted;
    for (const auto &person : scene.people) {
        if (person.microphone) {
            unmuted.push_back({person.participant, TrackKind::Microphone});
        }
    }
    m_audio.setUnmuted(std::move(unmuted), time);
}

RecordingProgress RecordingWatch::progress(const Counts &counts, const RecordingFile *file)
{
    RecordingProgress progress;
    progress.recorded = std::chrono::milliseconds(counts.frames * 1000 / kFrameRate);
    progress.frames = counts.frames;
    progress.repeated = counts.repeated;
    progress.paused = counts.pausedSince.has_value();
    progress.pausedFor = std::chrono::duration_cast<std::chrono::milliseconds>(
        counts.now - counts.pausedSince.value_or(counts.now));
    if (file != nullptr) {
        progress.bytes = file->bytesWritten();
        progress.durable = file->durable();
        const auto encoding = file->encoding();
        progress.encoder = encoding.encoder;
        progress.cpu = encoding.cpuPercent;
        progress.layerReduction = encoding.layerReduction;
        progress.overloaded = encoding.overloaded;
        progress.skipped = encoding.skipped;
        progress.lost = encoding.lost;
        progress.waited = std::chrono::duration_cast<std::chrono::milliseconds>(encoding.waited);
    }
    measureRate(progress);
    progress.troubles = m_video.troubles(counts.now);
    const auto heard = m_audio.troubles(counts.moment);
    progress.troubles.insert(progress.troubles.end(), heard.begin(), heard.end());
    progress.soundless = m_audio.soundless(counts.moment);
    return progress;
}

void RecordingWatch::measureRate(RecordingProgress &progress)
{
    if (progress.paused) {
        m_bytes.clear();
        return;
    }
    m_bytes.emplace_back(progress.recorded, progress.bytes);
    while (m_bytes.size() > 2 && m_bytes[1].first <= progress.recorded - kRateSpan) {
        m_bytes.pop_front();
    }
    const auto span = progress.recorded - m_bytes.front().first;
    if (span > std::chrono::milliseconds::zero()) {
        progress.bitRate = (progress.bytes - m_bytes.front().second) * 8000 / span.count();
    }
}

} // namespace prosc
