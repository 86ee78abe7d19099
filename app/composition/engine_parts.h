#pragma once

#include "app/base/clock.h"
#include "app/composition/recording_recovery.h"
#include "app/library/retry_timer.h"
#include "app/library/upload_queue.h"
#include "app/media/encoder_choices.h"
#include "app/net/tus_uploader.h"
#include "app/transport/gst_runtime.h"

#include <memory>

namespace prosc {

/// What every client of this process shares: WebRTC's runtime, the upload queue and
/// what takes up unfinished recordings. Lives on the engine's thread.
struct EngineParts
{
    /// `uploadsFolder` keeps the jobs of uploads. MediaFailed (GStreamer), DiskError,
    /// PermissionDenied.
    [[nodiscard]] static Result<std::unique_ptr<EngineParts>> create(const Clock &clock,
                                                                     const QString &uploadsFolder);

    std::unique_ptr<GstRuntime> gst;
    EncoderChoices encoders;
    TusUploader uploader;
    QtRetryTimer retryTimer;
    std::unique_ptr<UploadQueue> uploads;
    std::unique_ptr<RecordingRecovery> recovery;
};

} // namespace prosc
