#pragma once

#include "app/base/clock.h"
#include "app/base/consumer_thread.h"
#include "app/recording/recording_controller.h"
#include "app/uploads/upload_queue.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace prosc {

/// Recovers what an earlier run of the program left unfinished (it was killed, the computer lost
/// power). If the room may still be waiting for its recorder, the recording waits too, until that
/// room is joined. Every other one is truncated to its last complete fragment, converted to a
/// regular MP4, and queued for the library. Lives on the engine's thread; files are processed on a
/// separate thread.
class RecordingRecovery : public QObject
{
    Q_OBJECT
public:
    /// How long a room keeps its recorder's place.
    static constexpr std::chrono::minutes kPlaceKept{15};

    enum class Unfinished { MayGoOn, IsCompleted };

    /// Both outlive it.
    RecordingRecovery(UploadQueue &uploads, const Clock &clock);
    ~RecordingRecovery() override;

    /// Scans the recordings folder; waiting() is emitted before it returns, finished() later.
    void start(const QString &recordingsFolder, Unfinished rule = Unfinished::MayGoOn);
    /// The recording that waits for that room (RecorderPlace::room).
    [[nodiscard]] std::optional<RecordingNote> waitingFor(const QString &room) const;
    /// The recording continues: its recorder owns it now.
    void goesOn(const RecordingId &recording);
    /// No recording will be continued: completes all that are waiting.
    void completeWaiting();

Q_SIGNALS:
    /// The recording continues if its room is joined before `until`.
    void waiting(const prosc::RecordingNote &note, const QDateTime &until);
    /// A recording is complete and queued.
    void recovered(const prosc::RecordedFile &file);
    /// `folder` holds a recording that could not be completed and is left untouched; or the folder
    /// is gone (NotFound).
    void failed(const QString &folder, const prosc::Error &error);
    void finished();

private:
    struct Waiting
    {
        QString folder;
        RecordingNote note;
        QDateTime until;
    };

    void take(const QString &folder, Unfinished rule);
    [[nodiscard]] std::optional<Waiting> mayGoOn(const QString &folder) const;
    void completeLate();
    /// The queue's job for an unfinished recording in that folder.
    [[nodiscard]] std::optional<UploadJob> uploadFrom(const QString &folder) const;
    /// Handles pending uploads whose note or folder is missing.
    void takeUploads();
    void queueRecovery(const QString &folder);
    /// `upload`: stands in for a note that cannot be read.
    void recover(const QString &folder, const std::optional<UploadJob> &upload);
    void lost(const QString &folder, const RecordingId &recording, const Error &error);
    void queue(const QString &folder, const RecordingOrder &order, const RecordedFile &file);

    UploadQueue &m_uploads;
    const Clock &m_clock;
    std::vector<Waiting> m_waiting;
    QTimer m_late;
    ConsumerThread<std::function<void()>> m_worker;
};

} // namespace prosc
