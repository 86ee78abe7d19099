#include "app/composition/engine_parts.h"

#include <QRandomGenerator>

namespace prosc {

Result<std::unique_ptr<EngineParts>> EngineParts::create(const Clock &clock,
                                                         const QString &uploadsFolder)
{
    auto parts = std::make_unique<EngineParts>();
    auto gst = GstRuntime::create(clock);
    if (!gst) {
        return fail(gst.error());
    }
    parts->gst = std::move(*gst);
    auto uploads =
        UploadQueue::create({uploadsFolder, parts->uploader, parts->retryTimer, clock,
                             [] { return QRandomGenerator::global()->generateDouble(); }});
    if (!uploads) {
        return fail(uploads.error());
    }
    parts->uploads = std::move(*uploads);
    parts->recovery = std::make_unique<RecordingRecovery>(*parts->uploads);
    parts->encoders.warmUp();
    return parts;
}

} // namespace prosc
