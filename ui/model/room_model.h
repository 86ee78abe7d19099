#pragma once

#include "app/base/result.h"
#include "app/recording/ports.h"
#include "app/room/protocol/messages.h"
#include "app/room/protocol/values.h"
#include "app/stage/ports.h"
#include "app/stage/stage_layout.h"
#include "app/uploads/upload_settings.h"

#include <QObject>
#include <QUrl>

#include <optional>

namespace prosc {

enum class Connection { Connecting, Waiting, Joined, Reconnecting, Left };

/// The recording in progress on this computer.
struct RecorderView
{
    RecordingProgress progress;
    /// How long the disk lasts at this bit rate; negative while unknown.
    std::chrono::seconds diskLeft{-1};
    /// Recorded bytes not in the library yet.
    qint64 backlog = 0;
    /// Nothing has been made durable on this disk for kDurableSilence, whatever the recorder
    /// reports.
    bool stalled = false;
};

/// Everything the room window shows, as one value.
struct RoomView
{
    Connection connection = Connection::Connecting;
    ParticipantId self;
    Role role = Role::Participant;
    FormFactor formFactor = FormFactor::Desktop;
    RoomSnapshot room;
    StageScene scene;

    bool cameraOn = false;
    bool microphoneOn = false;
    bool screenOn = false;
    /// Why a device cannot be used (DeviceMissing, PermissionDenied); empty when it can.
    std::optional<Error> cameraProblem;
    std::optional<Error> microphoneProblem;
    std::optional<Error> screenProblem;
    /// JanusMissing, JanusFailed or NoMediaServer while nobody else can be seen or heard.
    std::optional<Error> mediaServerProblem;

    /// Why the room refuses to let us back in; retries continue. Only while reconnecting.
    std::optional<Error> refusal;

    /// Set only while this computer records.
    std::optional<RecorderView> recorder;
    /// How long this computer's disk would last, at least, if a recording started now; empty
    /// while unknown.
    std::optional<std::chrono::seconds> diskForecast;

    /// Links to share; empty unless this computer hosts the room.
    QString moderatorLink;
    QString participantLink;

    [[nodiscard]] bool mayModerate() const { return isModerating(role); }
    /// Nothing is being recorded although it should be, as far as this client knows.
    [[nodiscard]] bool isInterrupted() const
    {
        // While disconnected, the recorder's own state is newer than the room's last snapshot.
        const bool told = room.recording.interrupted;
        return recorder ? recorder->stalled || (told && connection != Connection::Reconnecting)
                        : told;
    }
};

/// A local file to be uploaded to the library.
struct UploadView
{
    RecordingId recording;
    QString name;
    enum class State { Waiting, Uploading, Verifying, Failed } state = State::Waiting;
    qint64 sent = 0;
    qint64 total = 0;
    /// Why it waits; it is retried automatically.
    std::optional<Error> error;
    /// Still being recorded, so `total` grows.
    bool live = false;
    bool paused = false;
    /// Held until the meeting ends, because the settings say so.
    bool held = false;
    /// The recording could not be finalised: there is nothing to upload.
    bool givenUp = false;
    /// Its upload can be stopped permanently.
    bool canStop = false;
    /// Absolute path on this computer.
    QString file = {};

    /// It failed or waits after an error, and a manual retry would start it immediately.
    [[nodiscard]] bool canRetry() const
    {
        const bool stands = state == State::Failed || (state == State::Waiting && error);
        return stands && !paused && !held && !givenUp;
    }
};

/// The room as seen by the window: a view value, requests and signals. Lives on the GUI thread.
class RoomModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual const RoomView &view() const = 0;
    [[nodiscard]] virtual const LatestPictures &pictures() const = 0;
    [[nodiscard]] virtual const PictureConverter &converter() const = 0;

    virtual void setCamera(bool on) = 0;
    virtual void setMicrophone(bool on) = 0;
    virtual void setScreen(bool on) = 0;
    virtual void setLocked(bool locked) = 0;
    virtual void setHighlight(const ParticipantId &participant) = 0;
    virtual void setFit(const ParticipantId &participant, Fit fit) = 0;

