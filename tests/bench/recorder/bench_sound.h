#pragma once

#include "app/base/result.h"

#include <QString>

namespace prosc::bench {

struct SoundCheck
{
    /// Windows of 0.1 s in which a participant's tone was less than half as loud as usual.
    int holes = 0;
    /// Tones that are missing entirely.
    int missing = 0;
    double seconds = 0;
};

/// Decodes a recording's audio with the ffmpeg program and looks for the tones of participants 1 to
/// `count` throughout, except for the first and last half second.
[[nodiscard]] Result<SoundCheck> checkSound(const QString &file, int count);

} // namespace prosc::bench
