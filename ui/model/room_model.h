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

/// The recording that is made on this computer.
struct RecorderView
{
    RecordingProgress progress;
    /// For how long the disk lasts at this bit rate; negative while that is not known.
    std::chrono::seconds diskLeft{-1};
    /// Recorded bytes that the library does not have yet.
    qint64 backlog = 0;
    /// Nothing more of it gets safe on this disk (kDurableSilence), whatever the recorder says.
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
    /// Why a device cannot be used (DeviceMissing, PermissionDenied); nothing when it can.
    std::optional<Error> cameraProblem;
    std::optional<Error> microphoneProblem;
    std::optional<Error> screenProblem;
    /// JanusMissing, JanusFailed or NoMediaServer when nobody else can be seen or heard.
    std::optional<Error> mediaServerProblem;

    /// Why the room does not let us in again; it is tried on. Only while reconnecting.
    std::optional<Error> refusal;

    /// While this computer records.
    std::optional<RecorderView> recorder;
    /// For how long its disk would last, at least, if it began now; nothing while that is not
    /// known.
    std::optional<std::chrono::seconds> diskForecast;

    /// Links to hand out; empty unless this computer hosts the room.
    QString moderatorLink;
    QString participantLink;

    [[nodiscard]] bool mayModerate() const { return isModerating(role); }
    /// Nothing is being recorded although it should be, as far as is known here.
    [[nodiscard]] bool isInterrupted() const
    {
        // Cut off from the room, the computer that records knows better than what it was told last.
        const bool told = room.recording.interrupted;
        return recorder ? recorder->stalled || (told && connection != Connection::Reconnecting)
                        : told;
    }
};

/// A local file on its way to the library.
struct UploadView
{
    RecordingId recording;
    QString name;
    enum class State { Waiting, Uploading, Verifying, Failed } state = State::Waiting;
    qint64 sent = 0;
    qint64 total = 0;
    /// Why it waits; it is tried again by itself.
    std::optional<Error> error;
    /// It is still recorded, and `total` grows.
    bool live = false;
    bool paused = false;
    /// It waits for the end of the meeting, as the settings say.
    bool held = false;
    /// Nothing of it could be saved that can be sent.
    bool givenUp = false;
    /// Its upload can be stopped for good.
    bool canStop = false;
    /// Absolute path on this computer.
    QString file = {};

    /// It stands, and would go at once when somebody asks for it.
    [[nodiscard]] bool canRetry() const
    {
        const bool stands = state == State::Failed || (state == State::Waiting && error);
        return stands && !paused && !held && !givenUp;
    }
};

/// The room as the window sees it: a view value, requests, and news. Lives on the GUI thread.
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

    /// Ends in a change of view() or in requestFailed().
    virtual void startRecording() = 0;
    virtual void stopRecording(const RecordingId &recording) = 0;
    virtual void pauseRecording(const RecordingId &recording, bool paused) = 0;
    virtual void setRecordingOptions(bool subtitles, bool chapters) = 0;
    virtual void confirmRecording(const RecordingId &recording) = 0;
    /// The notice is on the screen (was painted).
    virtual void noticeShown(const RecordingId &recording, Notice notice) = 0;

    /// Settings of this computer; they count from the next recording on.
    [[nodiscard]] virtual EncodingSettings encodingSettings() const = 0;
    virtual void setEncodingSettings(const EncodingSettings &settings) = 0;
    /// In the order in which they are tried. Empty at first: asking begins to try them out, and
    /// encodersChanged() follows.
    [[nodiscard]] virtual std::vector<EncoderChoice> encoders() const = 0;
    /// What the stage is drawn at in the window, in pixels of the screen; empty while nobody sees
    /// it.
    virtual void setStageSize(QSize size) = 0;

    virtual void leave() = 0;
    virtual void endSession() = 0;

    /// Answered by mediaListChanged().
    virtual void refreshMedia() = 0;
    [[nodiscard]] virtual const std::vector<MediaItem> &mediaItems() const = 0;
    [[nodiscard]] virtual std::vector<UploadView> uploads() const = 0;
    virtual void retryUpload(const RecordingId &recording) = 0;
    virtual void pauseUpload(const RecordingId &recording, bool paused) = 0;
    /// It is not uploaded any more; its file stays.
    virtual void stopUpload(const RecordingId &recording) = 0;
    /// Before all others that are finished.
    virtual void moveUploadFirst(const RecordingId &recording) = 0;
    /// Settings of this computer; they count at once.
    [[nodiscard]] virtual UploadSettings uploadSettings() const = 0;
    virtual void setUploadSettings(const UploadSettings &settings) = 0;
    /// Answered by viewReady() or requestFailed().
    virtual void openMedia(const RecordingId &item) = 0;
    /// Answered by downloadProgress() and then downloadFinished().
    virtual void downloadMedia(const RecordingId &item, const QString &toFile) = 0;
    virtual void cancelDownload(const RecordingId &item) = 0;
    /// A link for other people, for so many hours. Answered by shareLinkReady() or
    /// mediaAnswered() with the error.
    virtual void shareMedia(const RecordingId &item, msg::LinkPurpose purpose, int hours) = 0;
    /// Each of these is answered by mediaAnswered(); what changes comes by mediaListChanged().
    virtual void revokeLinks(const RecordingId &item) = 0;
    virtual void renameMedia(const RecordingId &item, const QString &name) = 0;
    virtual void deleteMedia(const RecordingId &item) = 0;
    virtual void restoreMedia(const RecordingId &item) = 0;
    virtual void saveReport(const RecordingId &item, const QString &toFile) = 0;

Q_SIGNALS:
    void viewChanged();
    /// Sent once for each recording, to everyone. `by` is who stopped it, or empty.
    void recordingEnded(const prosc::RecordingId &recording, prosc::EndReason reason,
                        const QString &errorCode, const QString &by);
    /// What this program was recording when it was interrupted goes on.
    void recordingContinued(const prosc::RecordingId &recording);
    /// A request was refused. `name` is the person it is about, or empty.
    void requestFailed(const prosc::Error &error, const QString &name);
    /// The room is over for this client: SessionEnded, TokenInvalid, TokenExpired, Unreachable, ...
    void left(const prosc::Error &error);
    void mediaListChanged();
    void uploadsChanged();
    /// encoders() answers more than before.
    void encodersChanged();
    /// A recording made here is in the library now.
    void published(const prosc::RecordingId &recording, const QString &name);
    /// `source` is a local file or an http(s) address that QMediaPlayer can play.
    void viewReady(const prosc::RecordingId &item, const QUrl &source);
    /// `link` is the whole address of the page that plays it.
    void shareLinkReady(const prosc::RecordingId &item, const QUrl &link, const QDateTime &expires);
    /// It is done, or was refused.
    void mediaAnswered(const prosc::RecordingId &item, const std::optional<prosc::Error> &error);
    void downloadProgress(const prosc::RecordingId &item, qint64 received, qint64 total);
    void downloadFinished(const prosc::RecordingId &item, const QString &file,
                          const std::optional<prosc::Error> &error);
};

} // namespace prosc