    /// Answered by a change of view() or by requestFailed().
    virtual void startRecording() = 0;
    virtual void stopRecording(const RecordingId &recording) = 0;
    virtual void pauseRecording(const RecordingId &recording, bool paused) = 0;
    virtual void setRecordingOptions(bool subtitles, bool chapters) = 0;
    virtual void confirmRecording(const RecordingId &recording) = 0;
    /// Reports that the notice has been painted on the screen.
    virtual void noticeShown(const RecordingId &recording, Notice notice) = 0;

    /// Settings of this computer; they apply from the next recording on.
    [[nodiscard]] virtual EncodingSettings encodingSettings() const = 0;
    virtual void setEncodingSettings(const EncodingSettings &settings) = 0;
    /// In the order in which they are tried. Empty at first: the first call starts probing them,
    /// and encodersChanged() follows.
    [[nodiscard]] virtual std::vector<EncoderChoice> encoders() const = 0;
    /// The size at which the window draws the stage, in device pixels; empty while it is not
    /// visible.
    virtual void setStageSize(QSize size) = 0;

    virtual void leave() = 0;
    virtual void endSession() = 0;

    /// Answered by mediaListChanged().
    virtual void refreshMedia() = 0;
    [[nodiscard]] virtual const std::vector<MediaItem> &mediaItems() const = 0;
    [[nodiscard]] virtual std::vector<UploadView> uploads() const = 0;
    virtual void retryUpload(const RecordingId &recording) = 0;
    virtual void pauseUpload(const RecordingId &recording, bool paused) = 0;
    /// Stops uploading it; the file stays on this computer.
    virtual void stopUpload(const RecordingId &recording) = 0;
    /// Moves it ahead of all other finished recordings.
    virtual void moveUploadFirst(const RecordingId &recording) = 0;
    /// Settings of this computer; they apply immediately.
    [[nodiscard]] virtual UploadSettings uploadSettings() const = 0;
    virtual void setUploadSettings(const UploadSettings &settings) = 0;
    /// Answered by viewReady() or requestFailed().
    virtual void openMedia(const RecordingId &item) = 0;
    /// Answered by downloadProgress() and then downloadFinished().
    virtual void downloadMedia(const RecordingId &item, const QString &toFile) = 0;
    virtual void cancelDownload(const RecordingId &item) = 0;
    /// Requests a link for other people, valid for `hours`. Answered by shareLinkReady(), or by
    /// mediaAnswered() with the error.
    virtual void shareMedia(const RecordingId &item, msg::LinkPurpose purpose, int hours) = 0;
    /// Each of these is answered by mediaAnswered(); changes follow by mediaListChanged().
    virtual void revokeLinks(const RecordingId &item) = 0;
    virtual void renameMedia(const RecordingId &item, const QString &name) = 0;
    virtual void deleteMedia(const RecordingId &item) = 0;
    virtual void restoreMedia(const RecordingId &item) = 0;
    virtual void saveReport(const RecordingId &item, const QString &toFile) = 0;

Q_SIGNALS:
    void viewChanged();
    /// Emitted once for each recording, on every client. `by` is the person who stopped it, or
    /// empty.
    void recordingEnded(const prosc::RecordingId &recording, prosc::EndReason reason,
                        const QString &errorCode, const QString &by);
    /// A recording that this program was making when it was interrupted has been resumed.
    void recordingContinued(const prosc::RecordingId &recording);
    /// A request was refused. `name` is the person it is about, or empty.
    void requestFailed(const prosc::Error &error, const QString &name);
    /// The room is over for this client: SessionEnded, TokenInvalid, TokenExpired, Unreachable, ...
    void left(const prosc::Error &error);
    void mediaListChanged();
    void uploadsChanged();
    /// encoders() returns more than before.
    void encodersChanged();
    /// A recording made on this computer is now in the library.
    void published(const prosc::RecordingId &recording, const QString &name);
    /// `source` is a local file or an http(s) address that QMediaPlayer can play.
    void viewReady(const prosc::RecordingId &item, const QUrl &source);
    /// `link` is the complete URL of the page that plays it.
    void shareLinkReady(const prosc::RecordingId &item, const QUrl &link, const QDateTime &expires);
    /// The request succeeded, or was refused with `error`.
    void mediaAnswered(const prosc::RecordingId &item, const std::optional<prosc::Error> &error);
    void downloadProgress(const prosc::RecordingId &item, qint64 received, qint64 total);
    void downloadFinished(const prosc::RecordingId &item, const QString &file,
                          const std::optional<prosc::Error> &error);
};

} // namespace prosc
