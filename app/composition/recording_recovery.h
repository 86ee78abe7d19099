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

/// Takes up what an earlier run of the program left unfinished (it was killed, the computer lost
/// power). A recording whose room may still wait for its recorder waits too, until that room is
/// joined; every other one is cut to its last whole fragment, made a regular MP4, and queued for
/// the library. Lives on the engine's thread; the files are worked on by a thread of its own.
class RecordingRecovery : public QObject
{
    Q_OBJECT
public:
    /// So long a room keeps the place of its recorder.
    static constexpr std::chrono::minutes kPlaceKept{15};

    enum class Unfinished { MayGoOn, IsCompleted };

    /// Both outlive it.
    RecordingRecovery(UploadQueue &uploads, const Clock &clock);
    ~RecordingRecovery() override;

    /// Looks through the folder of recordings; waiting() comes before it returns, finished() later.
    void start(const QString &recordingsFolder, Unfinished rule = Unfinished::MayGoOn);
    /// The one that waits for that room (RecorderPlace::room).
    [[nodiscard]] std::optional<RecordingNote> waitingFor(const QString &room) const;
    /// It goes on: its recorder has it now.
    void goesOn(const RecordingId &recording);
    /// No recording goes on any more: all that wait are completed.
    void completeWaiting();

Q_SIGNALS:
    /// A recording goes on if its room is joined before `until`.
    void waiting(const prosc::RecordingNote &note, const QDateTime &until);
    /// A recording is whole again and queued.
    void recovered(const prosc::RecordedFile &file);
    /// `folder` holds a recording that could not be completed, and is left as it is; or it is gone
    /// (NotFound).
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
    /// What the queue knows of an unfinished recording there.
    [[nodiscard]] std::optional<UploadJob> uploadFrom(const QString &folder) const;
    /// What was being uploaded, and has no note, or no folder.
    void takeUploads();
    void queueRecovery(const QString &folder);
    /// `upload`: what is known where the note cannot be read.
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
