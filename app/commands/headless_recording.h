#pragma once

#include "app/composition/engine_parts.h"
#include "app/composition/room_client.h"

#include <QTimer>

namespace prosc {

/// One recording without a window, from joining to the file in the library: joins as a recorder,
/// starts, stops after a given time or on request, waits until the library has verified the file,
/// and obtains its link.
class HeadlessRecording : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        JoinLink link;
        QString name;
        QString recordingsFolder;
        /// Empty: until stop().
        std::optional<std::chrono::milliseconds> duration;
        /// False: recording starts when begin() is called, or when somebody in the room asks for
        /// it, not on joining.
        bool startAtJoin = true;
        EncodingSettings encoding = {};
        /// Uploads only after the recording is complete.
        bool uploadAfter = false;
    };
    struct Outcome
    {
        RecordingId recording;
        RecordedFile file;
        /// Signed, expiring link to the file in the library; empty if the room did not supply one.
        QUrl libraryUrl;
        /// What cut the recording short, if anything; it is intact up to that point.
        std::optional<Error> cutShort = {};
    };

    HeadlessRecording(EngineParts &engine, const Clock &clock, Options options);

    void join();
    /// Starts as soon as video and audio of all participants arrive, or after 5 s at most.
    void begin();
    /// Ends the recording (or the attempt); finished() or failed() follows.
    void stop();

Q_SIGNALS:
    void joined();
    void recording();
    /// A recording started by an earlier run of the program continues.
    void continued();
    /// The connection to the room was lost during the recording; it is back.
    void roomLost();
    void roomBack();
    /// The room does not let this recorder rejoin; it keeps recording and retrying.
    void roomRefuses(const prosc::Error &error);
    /// The recording ended automatically while there was enough disk space left to finalise it.
    void endedByDisk();
    void progressed(const prosc::RecordingProgress &progress);
    void uploading(qint64 sent, qint64 total);
    /// An upload attempt failed; it is retried automatically.
    void uploadDelayed(const prosc::Error &error);
    /// Instead of finished(): the recording is complete on this computer, but its upload needs user
    /// action.
    void keptHere(const prosc::RecordedFile &file, const prosc::Error &error);
    void finished(const prosc::HeadlessRecording::Outcome &outcome);
    /// `name` is the person concerned, or empty.
    void failed(const prosc::Error &error, const QString &name);

private:
    void beginWhenReceiving();
    [[nodiscard]] bool receivesEverybody() const;
    void start();
    void follow(const ClientView &view);
    void wireRecorder();
    void followRefusal();
    void wireRecovery();
    void cutShort(const Error &error);
    [[nodiscard]] bool isOurs(const QString &folder);
    void showUploads();
    void published(const RecordingId &recording);
    void complete(const QUrl &url);
    void keepHere(const Error &error);
    void giveUp(const Error &error, const QString &name = {});

    EngineParts &m_engine;
    const Options m_options;
    RoomClient m_client;
    QTimer m_end;
    QTimer m_waitForTracks;
    /// Nobody has asked for a recording yet.
    QTimer m_unasked;
    int m_waited = 0;
    RecordingPhase m_phase = RecordingPhase::Idle;
    RecordingId m_recording;
    std::optional<RecordedFile> m_file;
    /// What ended the recording early.
    std::optional<Error> m_cutShort;
    std::optional<Error> m_refusal;
    bool m_over = false;
};

} // namespace prosc
