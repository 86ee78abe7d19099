#pragma once

#include "ui/model/devices_model.h"
#include "ui/model/invites_model.h"
#include "ui/model/library_model.h"
#include "ui/model/room_model.h"
#include "ui/model/settings_model.h"
#include "ui/model/uploads_model.h"

#include <QStringList>

#include <map>

namespace prosc {

class FakePictures final : public LatestPictures
{
public:
    [[nodiscard]] Picture latestPicture(const TrackId &track) const override;
    [[nodiscard]] float audioLevel(const TrackId &track) const override;

    std::map<TrackId, Picture> pictures;
    std::map<TrackId, float> levels;
};

/// Converts by nearest-neighbour scaling, and counts the conversions.
class FakeConverter final : public PictureConverter
{
public:
    void toBgra(const Picture &picture, QRect source, QSize target, uint8_t *bits,
                int bytesPerLine) const override;

    mutable int conversions = 0;
};

/// The windows' requests to all models, in their order.
class CallLog
{
public:
    void note(const char *call) { calls.append(QString::fromLatin1(call)); }
    void note(const char *call, bool on);
    void note(const char *call, const QString &what);

    QStringList calls;
};

/// Each fake holds values that a test changes, and logs the requests.
class FakeRoomModel final : public RoomModel
{
    Q_OBJECT
public:
    explicit FakeRoomModel(CallLog &log) : m_log(log) {}

    [[nodiscard]] const RoomView &view() const override { return current; }
    [[nodiscard]] const LatestPictures &pictures() const override { return latest; }
    [[nodiscard]] const PictureConverter &converter() const override { return conversion; }
    void setLocked(bool locked) override { m_log.note("setLocked", locked); }
    void admit(const ParticipantId &id) override { m_log.note("admit", id.value); }
    void decline(const ParticipantId &id) override { m_log.note("decline", id.value); }
    void act(PersonAction action, const ParticipantId &person) override;
    void muteEveryone() override { m_log.note("muteEveryone"); }
    void setStageAccess(StageAccess access) override;
    void setHandRaised(bool raised) override { m_log.note("setHandRaised", raised); }
    void say(const QString &text) override { m_log.note("say", text); }
    void deleteChatLine(int line) override { m_log.note("deleteChatLine", QString::number(line)); }
    void setHighlight(const ParticipantId &id) override { m_log.note("setHighlight", id.value); }
    void setFit(const ParticipantId &id, Fit) override { m_log.note("setFit", id.value); }
    void setStageSize(QSize size) override { stageSizes.push_back(size); }
    void startRecording() override { m_log.note("startRecording"); }
    void stopRecording(const RecordingId &id) override { m_log.note("stopRecording", id.value); }
    void pauseRecording(const RecordingId &id, bool paused) override;
    void markMoment(const RecordingId &id) override { m_log.note("markMoment", id.value); }
    void setRecordingOptions(bool subtitles, bool chapters) override;
    void confirmRecording(const RecordingId &id) override;
    void noticeShown(const RecordingId &id, Notice notice) override;
    void leave() override { m_log.note("leave"); }
    void endSession() override { m_log.note("endSession"); }

    /// Simulates a new snapshot from the service.
    void snapshot();
    void setPhase(RecordingPhase phase, const QString &recording, const QString &startedBy = {});
    [[nodiscard]] Participant &self();

    RoomView current;
    FakePictures latest;
    FakeConverter conversion;
    std::vector<QSize> stageSizes;

private:
    CallLog &m_log;
};

class FakeDevicesModel final : public DevicesModel
{
    Q_OBJECT
public:
    explicit FakeDevicesModel(CallLog &log) : m_log(log) {}

    void setCamera(bool on) override { m_log.note("setCamera", on); }
    void setMicrophone(bool on) override { m_log.note("setMicrophone", on); }
    void setScreen(bool on) override { m_log.note("setScreen", on); }

private:
    CallLog &m_log;
};

class FakeSettingsModel final : public SettingsModel
{
    Q_OBJECT
public:
    [[nodiscard]] EncodingSettings encodingSettings() const override { return encoding; }
    void setEncodingSettings(const EncodingSettings &settings) override { encoding = settings; }
    [[nodiscard]] std::vector<EncoderChoice> encoders() const override { return known; }
    [[nodiscard]] UploadSettings uploadSettings() const override { return uploading; }
    void setUploadSettings(const UploadSettings &settings) override { uploading = settings; }

    EncodingSettings encoding;
    UploadSettings uploading;
    std::vector<EncoderChoice> known;
};

class FakeUploadsModel final : public UploadsModel
{
    Q_OBJECT
public:
    explicit FakeUploadsModel(CallLog &log) : m_log(log) {}

    [[nodiscard]] std::vector<UploadView> uploads() const override { return waiting; }
    void retry(const RecordingId &id) override { m_log.note("retryUpload", id.value); }
    void pause(const RecordingId &id, bool paused) override
    {
        m_log.note(paused ? "pauseUpload" : "resumeUpload", id.value);
    }
    void stop(const RecordingId &id) override { m_log.note("stopUpload", id.value); }
    void moveFirst(const RecordingId &id) override { m_log.note("moveUploadFirst", id.value); }

    std::vector<UploadView> waiting;

private:
    CallLog &m_log;
};

class FakeLibraryModel final : public LibraryModel
{
    Q_OBJECT
public:
    /// `room` says who the viewer is.
    FakeLibraryModel(CallLog &log, const RoomModel &room) : m_log(log), m_room(room) {}

    [[nodiscard]] bool mayModerate() const override { return m_room.view().mayModerate(); }
    [[nodiscard]] const std::vector<MediaItem> &items() const override { return recordings; }
    void refresh() override { m_log.note("refreshMedia"); }
    void open(const RecordingId &id) override { m_log.note("openMedia", id.value); }
    void download(const RecordingId &id, const QString &toFile) override;
    void cancelDownload(const RecordingId &id) override { m_log.note("cancelDownload", id.value); }
    void share(const RecordingId &id, msg::LinkPurpose purpose, int hours) override;
    void revokeLinks(const RecordingId &id) override { m_log.note("revokeLinks", id.value); }
    void rename(const RecordingId &id, const QString &name) override;
    void remove(const RecordingId &id) override { m_log.note("deleteMedia", id.value); }
    void restore(const RecordingId &id) override { m_log.note("restoreMedia", id.value); }
    void saveReport(const RecordingId &id, const QString &toFile) override;

    std::vector<MediaItem> recordings;
    QString downloadTarget;

private:
    CallLog &m_log;
    const RoomModel &m_room;
};

/// Shows `found` once it is asked to check.
class FakeInvitesModel final : public InvitesModel
{
    Q_OBJECT
public:
    explicit FakeInvitesModel(CallLog &log) : m_log(log) {}

    [[nodiscard]] bool isOffered() const override { return offered; }
    [[nodiscard]] const std::vector<InviteAddress> &addresses() const override { return found; }
    void check() override
    {
        m_log.note("check");
        Q_EMIT changed();
    }

    bool offered = true;
    std::vector<InviteAddress> found;

private:
    CallLog &m_log;
};

} // namespace prosc
