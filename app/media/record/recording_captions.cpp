#include "app/media/record/recording_captions.h"

#include "app/stage/frame_rate.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace prosc {

RecordingCaptions::RecordingCaptions(Options options)
    : m_options(std::move(options)), m_chapter(m_options.first)
{
}

void RecordingCaptions::heard(const TrackId &track, const AudioBlock &block)
{
    if (m_options.subtitles) {
        m_speakers.heard(track, block);
    }
}

void RecordingCaptions::setScene(const StageScene &scene)
{
    const auto chapter =
        m_options.chapters && m_scene ? chapterBetween(*m_scene, scene) : std::nullopt;
    if (chapter) {
        m_chapter = chapter;
    }
    m_scene = scene;
}

std::vector<Caption> RecordingCaptions::before(int64_t frame, MediaTime moment, Cut cut)
{
    std::vector<Caption> captions;
    if (cut == Cut::AfterGap) {
        m_chapter = ChapterKind::Interrupted;
    } else if (m_options.chapters && cut == Cut::AfterPause &&
               m_chapter != ChapterKind::ContentShared) {
        m_chapter = ChapterKind::Resumed;
    }
    if (frame == 0 || cut != Cut::None || frame - m_windowFrame >= kWindow) {
        closeWindow(frame, captions);
        m_windowFrame = frame;
        m_windowStart = moment;
    }
    // One chapter at most begins with a frame; a mark waits for the next one.
    if (const auto chapter = std::exchange(m_chapter, std::nullopt)) {
        captions.push_back({Caption::Kind::Chapter, titleOf(*chapter), frame, 1});
    } else if (!m_marks.empty()) {
        captions.push_back({Caption::Kind::Chapter, m_marks.front(), frame, 1});
        m_marks.pop_front();
    }
    return captions;
}

QString RecordingCaptions::titleOf(ChapterKind chapter) const
{
    const auto title = m_options.titles.find(chapter);
    return title == m_options.titles.end() ? QString() : title->second;
}

void RecordingCaptions::mark(const QString &name)
{
    const auto title = titleOf(ChapterKind::Marked);
    m_marks.push_back(name.isEmpty() && !title.isEmpty() ? title.arg(++m_numbered) : name);
}

std::vector<Caption> RecordingCaptions::atEnd(int64_t frames)
{
    std::vector<Caption> captions;
    closeWindow(frames, captions);
    return captions;
}

void RecordingCaptions::closeWindow(int64_t frame, std::vector<Caption> &captions)
{
    if (!m_options.subtitles || frame <= m_windowFrame) {
        return;
    }
    const auto frames = frame - m_windowFrame;
    const auto end = m_windowStart + durationOf(frames);
    captions.push_back({Caption::Kind::Subtitle, textOf(m_speakers.speakers(m_windowStart, end)),
                        m_windowFrame, frames});
}

QString RecordingCaptions::textOf(const std::vector<ParticipantId> &speakers) const
{
    QStringList names;
    for (const auto &participant : speakers) {
        const auto name = m_names.find(participant);
        if (name != m_names.end() && !name->second.isEmpty()) {
            names << name->second;
        }
    }
    return names.join(u", "_s);
}

} // namespace prosc
