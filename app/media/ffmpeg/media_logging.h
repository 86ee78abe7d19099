#pragma once

namespace prosc {

/// Sends what FFmpeg's libraries print, process-wide, to the log category proscenium.media as debug
/// messages. Their words on damaged frames and encoder settings are of no use to people. Call once,
/// first thing in main().
void routeMediaLogs();

} // namespace prosc
