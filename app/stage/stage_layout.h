#pragma once

#include "app/stage/media.h"

#include <QRect>
#include <QSize>

#include <optional>
#include <vector>

namespace prosc {

/// How a picture fits its tile: it fills the tile and the excess is cropped, or the whole picture
/// is shown.
enum class TileFit { Fill, Contain };

/// One participant on the stage.
struct StagePerson
{
    ParticipantId participant;
    bool camera = false;
    /// "Fit to frame", if a moderator or the viewer chose it for this tile.
    TileFit fit = TileFit::Fill;
    /// Unmuted.
    bool microphone = false;

    friend bool operator==(const StagePerson &, const StagePerson &) = default;
};

/// Everything that determines the layout of the stage. `people` is ordered by when they came on
/// stage.
struct StageScene
{
    std::vector<StagePerson> people;
    /// The participant who shares content; the newest share when there are several.
    std::optional<ParticipantId> sharing;
    /// The participant whom a moderator made the main tile for everyone.
    std::optional<ParticipantId> highlighted;

    friend bool operator==(const StageScene &, const StageScene &) = default;
};

/// A rectangle of the stage and what it shows.
struct StageTile
{
    /// Camera or Screen of a participant.
    TrackId track;
    /// False: the camera is off and a neutral figure is shown instead.
    bool showsPicture = false;
    TileFit fit = TileFit::Fill;
    /// The main tile of a stage with shared content or a highlight.
    bool isMain = false;
    QRect rect;

    friend bool operator==(const StageTile &, const StageTile &) = default;
};

/// The tiles of a stage, none overlapping another, all inside `size`; x, y, width and height are
/// even so that they fall on chroma samples.
struct StageLayout
{
    static constexpr int kMaxPeople = 25;

    QSize size;
    std::vector<StageTile> tiles;

    friend bool operator==(const StageLayout &, const StageLayout &) = default;
};

/// Computes the layout. A pure function: the window and the file both draw the result. Of more than
/// 25 people the most recent 25 are shown. Shared content, or otherwise the highlighted person, is
/// the main tile and the others form a strip above it; without either, all form a grid of 16:9
/// tiles.
[[nodiscard]] StageLayout layoutStage(const StageScene &scene, QSize size);

/// The part of a source picture to show in `tile`: for Fill the largest centred part with the
/// tile's aspect ratio, for Contain the whole picture. Even coordinates.
[[nodiscard]] QRect sourceRect(QSize picture, QSize tile, TileFit fit);
/// Where inside `tile` that part is drawn: all of it for Fill, the largest centred rectangle with
/// the picture's aspect ratio for Contain. Even coordinates.
[[nodiscard]] QRect targetRect(QSize picture, QRect tile, TileFit fit);

} // namespace prosc
