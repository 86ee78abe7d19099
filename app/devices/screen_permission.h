#pragma once

namespace prosc {

/// Whether the system lets this program read the screen. macOS asks the user the first time, and
/// takes the answer into account when the program is started again.
[[nodiscard]] bool mayCaptureScreen();

} // namespace prosc
