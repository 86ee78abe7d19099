#pragma once

#include "app/stage/media.h"

#include <QRect>
#include <QSize>

#include <optional>
#include <vector>

namespace prosc {

/// How a picture meets its tile: the tile is filled and what is over is cropped, or all of the
/// picture is shown.
enum class TileFit { Fill, Contain };

/// One participant on the stage.
struct StagePerson
{
    ParticipantId participant;
    bool camera = false;
    /// A moderator or the viewer chose "Fit to frame" for this tile.
    TileFit fit = TileFit::Fill;
    /// Unmuted.
    bool microphone = false;

    friend bool operator==(const StagePerson &, const StagePerson &) = default;
};

/// Everything that decides the picture of the stage. `people` is in the order in which they came on
/// stage.
struct StageScene
{
    std::vector<StagePerson> people;
    /// Who shares content; the newest share when there are several.
    std::optional<ParticipantId> sharing;
    /// The tile that a moderator made the main one for everybody.
    std::optional<ParticipantId> highlighted;

    friend bool operator==(const StageScene &, const StageScene &) = default;
};

/// A rectangle of the stage and what it shows.
struct StageTile
{
    /// Camera or Screen of a participant.
    TrackId track;
    /// False: the camera is off and a neutral figure stands for the person.
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

/// Where everybody stands. A pure function: the window and the file both draw what it says.
/// Of more than 25 people the most recent 25 are shown. Shared content, else the highlighted
/// person, is the main tile and the others stand in a strip on top; without either, all stand in a
/// grid of 16:9 tiles.
[[nodiscard]] StageLayout layoutStage(const StageScene &scene, QSize size);

/// The part of a source picture to show in `tile`: for Fill the largest centred part with the
/// tile's aspect ratio. Even coordinates. For Contain the whole picture.
[[nodiscard]] QRect sourceRect(QSize picture, QSize tile, TileFit fit);
/// Where inside `tile` that part is drawn: all of it for Fill, the largest centred rectangle with
/// the picture's aspect ratio for Contain. Even coordinates.
[[nodiscard]] QRect targetRect(QSize picture, QRect tile, TileFit fit);

} // namespace prosc
