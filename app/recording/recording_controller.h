#pragma once

#include "app/recording/ports.h"
#include "app/recording/recording_note.h"
#include "app/recording/recording_report.h"
#include "app/recording/recording_state.h"

#include <QLockFile>
#include <QTimer>

#include <memory>

namespace prosc {

/// What a recorder says of itself while it records.
struct Heartbeat
{
    /// How much of the file is safe on the disk (RecordingProgress::durable), not what any thread
    /// believes.
    std::chrono::milliseconds recorded{};
    bool paused = false;
    /// The computer is too slow, and saves.
    bool overloaded = false;
    /// Nothing was heard for a minute although people are unmuted.
    bool silent = false;

    friend bool operator==(const Heartbeat &, const Heartbeat &) = default;
};

/// The recorder's reports to the service. Called on the engine's thread.
class RecorderReports
{
public:
    virtual ~RecorderReports() = default;

    virtual void recorderStarted(const RecordingId &recording, int epoch) = 0;
    /// Every two seconds, and at once when anything but the time has changed; also from an engine
    /// that stands still: `recorded` does not grow then.
    virtual void recorderAlive(const RecordingId &recording, int epoch,
                               const Heartbeat &heartbeat) = 0;
    virtual void recorderStopped(const RecordingId &recording, int epoch, const RecordedFile &file,
                                 bool diskNearlyFull) = 0;
    virtual void recorderFailed(const RecordingId &recording, int epoch, const Error &error) = 0;
};

/// Carries out what the service orders: checks the disk, starts the engine, reports, ends. It
/// writes on when the service is out of reach, and ends by itself when the disk is nearly full.
/// Lives on the engine's thread.
class RecordingController : public QObject
{
    Q_OBJECT
public:
    /// Less free space than this at Start is refused: a minute of recording and its index would not
    /// fit for sure.
    static constexpr int64_t kMinimumFreeBytes = 300LL * 1024 * 1024;

    /// R12: no order makes a recording longer.
    static constexpr std::chrono::hours kLongest{24};

    /// So long nothing is heard of people who are unmuted before that is reported.
    static constexpr std::chrono::seconds kSilence{60};

    struct Ports
    {
        RecorderEngine &engine;
        RecorderReports &reports;
        const DiskSpace &disk;
        SleepInhibitor &inhibitor;
    };

    /// `folder` is where recordings are kept; each gets a folder of its own in it.
    RecordingController(Ports ports, QString folder,
                        std::chrono::milliseconds heartbeatEvery = std::chrono::seconds(2));

    [[nodiscard]] RecorderState state() const { return m_state; }
    /// The recording ordered last; empty before the first order.
    [[nodiscard]] const RecordingId &recording() const { return m_order.recording; }
    /// Of that recording, and where its file will be when it is finished.
    [[nodiscard]] const RecordingOrder &order() const { return m_order; }
    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] const RecordingProgress &progress() const { return m_progress; }

    /// Starts; reports recorderStarted or recorderFailed. An order for the recording that runs is
    /// answered again.
    void begin(const RecordingOrder &order, const StageScene &scene);
    /// Goes on with a recording that an earlier run of the program left unfinished, in its file;
    /// the service has it still. Reports recorderAlive or recorderFailed; then what was left is as
    /// it was.
    void goOn(const RecordingNote &note, const StageScene &scene);
    /// The recorder's place in the room is another one now.
    void setPlace(const RecorderPlace &place);
    /// Pauses the recording with that id and epoch, or lets it go on; recorderAlive says when it
    /// does.
    void setPaused(const RecordingId &recording, int epoch, bool paused);
    /// Ends the recording with that id and epoch; reports recorderStopped or recorderFailed.
    void end(const RecordingId &recording, int epoch);
    /// Ends whatever is recorded, when there is nobody left who could say so.
    void endNow();
    void setScene(const StageScene &scene);
    /// Of everyone in the room.
    void setNames(const std::map<ParticipantId, QString> &names);
    /// Counts from the next recording on.
    void setEncoding(const EncodingSettings &encoding) { m_encoding = encoding; }

Q_SIGNALS:
    void stateChanged();
    void progressed(const prosc::RecordingProgress &progress);
    /// The file is complete on this disk. Its note (RecordingNote) is still there: who takes the
    /// file over removes it.
    void fileReady(const prosc::RecordingOrder &order, const prosc::RecordedFile &file);
    void failed(const prosc::Error &error);

private:
    [[nodiscard]] Status prepare(const RecordingPlan &plan, const RecordingNote &note);
    [[nodiscard]] Result<RecordingPlan> plan(const RecordingOrder &order) const;
    /// Starts the engine; `note` is saved.
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
    /// The time between the end of the program that began the recording and now; where in the file
    /// the first progress says.
    std::optional<RecordingGap> m_restart;
    bool m_restartIsPlaced = false;
    std::map<ParticipantId, QString> m_names;
    EncodingSettings m_encoding;
    Heartbeat m_lastHeartbeat;
    /// What was recorded when the report was kept last.
    std::chrono::milliseconds m_draftOf{};
    bool m_diskNearlyFull = false;
    QTimer m_alive;
    /// Held while the file is written: another start of the program must not take it for an
    /// unfinished one.
    std::unique_ptr<QLockFile> m_lock;
};

/// The lock of a recording's folder.
[[nodiscard]] std::unique_ptr<QLockFile> recordingLock(const QString &folder);

} // namespace prosc
