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
    /// The footage with the number of each picture painted into it, see Marks.
    Marked,
};

/// How a picture's number is painted into the 1280x720 of Marked: its bits as a row of blocks, the
/// lowest one left, white where a bit is set and black where not; in the row below each block is
/// the opposite. After the highest number comes 0 again.
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

/// The frequency of participant `number`'s tone. A multiple of 10 Hz, and no two are alike.
[[nodiscard]] int toneOf(int number);

/// Writes what `count` participants send, each a Matroska file of kLoopSeconds of VP8 1280x720 at
/// 30 pictures a second and an Opus tone, and beside it one for each smaller simulcast layer, all
/// encoded as the simulated participants encode them. What is there already is used again. With
/// Footage and Marked the pictures are those of the videos in Debian's opencv-doc, from a different
/// second for each. Returns the paths of the large ones.
[[nodiscard]] Result<QStringList> prepareStreams(const QString &folder, int count,
                                                 Material material);

/// The file that holds a layer of `stream`; that of kTopLayer is `stream` itself.
[[nodiscard]] QString layerPath(const QString &stream, int layer);

/// The packets of such a file.
[[nodiscard]] Result<EncodedLoop> readStream(const QString &path);

} // namespace prosc::bench
