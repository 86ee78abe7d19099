#pragma once

#include "app/media/mix/speaker_tracker.h"
#include "app/media/mux/caption.h"
#include "app/stage/chapters.h"

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace prosc {

/// The text tracks of a recording: always a chapter at the start, after each gap and at each mark;
/// if the room wants them, also subtitles that name the speakers, twice a second, and the other
/// chapters. Pure; belongs to the composing thread.
class RecordingCaptions
{
public:
    /// Length of a subtitle in frames: half a second, so that its speakers are known when it is
    /// written.
    static constexpr int kWindow = 15;

    struct Options
    {
        bool subtitles = false;
        /// Also chapters for changes on the stage and after pauses.
        bool chapters = false;
        ChapterTitles titles;
        /// The first chapter.
        ChapterKind first = ChapterKind::Start;
    };

    explicit RecordingCaptions(Options options);

    void setNames(std::map<ParticipantId, QString> names) { m_names = std::move(names); }
    void heard(const TrackId &track, const AudioBlock &block);
    /// A chapter at the next frame; without a name it is numbered.
    void mark(const QString &name);
    /// The scene from the next frame on.
    void setScene(const StageScene &scene);

    /// Whether the previous frame is adjacent in time, or something between was cut out.
    enum class Cut { None, AfterPause, AfterGap };
    /// The captions to write before frame `frame`, which shows `moment`. Call for every frame.
    [[nodiscard]] std::vector<Caption> before(int64_t frame, MediaTime moment, Cut cut);
    /// The remaining captions, after `frames` frames.
    [[nodiscard]] std::vector<Caption> atEnd(int64_t frames);

private:
    void closeWindow(int64_t frame, std::vector<Caption> &captions);
    [[nodiscard]] QString titleOf(ChapterKind chapter) const;
    [[nodiscard]] QString textOf(const std::vector<ParticipantId> &speakers) const;

    const Options m_options;
    SpeakerTracker m_speakers;
    std::map<ParticipantId, QString> m_names;
    std::optional<StageScene> m_scene;
    std::optional<ChapterKind> m_chapter;
    /// The titles of moments that were marked, not yet written.
    std::deque<QString> m_marks;
    int m_numbered = 0;
    int64_t m_windowFrame = 0;
    MediaTime m_windowStart{};
};

} // namespace prosc
