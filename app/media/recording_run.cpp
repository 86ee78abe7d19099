#include "app/media/recording_run.h"

#include "app/base/logging.h"
#include "app/media/sound.h"

#include <algorithm>
#include <set>

namespace prosc {

namespace {

/// So late that composing is left out until we have caught up.
constexpr std::chrono::milliseconds kTooLate{150};
/// So late that even encoding an unchanged picture is left out: the one before it is shown longer.
/// Then only the sound is left to do, so the delay cannot grow.
constexpr std::chrono::milliseconds kFarTooLate{1000};
constexpr std::chrono::seconds kPauseReports{1};

int64_t picturesIn(std::chrono::milliseconds length)
{
    return length.count() * RecordingTimeline::kFrameRate / 1000;
}

} // namespace

RecordingRun::RecordingRun(Context context, RecordingPlan plan, Callbacks callbacks)
    : m_context(context), m_plan(std::move(plan)), m_callbacks(std::move(callbacks)),
      m_start(context.clock.now()), m_timeline(m_start, picturesIn(m_plan.limit)),
      m_store(std::make_shared<TileStore>(context.clock)), m_watch(m_store->health()),
      m_sound(*m_store,
              [this](const TrackId &track, const AudioBlock &block) {
                  m_watch.heard(track, block);
                  m_captions.heard(track, block);
              }),
      m_captions({m_plan.subtitles, m_plan.chapters, context.options.chapterTitles,
                  m_plan.continues ? ChapterKind::Interrupted : ChapterKind::Start})
{
    const auto layout = layoutStage(m_plan.scene, m_context.options.size);
    m_scenes.emplace_back(m_start, m_plan.scene);
    m_store->setLayout(layout, m_start);
    m_context.media.setTap(m_store);
    expectPictures(layout);
    // A shared slide may have sent its last picture long before the start.
    for (const auto &tile : layout.tiles) {
        const auto picture = m_context.media.latestPicture(tile.track);
        if (tile.showsPicture && !picture.isNull()) {
            m_store->seed(tile.track, picture, m_start);
        }
    }
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

void RecordingRun::setScene(const StageScene &scene)
{
    std::lock_guard lock(m_mutex);
    const auto now = m_context.clock.now();
    m_scenes.emplace_back(now, scene);
    const auto layout = layoutStage(scene, m_context.options.size);
    m_store->setLayout(layout, now);
    expectPictures(layout);
}

void RecordingRun::expectPictures(const StageLayout &layout)
{
    std::set<TrackId> expected;
    for (const auto &tile : layout.tiles) {
        if (tile.showsPicture) {
            expected.insert(tile.track);
        }
    }
    auto &health = m_store->health();
    health.setExpected(expected, m_context.clock.now());
    for (const auto &track : expected) {
        if (!m_context.media.latestPicture(track).isNull()) {
            health.stands(track);
        }
    }
}

void RecordingRun::setNames(const std::map<ParticipantId, QString> &names)
{
    std::lock_guard lock(m_mutex);
    m_newNames = names;
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
        if (const auto written = writeFrame(turn); !written) {
            return fail(written.error());
        }
        report();
    }
}

Result<RecordedFile> RecordingRun::complete()
{
    m_context.media.setTap({});
    if (const auto written = writeCaptions(m_captions.atEnd(m_timeline.pictures())); !written) {
        return fail(written.error());
    }
    auto file = m_file->finish();
    if (file) {
        // What came last is missing in it: recovery takes it as it is, and people are told why.
        std::lock_guard lock(m_mutex);
        if (m_fileError) {
            return fail(*m_fileError);
        }
    }
    if (file) {
        file->repeated = m_repeated;
        for (const auto &lost : m_sound.lost()) {
            file->lostSound += lost.length;
        }
        if (!m_reportedStart) {
            m_callbacks.started();
        }
    }
    return file;
}

/// At once and not with the first picture: there is something to complete, however soon it ends.
Status RecordingRun::goOn()
{
    if (auto opened = openFile(); !opened) {
        return opened;
    }
    m_before = m_file->firstPicture();
    {
        // Opening has read much of the file, perhaps.
        std::lock_guard lock(m_mutex);
        m_timeline.restart(m_context.clock.now(), picturesIn(m_plan.limit) - m_before);
    }
    reportProgress();
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
            reportPause(now);
            m_sound.forgetBefore(now);
            // It goes on later than now.
            m_store->passed(now);
            lock.lock();
            due = now + RecordingEngine::kDelay;
        } else if (next.step == Step::End || due <= now) {
            return {next, m_timeline.isLastBeforeCut(), false};
        }
        m_context.clock.waitUntil(due, lock, m_changed);
    }
}

