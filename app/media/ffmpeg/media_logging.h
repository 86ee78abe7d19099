#pragma once

namespace prosc {

/// Routes the log output of FFmpeg's libraries, process-wide, to the category proscenium.media as
/// debug messages: what they say about damaged frames and encoder settings is of no use to people.
/// Call once, first thing in main().
void routeMediaLogs();

} // namespace prosc
