#include "app/desktop/recorder_monitor.h"

#include <algorithm>

namespace prosc {

namespace {

constexpr int64_t kBitsOfAByte = 8;

/// Of the last seconds; in a pause, when nothing is written, of the whole recording.
int64_t bitRateOf(const RecordingProgress &progress)
{
    if (progress.bitRate > 0) {
        return progress.bitRate;
    }
    const int64_t milliseconds = progress.recorded.count();
    return milliseconds > 0 ? progress.bytes * kBitsOfAByte * 1000 / milliseconds : 0;
}

} // namespace

RecorderView recorderView(const RecordingProgress &progress, std::optional<int64_t> freeBytes,
                          const std::vector<UploadStatus> &uploads)
{
    // What is recorded here is among the uploads as soon as it is sent while it is recorded.
    const bool isSent = std::any_of(uploads.begin(), uploads.end(),
                                    [](const UploadStatus &upload) { return upload.live; });
    RecorderView view{progress, std::chrono::seconds(-1), isSent ? 0 : progress.bytes};
    const int64_t bitRate = bitRateOf(progress);
    if (freeBytes && bitRate > 0) {
        view.diskLeft =
            std::chrono::seconds(*freeBytes / std::max<int64_t>(1, bitRate / kBitsOfAByte));
    }
    for (const auto &upload : uploads) {
        view.backlog += std::max<qint64>(0, upload.total - upload.sent);
    }
    return view;
}

RecorderMonitor::RecorderMonitor(Source source, QObject *parent) : QObject(parent)
{
    auto &recorder = source.client->recorder();
    connect(&recorder, &RecordingController::stateChanged, source.client, [this, &recorder] {
        QMetaObject::invokeMethod(this, [this, state = recorder.state()] { setState(state); });
    });
    connect(&recorder, &RecordingController::progressed, source.client,
            [this, source, disk = SystemDiskSpace()](const RecordingProgress &progress) {
                const auto bytes = disk.freeBytes(source.recordingsFolder);
                const auto view =
                    recorderView(progress, bytes ? std::optional(*bytes) : std::nullopt,
                                 source.uploads->uploads());
                QMetaObject::invokeMethod(this, [this, view] { setView(view); });
            });
}

void RecorderMonitor::setState(RecorderState state)
{
    m_state = state;
    if (state == RecorderState::Idle && m_view) {
        m_view.reset();
        Q_EMIT viewChanged();
    }
    Q_EMIT stateChanged();
}

void RecorderMonitor::setView(const RecorderView &view)
{
    if (m_state != RecorderState::Idle) {
        m_view = view;
        Q_EMIT viewChanged();
    }
}

} // namespace prosc
