#pragma once

#include <QString>

namespace prosc {

/// The FFmpeg that runs in this program: its version and the licence of its build, such as "GPL
/// version 2 or later".
[[nodiscard]] QString ffmpegVersion();
[[nodiscard]] QString ffmpegLicence();

} // namespace prosc
