#pragma once

#include "app/base/result.h"
#include "app/media/simulate/simulated_source.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace prosc::bench {

/// What the participants' cameras show.
enum class Material {
    Card,
    Footage,
    /// The footage with its frame number painted in, see Marks.
    Marked,
};

/// How a frame number is painted into the 1280x720 frames of Marked: its bits as a row of blocks,
/// the lowest one left, white where a bit is set and black where not; in the row below each block
/// is inverted. The number wraps to 0 after the highest.
struct Marks
{
    static constexpr int kBits = 6;
    /// The first block's corner, and a block's side, in whole macroblocks.
    static constexpr int kX = 64;
    static constexpr int kY = 64;
    static constexpr int kSide = 48;
};

constexpr int kLoopSeconds = 10;

[[nodiscard]] QString materialName(Material material);
[[nodiscard]] std::optional<Material> materialNamed(const QString &name);

/// The frequency of participant `number`'s tone: a multiple of 10 Hz, unique per participant.
[[nodiscard]] int toneOf(int number);

/// Writes what `count` participants send: for each a Matroska file of kLoopSeconds of VP8 1280x720
/// at 30 frames per second and an Opus tone, and next to it one for each smaller simulcast layer,
/// all encoded as the simulated participants encode them. Existing files are reused. With Footage
/// and Marked the frames come from the videos in Debian's opencv-doc, from a different second for
/// each participant. Returns the paths of the large ones.
[[nodiscard]] Result<QStringList> prepareStreams(const QString &folder, int count,
                                                 Material material);

/// The file with a layer of `stream`; that of kTopLayer is `stream` itself.
[[nodiscard]] QString layerPath(const QString &stream, int layer);

/// Reads the packets of such a file.
[[nodiscard]] Result<EncodedLoop> readStream(const QString &path);

} // namespace prosc::bench
