#include "app/desktop/models/recorder_monitor.h"

#include "app/recording/disk_forecast.h"

#include <QTimer>

#include <algorithm>

namespace prosc {

namespace {

constexpr int64_t kBitsOfAByte = 8;
constexpr std::chrono::seconds kDiskInterval{15};
constexpr std::chrono::seconds kFileInterval{1};

/// Over the last seconds; while paused, when nothing is written, over the whole recording.
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
    // The current recording is listed in the uploads once its live upload starts.
    const bool isSent = std::any_of(uploads.begin(), uploads.end(),
                                    [](const UploadStatus &upload) { return upload.live; });
    RecorderView view{progress, std::chrono::seconds(-1), isSent ? 0 : progress.bytes, false};
    const int64_t bitRate = bitRateOf(progress);
    if (freeBytes && bitRate > 0) {
        view.diskLeft = diskLasts(*freeBytes, bitRate, progress.recorded);
    }
    for (const auto &upload : uploads) {
        view.backlog += std::max<qint64>(0, upload.total - upload.sent);
    }
    return view;
}

RecorderMonitor::RecorderMonitor(Source source, const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock)
{
    connect(&m_lookAtFile, &QTimer::timeout, this, &RecorderMonitor::watchFile);
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
    QMetaObject::invokeMethod(source.client, [this, source] { watchDisk(source); });
}

void RecorderMonitor::watchDisk(const Source &source)
{
    const auto ask = [this, folder = source.recordingsFolder] {
        const auto bytes = SystemDiskSpace().freeBytes(folder);
        const auto left = bytes ? std::optional(diskLasts(*bytes, kMostBitRate))
                                : std::optional<std::chrono::seconds>();
        QMetaObject::invokeMethod(this, [this, left] { setForecast(left); });
    };
    auto *timer = new QTimer(source.client);
    connect(timer, &QTimer::timeout, source.client, ask);
    timer->start(kDiskInterval);
    ask();
}

void RecorderMonitor::setForecast(std::optional<std::chrono::seconds> forecast)
{
    if (m_forecast != forecast) {
        m_forecast = forecast;
        Q_EMIT viewChanged();
    }
}

void RecorderMonitor::setState(RecorderState state)
{
    m_state = state;
    if (state == RecorderState::Recording) {
        m_watch.begin(m_clock.now());
        m_lookAtFile.start(kFileInterval);
    } else {
        m_watch.end();
        m_lookAtFile.stop();
        if (m_view && std::exchange(m_view->stalled, false)) {
            Q_EMIT viewChanged();
        }
    }
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
        if (m_state == RecorderState::Recording) {
            m_watch.note(view.progress, m_clock.now());
        }
        m_view->stalled = m_watch.isStalled(m_clock.now());
        Q_EMIT viewChanged();
    }
}

/// Here rather than on the engine's thread, which may be the one that hangs.
void RecorderMonitor::watchFile()
{
    const bool stalled = m_watch.isStalled(m_clock.now());
    if (!m_view && stalled) {
        m_view = RecorderView{};
    }
    if (m_view && m_view->stalled != stalled) {
        m_view->stalled = stalled;
        Q_EMIT viewChanged();
    }
}

} // namespace prosc
