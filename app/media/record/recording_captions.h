#pragma once

#include "app/media/mix/speaker_tracker.h"
#include "app/media/mux/caption.h"
#include "app/stage/chapters.h"

#include <map>
#include <optional>
#include <vector>

namespace prosc {

/// The text of a recording: a chapter where it begins and one where it goes on after a gap; where
/// the room wants it, who speaks, twice a second, and the other chapters. Pure; belongs to the
/// composing thread.
class RecordingCaptions
{
public:
    /// A subtitle is half a second long, so that who speaks is known when it is written.
    static constexpr int kWindow = 15;

    struct Options
    {
        bool subtitles = false;
        /// Also for what happens on the stage, and after pauses.
        bool chapters = false;
        ChapterTitles titles;
        /// What it begins with.
        ChapterKind first = ChapterKind::Start;
    };

    explicit RecordingCaptions(Options options);

    void setNames(std::map<ParticipantId, QString> names) { m_names = std::move(names); }
    void heard(const TrackId &track, const AudioBlock &block);
    /// The stage looks like that from the next picture on.
    void setScene(const StageScene &scene);

    /// Whether the picture before is of the moment before, or what was between is left out.
    enum class Cut { None, AfterPause, AfterGap };
    /// What is to be written before picture `frame` of `moment`; called for each one.
    [[nodiscard]] std::vector<Caption> before(int64_t frame, MediaTime moment, Cut cut);
    /// The rest; `frames` pictures were written.
    [[nodiscard]] std::vector<Caption> atEnd(int64_t frames);

private:
    void closeWindow(int64_t frame, std::vector<Caption> &captions);
    [[nodiscard]] QString textOf(const std::vector<ParticipantId> &speakers) const;

    const Options m_options;
    SpeakerTracker m_speakers;
    std::map<ParticipantId, QString> m_names;
    std::optional<StageScene> m_scene;
    std::optional<ChapterKind> m_chapter;
    int64_t m_windowFrame = 0;
    MediaTime m_windowStart{};
};

} // namespace prosc
