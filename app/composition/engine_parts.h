#pragma once

#include "app/base/clock.h"
#include "app/composition/recording_recovery.h"
#include "app/media/encode/encoder_choices.h"
#include "app/net/upload/tus_uploader.h"
#include "app/platform/system_thread_priority.h"
#include "app/transport/peer/gst_runtime.h"
#include "app/uploads/local_copies.h"
#include "app/uploads/retry_timer.h"
#include "app/uploads/upload_queue.h"

#include <memory>

namespace prosc {

/// What all clients of this process share: the WebRTC runtime, the upload queue and the recovery of
/// unfinished recordings. Lives on the engine's thread.
struct EngineParts
{
    /// `uploadsFolder` stores the upload jobs. MediaFailed (GStreamer), DiskError,
    /// PermissionDenied.
    [[nodiscard]] static Result<std::unique_ptr<EngineParts>> create(const Clock &clock,
                                                                     const QString &uploadsFolder);

    explicit EngineParts(const Clock &clock);

    /// How to upload, and what happens to the local copies in `recordingsFolder`. RoomClient
    /// decides whether uploads wait for the end of a meeting.
    void apply(const UploadSettings &settings, const QString &recordingsFolder);

    const std::unique_ptr<ThreadPriority> priority = makeThreadPriority();
    std::unique_ptr<GstRuntime> gst;
    EncoderChoices encoders;
    BandwidthLimit bandwidth;
    RefusedMethods refusedMethods;
    TusUploader liveUploader;
    TusUploader uploader;
    QtRetryTimer retryTimer;
    QtRetryTimer sweepTimer;
    LocalCopies localCopies;
    std::unique_ptr<UploadQueue> uploads;
    std::unique_ptr<RecordingRecovery> recovery;
};

} // namespace prosc
