#pragma once

#include "app/server/library/local_recording_history.h"
#include "app/server/uploads/state/body_state.h"
#include "app/server/uploads/state/upload_timeouts.h"

namespace prosc {

/// What the parts of an UploadStore work on; it owns this, and outlives them.
struct UploadContext
{
    LibraryRows &rows;
    LocalRecordingHistory &history;
    const Clock &clock;
    RunningUploads &running;
    UploadTimeouts &timeouts;
    BodyState &bodies;
};

} // namespace prosc
