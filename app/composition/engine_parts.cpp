#include "app/composition/engine_parts.h"

#include <QRandomGenerator>

namespace prosc {

namespace {

TusOptions within(BandwidthLimit &limit, RefusedMethods &refused)
{
    TusOptions options;
    options.limit = &limit;
    options.refused = &refused;
    return options;
}

} // namespace

EngineParts::EngineParts(const Clock &clock)
    : bandwidth(clock), liveUploader(within(bandwidth, refusedMethods)),
      uploader(within(bandwidth, refusedMethods)), localCopies({clock, sweepTimer})
{
}

Result<std::unique_ptr<EngineParts>> EngineParts::create(const Clock &clock,
                                                         const QString &uploadsFolder)
{
    auto parts = std::make_unique<EngineParts>(clock);
    auto gst = GstRuntime::create(clock);
    if (!gst) {
        return fail(gst.error());
    }
    parts->gst = std::move(*gst);
    auto uploads =
        UploadQueue::create({uploadsFolder, parts->liveUploader, parts->uploader, parts->retryTimer,
                             clock, [] { return QRandomGenerator::global()->generateDouble(); }});
    if (!uploads) {
        return fail(uploads.error());
    }
    parts->uploads = std::move(*uploads);
    QObject::connect(
        parts->uploads.get(), &UploadQueue::confirmed, parts->uploads.get(),
        [copies = &parts->localCopies](const UploadJob &job) { copies->confirmed(job); });
    parts->recovery = std::make_unique<RecordingRecovery>(*parts->uploads, clock);
    parts->encoders.warmUp();
    return parts;
}

void EngineParts::apply(const UploadSettings &settings, const QString &recordingsFolder)
{
    bandwidth.setBitsPerSecond(settings.bitRateLimit);
    localCopies.keep(recordingsFolder, settings.localCopy);
}

} // namespace prosc
