#include "app/media/decode/stage_media.h"

#include "app/media/decode/audio_decode_thread.h"
#include "app/media/decode/monitor_mixer.h"
#include "app/media/decode/reaper.h"
#include "app/media/decode/video_track_worker.h"
#include "app/media/sound/sound.h"

#include <algorithm>

namespace prosc {

namespace {

/// Levels older than this count as silence.
constexpr std::chrono::milliseconds kLevelHolds{250};
/// Decay per audio block, so that short peaks stay visible.
constexpr float kLevelFall = 0.8F;
/// When nothing has pulled audio for this long, none is buffered for the loudspeaker.
constexpr std::chrono::seconds kListens{1};

const StagePerson *personIn(const StageScene &scene, const ParticipantId &participant)
{
    const auto found =
        std::find_if(scene.people.begin(), scene.people.end(),
                     [&](const auto &person) { return person.participant == participant; });
    return found == scene.people.end() ? nullptr : &*found;
}

bool isSwitchedOff(const StageScene &scene, const TrackId &track)
{
    const auto *person = personIn(scene, track.participant);
    return track.kind == TrackKind::Camera && person && !person->camera;
}

} // namespace

StageMedia::StageMedia(const Clock &clock, KeyFrameRequest requestKeyFrame,
                       ThreadPriority *priority)
    : m_clock(clock), m_requestKeyFrame(std::move(requestKeyFrame)),
      m_monitor(std::make_unique<MonitorMixer>()), m_reaper(std::make_unique<Reaper>()),
      m_audioThread(std::make_unique<AudioDecodeThread>(
          AudioDecodeThread::Outputs{
              [this](const TrackId &track, const AudioBlock &block) { hear(track, block); },
              [this](const TrackId &track, int64_t frames) { lose(track, frames); },
              [this](const TrackId &track) { ended(track); }},
          priority))
{
}

StageMedia::~StageMedia() = default;

void StageMedia::setScene(const StageScene &scene)
{
    std::lock_guard lock(m_mutex);
    const auto before = std::exchange(m_scene, scene);
    for (const auto &person : m_scene.people) {
        if (!person.camera) {
            m_videos.erase({person.participant, TrackKind::Camera});
        }
    }
    forgetAbsent(before);
}

void StageMedia::forgetAbsent(const StageScene &before)
{
    for (const auto &person : before.people) {
        if (!personIn(m_scene, person.participant)) {
            m_videos.erase({person.participant, TrackKind::Camera});
            m_levels.erase({person.participant, TrackKind::Microphone});
        }
    }
    if (before.sharing && before.sharing != m_scene.sharing) {
        m_videos.erase({*before.sharing, TrackKind::Screen});
    }
    std::erase_if(m_videos, [this](const auto &video) { return isGone(video.second); });
}

void StageMedia::setLocalParticipant(const ParticipantId &participant)
{
    std::lock_guard lock(m_mutex);
    m_local = participant;
}

void StageMedia::encodedFrame(const TrackId &track, EncodedFrame frame)
{
    if (!isVideo(track.kind)) {
        m_audioThread->packet(track, std::move(frame));
        return;
    }
    // Outside the lock, because push() may call m_requestKeyFrame.
    workerOf(track)->push(std::move(frame));
}

std::shared_ptr<VideoTrackWorker> StageMedia::workerOf(const TrackId &track)
{
    std::lock_guard lock(m_workersMutex);
    auto &worker = m_workers[track];
    if (!worker) {
        worker = std::make_shared<VideoTrackWorker>(
            track, VideoTrackWorker::Context{m_clock, m_load}, m_requestKeyFrame,
            [this, track](const Picture &picture) { store(track, picture); });
    }
    return worker;
}

void StageMedia::encodedTrackEnded(const TrackId &track)
{
    if (!isVideo(track.kind)) {
        // Queued behind the track's remaining packets, which would otherwise start the track again.
        m_audioThread->ended(track);
        return;
    }
    {
        std::lock_guard lock(m_workersMutex);
        const auto found = m_workers.find(track);
        if (found != m_workers.end()) {
            found->second->cancel();
            m_reaper->take(std::move(found->second));
            m_workers.erase(found);
        }
    }
    ended(track);
}

void StageMedia::packetsLost(const TrackId &track, int lost)
{
    if (!isVideo(track.kind)) {
        m_audioThread->lost(track, lost);
    }
}

void StageMedia::picture(const TrackId &track, Picture picture)
{
    store(track, picture);
}

void StageMedia::audio(const TrackId &track, AudioBlock block)
{
    hear(track, block);
}

void StageMedia::rawTrackEnded(const TrackId &track)
{
    ended(track);
}

void StageMedia::store(const TrackId &track, const Picture &picture)
{
    std::shared_ptr<StageTap> tap;
    {
        std::lock_guard lock(m_mutex);
        if (!isSwitchedOff(m_scene, track)) {
            m_videos[track] = {picture, std::nullopt};
        }
        tap = m_tap;
    }
    if (tap) {
        const ScalingTime scaling(m_load);
        tap->onPicture(track, picture);
    }
}

void StageMedia::hear(const TrackId &track, const AudioBlock &block)
{
    std::shared_ptr<StageTap> tap;
    bool own = false;
    {
        std::lock_guard lock(m_mutex);
        auto &level = m_levels[track];
        level = {std::max(levelOf(block), level.value * kLevelFall), m_clock.now()};
        own = track.participant == m_local;
        tap = m_tap;
    }
    if (!hasListener()) {
        m_monitor->clear();
    } else if (!own) {
        m_monitor->push(track, block);
    }
    if (tap) {
        tap->onAudio(track, block);
    }
}

void StageMedia::lose(const TrackId &track, int64_t frames)
{
    std::shared_ptr<StageTap> tap;
    {
        std::lock_guard lock(m_mutex);
        tap = m_tap;
    }
    if (tap) {
        tap->onLoss(track, frames);
    }
}

bool StageMedia::hasListener() const
{
    const MediaTime last(m_lastPull.load());
    return last >= MediaTime::zero() && m_clock.now() - last <= kListens;
}

void StageMedia::ended(const TrackId &track)
{
    m_monitor->remove(track);
    std::shared_ptr<StageTap> tap;
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_videos.find(track);
        if (found != m_videos.end()) {
            found->second.endedAt = m_clock.now();
        }
        m_levels.erase(track);
        tap = m_tap;
    }
    if (tap) {
        tap->onEnd(track);
    }
}

bool StageMedia::isGone(const VideoState &state) const
{
    return state.endedAt && m_clock.now() - *state.endedAt > StageTap::kKeepEnded;
}

Picture StageMedia::latestPicture(const TrackId &track) const
{
    std::lock_guard lock(m_mutex);
    const auto found = m_videos.find(track);
    return found == m_videos.end() || isGone(found->second) ? Picture() : found->second.picture;
}

float StageMedia::audioLevel(const TrackId &track) const
{
    std::lock_guard lock(m_mutex);
    const auto found = m_levels.find(track);
    const bool current =
        found != m_levels.end() && m_clock.now() - found->second.time <= kLevelHolds;
    return current ? found->second.value : 0;
}

void StageMedia::pullAudio(std::span<float> stereo)
{
    m_lastPull = m_clock.now().count();
    m_monitor->pull(stereo);
}

void StageMedia::setTap(std::shared_ptr<StageTap> tap)
{
    std::lock_guard lock(m_mutex);
    m_tap = std::move(tap);
}

} // namespace prosc
