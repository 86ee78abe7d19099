#pragma once

#include "app/composition/room_client.h"
#include "app/recording/durable_stall.h"
#include "ui/model/room_view.h"

namespace prosc {

/// What the window shows about the recording being made here. `freeBytes`: of its disk, nullopt if
/// unknown; `uploads`: other recordings that wait for the library.
[[nodiscard]] RecorderView recorderView(const RecordingProgress &progress,
                                        std::optional<int64_t> freeBytes,
                                        const std::vector<UploadStatus> &uploads);

/// Follows a RoomClient's recorder for the window. Lives on the GUI thread; queries the disk and
/// the upload queue on the engine's.
class RecorderMonitor : public QObject
{
    Q_OBJECT
public:
    struct Source
    {
        RoomClient *client = nullptr;
        UploadQueue *uploads = nullptr;
        QString recordingsFolder;
    };

    /// The client is destroyed before this.
    RecorderMonitor(Source source, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] RecorderState state() const { return m_state; }
    /// Empty while nothing is recorded here.
    [[nodiscard]] const std::optional<RecorderView> &view() const { return m_view; }

    /// How long the disk would last for a recording that starts now, at its maximum bit rate. Empty
    /// while unknown.
    [[nodiscard]] std::optional<std::chrono::seconds> diskForecast() const { return m_forecast; }

Q_SIGNALS:
    void stateChanged();
    void viewChanged();

private:
    void setState(RecorderState state);
    void setView(const RecorderView &view);
    void watchFile();
    /// On the engine's thread: queries the disk periodically.
    void watchDisk(const Source &source);
    void setForecast(std::optional<std::chrono::seconds> forecast);

    const Clock &m_clock;
    RecorderState m_state = RecorderState::Idle;
    DurableStall m_watch;
    QTimer m_lookAtFile;
    std::optional<RecorderView> m_view;
    std::optional<std::chrono::seconds> m_forecast;
};

} // namespace prosc