/// At once, and then each second: the disk, the tracks and we ourselves are watched in a pause too.
void RecordingRun::reportPause(MediaTime now)
{
    if (!m_pausedSince) {
        m_pausedSince = now;
    } else if (now < m_pauseReported + kPauseReports) {
        return;
    }
    m_pauseReported = now;
    reportProgress();
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
    // A gap is marked in every recording; without one the finished file has no such track.
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
    // Not before: a recording that is stopped before its first picture leaves no file.
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
    if (std::exchange(m_pausedSince, std::nullopt)) {
        reportProgress();
    }
    const auto moment = turn.next.moment;
    const auto sound = soundOf(turn);
    const auto frame = m_timeline.pictures();
    const bool afterCut = turn.next.step == RecordingTimeline::Step::PictureAfterPause;

    const auto late = m_context.clock.now() - moment - RecordingEngine::kDelay;
    if (late > kTooLate && !m_last.isNull() && !afterCut) {
        ++m_repeated;
    } else {
        m_last = composeAt(moment);
    }
    m_last.time = moment;
    m_moment = moment;
    // Opening the file makes the first pictures late; that says nothing about the load.
    m_file->reportLateness(frame < RecordingTimeline::kFrameRate ? MediaTime() : late);
    m_catchingUp = frame > 0 && late > (m_catchingUp ? kTooLate : kFarTooLate);
    if (afterCut) {
        m_file->requestKeyFrame();
    }
    auto added = writeCaptions(m_captions.before(frame, moment, afterCut));
    if (added) {
        added = m_file->addAudio(sound);
    }
    if (added && !m_catchingUp) {
        added = m_file->addPicture(m_last, frame);
    }
    std::lock_guard lock(m_mutex);
    m_timeline.taken();
    return added;
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
        // The mixer fades in after it.
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

Picture RecordingRun::composeAt(MediaTime moment)
{
    takeScenesUntil(moment);
    const auto layout = m_transition.at(moment);
    std::vector<Picture> pictures;
    pictures.reserve(layout.tiles.size());
    for (const auto &tile : layout.tiles) {
        if (!tile.showsPicture) {
            m_store->forgetUntil(tile.track, moment);
        }
        pictures.push_back(tile.showsPicture ? m_store->pictureAt(tile, moment) : Picture());
    }
    m_store->passed(moment);
    return m_compositor.compose(layout, pictures);
}

void RecordingRun::takeScenesUntil(MediaTime moment)
{
    Scenes scenes;
    {
        std::lock_guard lock(m_mutex);
        if (auto names = std::exchange(m_newNames, std::nullopt)) {
            m_captions.setNames(std::move(*names));
        }
        while (!m_scenes.empty() && m_scenes.front().first <= moment) {
            scenes.push_back(std::move(m_scenes.front()));
            m_scenes.pop_front();
        }
    }
    for (const auto &[time, scene] : scenes) {
        m_transition.setLayout(layoutStage(scene, m_context.options.size), time);
        m_watch.setScene(scene, time);
        m_captions.setScene(scene);
    }
}

void RecordingRun::reportProgress()
{
    auto progress = m_watch.progress({m_before + m_timeline.pictures(), m_repeated, m_pausedSince,
                                      m_moment, m_context.clock.now()},
                                     m_file.get());
    progress.lostSound = m_sound.lost();
    m_overloaded = progress.overloaded;
    m_callbacks.progress(progress);
}

void RecordingRun::report()
{
    if (!m_reportedStart && m_file->framesEncoded() > 0) {
        m_reportedStart = true;
        m_callbacks.started();
    }
    if (m_timeline.pictures() % RecordingTimeline::kFrameRate == 0 ||
        m_file->encoding().overloaded != m_overloaded) {
        reportProgress();
    }
}

} // namespace prosc
