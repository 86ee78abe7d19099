#include "app/media/record/recording_pictures.h"

#include "app/media/record/recording_engine.h"

namespace prosc {

namespace {

/// Beyond this lateness, composing is skipped until we have caught up.
constexpr std::chrono::milliseconds kTooLate{150};
/// How long each frame waits for the encoder after a time in which nothing ran: long enough for an
/// encoder that only gets repeats, too short to hold up the audio. An encoder that is always too
/// slow is not waited for.
constexpr std::chrono::milliseconds kRepeatPatience{10};

} // namespace

void RecordingPictures::setScene(const StageScene &scene, MediaTime time)
{
    m_transition.setLayout(layoutStage(scene, m_context.size), time);
}

Status RecordingPictures::write(RecordingFile &file, const Frame &frame)
{
    const auto now = m_context.clock.now();
    const bool mayRepeat = !m_last.isNull() && !frame.afterCut;
    if (frame.late > kTooLate && mayRepeat) {
        m_last.time = frame.moment;
        return repeat(file, frame.number, m_context.gaps.isWaking() ? now + kRepeatPatience : now);
    }
    auto picture = at(frame.moment);
    picture.time = frame.moment;
    const auto until = frame.moment + RecordingEngine::kDelay + kTooLate;
    const auto taken = file.offerPicture(picture, frame.number, {&m_context.clock, until});
    if (!taken) {
        return fail(taken.error());
    }
    if (!*taken) {
        m_last.time = frame.moment;
        return repeat(file, frame.number, now);
    }
    m_last = picture;
    m_context.gaps.showed(frame.number);
    return {};
}

Status RecordingPictures::hold(RecordingFile &file, int64_t frame)
{
    return repeat(file, frame, m_context.clock.now() + kRepeatPatience);
}

Status RecordingPictures::repeat(RecordingFile &file, int64_t frame, MediaTime until)
{
    ++m_repeated;
    if (m_last.isNull()) {
        return {};
    }
    // If there is no room even for that, the previous frame is shown longer.
    const auto taken = file.offerPicture(m_last, frame, {&m_context.clock, until});
    return taken ? Status() : fail(taken.error());
}

Picture RecordingPictures::at(MediaTime moment)
{
    auto &store = m_context.store;
    const auto layout = m_transition.at(moment);
    std::vector<Picture> pictures;
    pictures.reserve(layout.tiles.size());
    for (const auto &tile : layout.tiles) {
        if (!tile.showsPicture) {
            store.forgetUntil(tile.track, moment);
        }
        pictures.push_back(tile.showsPicture ? store.pictureAt(tile, moment) : Picture());
    }
    store.passed(moment);
    return m_compositor.compose(layout, pictures);
}

} // namespace prosc
