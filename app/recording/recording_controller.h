#pragma once

#include "app/recording/ports.h"
#include "app/recording/recorder_state.h"
#include "app/recording/recording_note.h"
#include "app/recording/recording_report.h"

#include <QLockFile>
#include <QTimer>

#include <memory>

namespace prosc {

/// The recorder's status while it records.
struct Heartbeat
{
    /// How much of the file is durable on disk (RecordingProgress::durable), not what any thread
    /// believes.
    std::chrono::milliseconds recorded{};
    bool paused = false;
    /// The computer is too slow and reduces the quality.
    bool overloaded = false;
    /// The recording has been silent for a minute although people are unmuted.
    bool silent = false;

    friend bool operator==(const Heartbeat &, const Heartbeat &) = default;
};

/// The recorder's reports to the service. Called on the engine's thread.
class RecorderReports
{
public:
    virtual ~RecorderReports() = default;

    virtual void recorderStarted(const RecordingId &recording, int epoch) = 0;
    /// Every two seconds, and at once when anything but the time has changed; also while the engine
    /// stalls: `recorded` does not grow then.
    virtual void recorderAlive(const RecordingId &recording, int epoch,
                               const Heartbeat &heartbeat) = 0;
    virtual void recorderStopped(const RecordingId &recording, int epoch, const RecordedFile &file,
                                 bool diskNearlyFull) = 0;
    virtual void recorderFailed(const RecordingId &recording, int epoch, const Error &error) = 0;
};

/// Carries out the service's orders: checks the disk, starts and stops the engine, reports. Keeps
/// recording while the service is unreachable, and stops automatically when the disk is nearly
/// full. Lives on the engine's thread.
class RecordingController : public QObject
{
    Q_OBJECT
public:
    /// Start is refused with less free space than this, which may not fit a minute of recording and
    /// its index.
    static constexpr int64_t kMinimumFreeBytes = 300LL * 1024 * 1024;

    /// Maximum length of a recording; no order can raise it.
    static constexpr std::chrono::hours kLongest{24};

    /// Silence of unmuted people is reported after this time.
    static constexpr std::chrono::seconds kSilence{60};

    struct Ports
    {
        RecorderEngine &engine;
        RecorderReports &reports;
        const DiskSpace &disk;
        SleepInhibitor &inhibitor;
    };

    /// Each recording gets its own folder in `folder`.
    RecordingController(Ports ports, QString folder,
                        std::chrono::milliseconds heartbeatEvery = std::chrono::seconds(2));

    [[nodiscard]] RecorderState state() const { return m_state; }
    /// The recording ordered last; empty before the first order.
    [[nodiscard]] const RecordingId &recording() const { return m_order.recording; }
    /// The order of that recording, and the path of its file once it is finished.
    [[nodiscard]] const RecordingOrder &order() const { return m_order; }
    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] const RecordingProgress &progress() const { return m_progress; }

    /// Starts recording; reports recorderStarted or recorderFailed. Reports again if the ordered
    /// recording is already running.
    void begin(const RecordingOrder &order, const StageScene &scene);
    /// Continues the unfinished file of an earlier run of the program; the service still has the
    /// recording. Reports recorderAlive, or recorderFailed and leaves the file as it was.
    void goOn(const RecordingNote &note, const StageScene &scene);
    /// The recorder's place in the room has changed.
    void setPlace(const RecorderPlace &place);
    /// Pauses or resumes the recording with that id and epoch; recorderAlive confirms it.
    void setPaused(const RecordingId &recording, int epoch, bool paused);
    /// Begins a chapter in the recording with that id and epoch.
    void mark(const RecordingId &recording, int epoch, const QString &name);
    /// Ends the recording with that id and epoch; reports recorderStopped or recorderFailed.
    void end(const RecordingId &recording, int epoch);
    /// Ends any recording, when nobody is left to order it.
    void endNow();
    void setScene(const StageScene &scene);
    /// The names of everyone in the room.
    void setNames(const std::map<ParticipantId, QString> &names);
    /// Takes effect with the next recording.
    void setEncoding(const EncodingSettings &encoding) { m_encoding = encoding; }

Q_SIGNALS:
    void stateChanged();
    void progressed(const prosc::RecordingProgress &progress);
    /// The file is complete on this disk. Its note (RecordingNote) still exists: whoever takes over
    /// the file removes it.
    void fileReady(const prosc::RecordingOrder &order, const prosc::RecordedFile &file);
    void failed(const prosc::Error &error);

private:
    [[nodiscard]] Status prepare(const RecordingPlan &plan, const RecordingNote &note);
    [[nodiscard]] Result<RecordingPlan> plan(const RecordingOrder &order) const;
    /// Starts the engine; `note` has been saved already.
    void start(const RecordingPlan &plan, const RecordingNote &note);
    void refuse(const RecordingOrder &order, const Error &error);
    void keepNote();
    bool advance(RecorderEvent event);
    [[nodiscard]] Heartbeat heartbeat() const;
    void reportAlive();
    void addRestart();
    void keepDraft();
    void watchDisk();
    void onStarted();
    void onProgress(const RecordingProgress &progress);
    void onFinished(const RecordedFile &file);
    void onFailed(const Error &error);

    Ports m_ports;
    const QString m_folder;
    RecorderState m_state = RecorderState::Idle;
    RecordingOrder m_order;
    QString m_file;
    RecordingProgress m_progress;
    RecordingReport m_report;
    /// The gap between the end of the previous program and now; its position in the file is known
    /// with the first progress.
    std::optional<RecordingGap> m_restart;
    bool m_restartIsPlaced = false;
    std::map<ParticipantId, QString> m_names;
    EncodingSettings m_encoding;
    Heartbeat m_lastHeartbeat;
    /// The recorded length when the draft of the report was last saved.
    std::chrono::milliseconds m_draftOf{};
    bool m_diskNearlyFull = false;
    QTimer m_alive;
    /// Held while the file is written: another instance of the program must not take it for an
    /// unfinished one.
    std::unique_ptr<QLockFile> m_lock;
};

/// The lock of a recording's folder.
[[nodiscard]] std::unique_ptr<QLockFile> recordingLock(const QString &folder);

} // namespace prosc
