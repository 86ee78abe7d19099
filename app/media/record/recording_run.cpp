#include "app/media/record/recording_run.h"

#include "app/base/logging.h"
#include "app/media/decode/stage_media.h"
#include "app/media/sound/sound.h"
#include "app/stage/frame_rate.h"

#include <algorithm>

namespace prosc {

namespace {

/// A smaller difference between the two clocks is not a sleep.
constexpr std::chrono::seconds kShortestSleep{1};
constexpr MediaTime kPicture = durationOf(1);

int64_t picturesIn(std::chrono::milliseconds length)
{
    return length.count() * kFrameRate / 1000;
}

} // namespace

RecordingRun::RecordingRun(Context context, RecordingPlan plan, Callbacks callbacks)
    : m_context(context), m_plan(std::move(plan)), m_callbacks(std::move(callbacks)),
      m_start(context.clock.now()), m_timeline(m_start, picturesIn(m_plan.limit)),
      m_store(std::make_shared<TileStore>(context.clock)),
      m_stage({context.media, context.clock, *m_store, context.options.size}, m_plan.scene,
              m_start),
      m_pictures({*m_store, context.clock, m_gaps, context.options.size}),
      m_watch(m_store->health()), m_sound(*m_store,
                                          [this](const TrackId &track, const AudioBlock &block) {
                                              m_watch.heard(track, block);
                                              m_captions.heard(track, block);
                                          }),
      m_captions({m_plan.subtitles, m_plan.chapters, context.options.chapterTitles,
                  m_plan.continues ? ChapterKind::Interrupted : ChapterKind::Start}),
      m_reports({context.clock, m_watch, m_pictures, m_sound, m_gaps},
                {m_callbacks.started, m_callbacks.progress}),
      m_suspended(context.clock.suspended())
{
    m_context.media.setTap(m_store);
    m_stage.seed(m_plan.scene, m_start);
    m_thread = std::thread([this] { run(); });
}

RecordingRun::~RecordingRun()
{
    {
        std::lock_guard lock(m_mutex);
        m_cancelled = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void RecordingRun::setPaused(bool paused)
{
    {
        std::lock_guard lock(m_mutex);
        const auto now = m_context.clock.now();
        if (paused) {
            m_timeline.pause(now);
        } else {
            m_timeline.resume(now);
        }
    }
    m_changed.notify_all();
}

void RecordingRun::stop()
{
    {
        std::lock_guard lock(m_mutex);
        m_timeline.stop(m_context.clock.now());
    }
    m_changed.notify_all();
}

void RecordingRun::run()
{
    const RecorderThreadName name(RecorderThread::Composing);
    raisePriority(m_context.options.priority, ThreadRole::Sound); // it mixes
    auto result = record();
    m_context.media.setTap({});
    {
        std::lock_guard lock(m_mutex);
        if (m_cancelled) {
            return;
        }
    }
    m_callbacks.ended(result);
}

Result<RecordedFile> RecordingRun::record()
{
    if (m_plan.continues) {
        if (const auto opened = goOn(); !opened) {
            return fail(opened.error());
        }
    }
    for (;;) {
        const auto turn = waitForTurn();
        const bool nothing = turn.next.step == RecordingTimeline::Step::End && !m_file;
        if (turn.cancelled || nothing) {
            return fail(ErrorCode::Cancelled);
        }
        if (turn.next.step == RecordingTimeline::Step::End) {
            return complete();
        }
        if (skipGap(turn)) {
            continue;
        }
        const auto frame = m_timeline.pictures();
        auto written = followSleep();
        if (written && m_timeline.pictures() == frame) {
            written = writeFrame(turn);
        }
        if (!written) {
            return fail(written.error());
        }
        m_reports.written(position());
    }
}

Result<RecordedFile> RecordingRun::complete()
{
    m_context.media.setTap({});
    if (const auto written = writeCaptions(m_captions.atEnd(m_timeline.pictures())); !written) {
        return fail(written.error());
    }
    m_reports.report(position()); // covers the last frames
    auto file = m_file->finish();
    if (file) {
        // The end is missing in the file: recovery takes it as it is, and the error tells users
        // why.
        std::lock_guard lock(m_mutex);
        if (m_fileError) {
            return fail(*m_fileError);
        }
    }
    if (file) {
        file->repeated = m_pictures.repeated();
        for (const auto &lost : m_sound.lost()) {
            file->lostSound += lost.length;
        }
        m_reports.completed();
    }
    return file;
}

/// Opens the file now, not with the first frame: there is something to finalise, however soon it
/// ends.
Status RecordingRun::goOn()
{
    if (auto opened = openFile(); !opened) {
        return opened;
    }
    const auto before = m_file->firstPicture();
    m_gaps.setBefore(before);
    m_reports.setBefore(before);
    {
        // Opening may have read much of the file, which takes time.
        std::lock_guard lock(m_mutex);
        m_timeline.restart(m_context.clock.now(), picturesIn(m_plan.limit) - before);
    }
    m_reports.report(position());
    return {};
}

RecordingRun::Turn RecordingRun::waitForTurn()
{
    using Step = RecordingTimeline::Step;
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_cancelled) {
            return {{}, false, true};
        }
        const auto now = m_context.clock.now();
        const auto next = m_timeline.next();
        auto due = next.moment + RecordingEngine::kDelay;
        if (next.step == Step::Paused) {
            lock.unlock();
            m_reports.paused(now, position());
            m_reports.sleptInPause(takeSleep());
            m_sound.forgetBefore(now);
            // Recording will resume later than this.
            m_store->passed(now);
            lock.lock();
            due = now + RecordingEngine::kDelay;
        } else if (next.step == Step::End || due <= now) {
            return {next, m_timeline.isLastBeforeCut(), false};
        }
        m_context.clock.waitUntil(due, lock, m_changed);
    }
}

ProgressReports::Position RecordingRun::position() const
{
    return {m_timeline.pictures(), m_moment, m_file.get()};
}

Status RecordingRun::openFile()
{
    RecordingFile::Options options;
    options.folder = m_plan.folder;
    options.fileName = m_plan.fileName;
    options.size = m_context.options.size;
    options.encoding = m_plan.encoding;
    options.encoders = m_context.options.encoders;
    options.priority = m_context.options.priority;
    options.tracks = &m_context.media.decodingLoad();
    options.continues = m_plan.continues;
    options.subtitles = m_plan.subtitles;
    // Every recording marks its gaps. Without a second chapter the finished file has no such track.
    options.chapters = true;
    options.disk = &m_context.disk;
    options.onError = [this](const Error &error) {
        std::lock_guard lock(m_mutex);
        m_fileError = error;
    };
    auto file = RecordingFile::create(std::move(options));
    if (!file) {
        return fail(file.error());
    }
    m_file = std::move(*file);
    return {};
}

Status RecordingRun::writeFrame(const Turn &turn)
{
    // Only now: a recording that is stopped before its first frame leaves no file.
    if (!m_file) {
        if (const auto opened = openFile(); !opened) {
            return opened;
        }
    }
    {
        std::lock_guard lock(m_mutex);
        if (m_fileError) {
            return fail(*m_fileError);
        }
    }
    m_reports.resumed(position());
    const auto moment = turn.next.moment;
    const auto late = lateness(moment);
    const auto frame = m_timeline.pictures();
    const auto sound = soundOf(turn);
    m_moment = moment;
    const auto cut = cutBefore(turn);
    if (cut != RecordingCaptions::Cut::None) {
        m_file->requestKeyFrame();
    }
    followStage(moment);
    const auto added = writeCaptions(m_captions.before(frame, moment, cut))
                           .and_then([&] { return m_file->addAudio(sound); })
                           .and_then([&] {
                               const bool isCut = cut != RecordingCaptions::Cut::None;
                               return m_pictures.write(*m_file, {frame, moment, late, isCut});
                           });
    // Opening the file delays the first frames; that says nothing about the load.
    m_file->reportLateness(frame < kFrameRate ? MediaTime() : late);
    std::lock_guard lock(m_mutex);
    m_timeline.taken();
    return added;
}

MediaTime RecordingRun::lateness(MediaTime moment) const
{
    return m_context.clock.now() - moment - RecordingEngine::kDelay;
}

bool RecordingRun::skipGap(const Turn &turn)
{
    const auto moment = turn.next.moment;
    const auto late = lateness(moment);
    m_gaps.arrived(late);
    if (late < RecordingGaps::kLongestStill) {
        return false;
    }
    const auto sound = m_sound.nextFrom(moment);
    const auto frame = m_timeline.pictures();
    const auto to = m_gaps.goesOnAt(moment, late, sound);
    if (!to) {
        const bool isSilent = sound.value_or(MediaTime::max()) >= moment + kPicture;
        if (m_gaps.isWaking() && isSilent) {
            m_gaps.silent(frame, 1);
        }
        return false;
    }
    std::lock_guard lock(m_mutex);
    const auto length = m_timeline.lengthUntil(*to);
    qCInfo(logMedia) << "nothing could be recorded for"
                     << std::chrono::round<std::chrono::milliseconds>(length).count() << "ms";
    m_gaps.cut(frame, length);
    m_afterGap = m_timeline.pictures() > 0;
    m_timeline.skip(*to);
    return true;
}

MediaTime RecordingRun::takeSleep()
{
    const auto before = std::exchange(m_suspended, m_context.clock.suspended());
    return m_suspended - before;
}

Status RecordingRun::followSleep()
{
    const auto slept = takeSleep();
    if (slept < kShortestSleep || !m_file) {
        return {};
    }
    const auto frame = m_timeline.pictures();
    const auto frames = picturesIn(std::chrono::round<std::chrono::milliseconds>(slept));
    qCInfo(logMedia) << "the computer has slept for" << frames << "pictures";
    if (slept > RecordingGaps::kLongestHold) {
        m_gaps.slept(frame, slept);
        m_afterGap = true;
        return {};
    }
    m_gaps.silent(frame, frames);
    return hold(frames);
}

Status RecordingRun::hold(int64_t frames)
{
    constexpr size_t kSamples = 2 * AudioBlock::kSampleRate / kFrameRate;
    const std::vector<float> silence(kSamples, 0.0F);
    for (int64_t i = 0; i < frames && !m_timeline.reachedLimit(); ++i) {
        const auto written = m_file->addAudio(silence).and_then(
            [&] { return m_pictures.hold(*m_file, m_timeline.pictures()); });
        if (!written) {
            return written;
        }
        std::lock_guard lock(m_mutex);
        if (m_cancelled) {
            return {};
        }
        m_timeline.hold(1);
    }
    return {};
}

RecordingCaptions::Cut RecordingRun::cutBefore(const Turn &turn)
{
    if (std::exchange(m_afterGap, false)) {
        return RecordingCaptions::Cut::AfterGap;
    }
    return turn.next.step == RecordingTimeline::Step::PictureAfterPause
               ? RecordingCaptions::Cut::AfterPause
               : RecordingCaptions::Cut::None;
}

std::vector<float> RecordingRun::soundOf(const Turn &turn)
{
    const auto moment = turn.next.moment;
    if (turn.next.step == RecordingTimeline::Step::PictureAfterPause) {
        m_sound.restart(moment);
        m_watch.restart(moment);
    }
    auto sound = m_sound.of(moment);
    m_watch.mixed(moment, sound);
    if (turn.lastBeforeCut) {
        // The mixer fades in after the cut.
        fadeOut(sound);
    }
    return sound;
}

Status RecordingRun::writeCaptions(const std::vector<Caption> &captions)
{
    for (const auto &caption : captions) {
        if (auto status = m_file->addCaption(caption); !status) {
            return status;
        }
    }
    return {};
}

void RecordingRun::followStage(MediaTime moment)
{
    const auto taken = m_stage.takeUntil(moment);
    if (taken.names) {
        m_captions.setNames(*taken.names);
    }
    for (const auto &name : taken.marks) {
        m_captions.mark(name);
    }
    for (const auto &[time, scene] : taken.scenes) {
        m_pictures.setScene(scene, time);
        m_watch.setScene(scene, time);
        m_captions.setScene(scene);
    }
}

} // namespace prosc
