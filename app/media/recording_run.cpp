#include "app/media/recording_run.h"

#include "app/base/logging.h"
#include "app/media/recording_engine.h"

namespace prosc {

namespace {

constexpr int kAudioFrames = AudioBlock::kSampleRate / RecordingEngine::kFrameRate;
/// So late that composing is left out until we have caught up.
constexpr std::chrono::milliseconds kTooLate{150};
/// So late that even encoding an unchanged picture is left out: the one before it is shown longer.
/// Then only the sound is left to do, so the delay cannot grow.
constexpr std::chrono::milliseconds kFarTooLate{1000};
/// A clock that a test sets is looked at that often.
constexpr std::chrono::milliseconds kLook{20};

} // namespace

RecordingRun::RecordingRun(Context context, RecordingPlan plan, Callbacks callbacks)
    : m_context(context), m_plan(std::move(plan)), m_callbacks(std::move(callbacks)),
      m_start(context.clock.now()), m_store(std::make_shared<TileStore>(context.clock))
{
    m_scenes.emplace_back(m_start, m_plan.scene);
    m_store->setLayout(layoutStage(m_plan.scene, RecordingEngine::kSize));
    m_context.media.setTap(m_store);
    // A shared slide may have sent its last picture long before the start.
    for (const auto &tile : layoutStage(m_plan.scene, RecordingEngine::kSize).tiles) {
        const auto picture = m_context.media.latestPicture(tile.track);
        if (tile.showsPicture && !picture.isNull()) {
            m_store->seed(tile.track, picture);
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
    m_scenes.emplace_back(m_context.clock.now(), scene);
    m_store->setLayout(layoutStage(scene, RecordingEngine::kSize));
}

void RecordingRun::stop()
{
    {
        std::lock_guard lock(m_mutex);
        if (!m_stopAt) {
            m_stopAt = m_context.clock.now();
        }
    }
    m_changed.notify_all();
}

MediaTime RecordingRun::momentOf(int64_t frame) const
{
    return m_start + MediaTime(frame * 1'000'000'000 / RecordingEngine::kFrameRate);
}

void RecordingRun::run()
{
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
    for (int64_t frame = 0;; ++frame) {
        const auto step = waitFor(frame);
        if (step == Step::Cancelled || (step == Step::End && frame == 0)) {
            return fail(ErrorCode::Cancelled);
        }
        if (step == Step::End) {
            break;
        }
        if (const auto written = writeFrame(frame); !written) {
            return fail(written.error());
        }
        report(frame + 1);
    }
    m_context.media.setTap({});
    auto file = m_file->finish();
    if (file) {
        file->repeated = m_repeated;
        if (!m_reportedStart) {
            m_callbacks.started();
        }
    }
    return file;
}

RecordingRun::Step RecordingRun::waitFor(int64_t frame)
{
    const auto moment = momentOf(frame);
    const auto due = moment + RecordingEngine::kDelay;
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_cancelled) {
            return Step::Cancelled;
        }
        if (m_stopAt && (*m_stopAt <= moment || frame == 0)) {
            return Step::End;
        }
        const auto left = due - m_context.clock.now();
        if (left <= MediaTime::zero()) {
            return Step::Next;
        }
        m_changed.wait_for(lock, std::min<MediaTime>(left, kLook));
    }
}

Status RecordingRun::openFile()
{
    RecordingFile::Options options;
    options.folder = m_plan.folder;
    options.fileName = m_plan.fileName;
    options.size = RecordingEngine::kSize;
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

Status RecordingRun::writeFrame(int64_t frame)
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
    const auto moment = momentOf(frame);
    for (const auto &[track, block] : m_store->takeAudio()) {
        m_mixer.push(track, block);
    }
    const auto sound = m_mixer.mix(moment, kAudioFrames);

    const auto late = m_context.clock.now() - moment - RecordingEngine::kDelay;
    if (late > kTooLate && !m_last.isNull()) {
        ++m_repeated;
    } else {
        m_last = composeAt(moment);
    }
    m_last.time = moment;
    m_catchingUp = frame > 0 && late > (m_catchingUp ? kTooLate : kFarTooLate);
    const auto added = m_file->addAudio(sound);
    return added && !m_catchingUp ? m_file->addPicture(m_last, frame) : added;
}

Picture RecordingRun::composeAt(MediaTime moment)
{
    takeScenesUntil(moment);
    std::vector<Picture> pictures;
    pictures.reserve(m_layout.tiles.size());
    for (const auto &tile : m_layout.tiles) {
        if (!tile.showsPicture) {
            m_store->forgetUntil(tile.track, moment);
        }
        pictures.push_back(tile.showsPicture ? m_store->pictureAt(tile, moment) : Picture());
    }
    return m_compositor.compose(m_layout, pictures);
}

void RecordingRun::takeScenesUntil(MediaTime moment)
{
    std::optional<StageScene> scene;
    {
        std::lock_guard lock(m_mutex);
        while (!m_scenes.empty() && m_scenes.front().first <= moment) {
            scene = std::move(m_scenes.front().second);
            m_scenes.pop_front();
        }
    }
    if (scene) {
        m_layout = layoutStage(*scene, RecordingEngine::kSize);
    }
}

void RecordingRun::report(int64_t frames)
{
    if (!m_reportedStart && m_file->framesEncoded() > 0) {
        m_reportedStart = true;
        m_callbacks.started();
    }
    if (frames % RecordingEngine::kFrameRate == 0) {
        m_callbacks.progress(
            {std::chrono::milliseconds(frames * 1000 / RecordingEngine::kFrameRate), frames,
             m_repeated, m_file->bytesWritten()});
    }
}

} // namespace prosc
