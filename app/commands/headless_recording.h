#pragma once

#include "app/composition/engine_parts.h"
#include "app/composition/room_client.h"

#include <QTimer>

namespace prosc {

/// One recording without a window, from joining to the file in the library: joins as a recorder,
/// starts, stops after a while or when asked, waits until the library has verified the file, and
/// gets its address.
class HeadlessRecording : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        JoinLink link;
        QString name;
        QString recordingsFolder;
        /// Nothing: until stop().
        std::optional<std::chrono::milliseconds> duration;
        /// False: recording starts when begin() is called, not at joining.
        bool startAtJoin = true;
        EncodingSettings encoding = {};
        /// Uploads only when the recording is complete.
        bool uploadAfter = false;
    };
    struct Outcome
    {
        RecordingId recording;
        RecordedFile file;
        /// Signed, expiring address in the library; empty when the session ended before it could be
        /// asked for.
        QUrl libraryUrl;
        /// What cut it short, if anything did: it is whole up to there.
        std::optional<Error> cutShort = {};
    };

    HeadlessRecording(EngineParts &engine, const Clock &clock, Options options);

    void join();
    /// Starts once everybody's picture and sound arrives here, or after 5 s at most.
    void begin();
    /// Ends the recording (or the attempt); finished() or failed() follows.
    void stop();

Q_SIGNALS:
    void joined();
    void recording();
    /// What an earlier run of the program began goes on.
    void continued();
    /// The connection to the room is lost while it is recorded; is back.
    void roomLost();
    void roomBack();
    /// The room does not let this recorder in again; it records on, and tries again.
    void roomRefuses(const prosc::Error &error);
    /// It ended by itself while there was room on the disk to end in good order.
    void endedByDisk();
    void progressed(const prosc::RecordingProgress &progress);
    void uploading(qint64 sent, qint64 total);
    /// An upload attempt failed; it is tried again by itself.
    void uploadDelayed(const prosc::Error &error);
    /// In place of finished(): it is whole on this computer, but the upload needs a person.
    void keptHere(const prosc::RecordedFile &file, const prosc::Error &error);
    void finished(const prosc::HeadlessRecording::Outcome &outcome);
    /// `name` is the person it is about, or empty.
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
    int m_waited = 0;
    RecordingPhase m_phase = RecordingPhase::Idle;
    RecordingId m_recording;
    std::optional<RecordedFile> m_file;
    /// What made the recording end before its time.
    std::optional<Error> m_cutShort;
    std::optional<Error> m_refusal;
    bool m_over = false;
};

} // namespace prosc
