#pragma once

#include "app/base/clock.h"
#include "tests/fake_clock.h"
#include "ui/model/room_model.h"

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

/// Holds a view that a test changes, and logs the window's requests.
class FakeRoomModel final : public RoomModel
{
    Q_OBJECT
public:
    using RoomModel::RoomModel;

    [[nodiscard]] const RoomView &view() const override { return current; }
    [[nodiscard]] const LatestPictures &pictures() const override { return latest; }
    [[nodiscard]] const PictureConverter &converter() const override { return conversion; }

    void setCamera(bool on) override { note("setCamera", on); }
    void setMicrophone(bool on) override { note("setMicrophone", on); }
    void setScreen(bool on) override { note("setScreen", on); }
    void setLocked(bool locked) override { note("setLocked", locked); }
    void setHighlight(const ParticipantId &id) override { note("setHighlight", id.value); }
    void setFit(const ParticipantId &id, Fit) override { note("setFit", id.value); }
    void startRecording() override { calls.append(QStringLiteral("startRecording")); }
    void stopRecording(const RecordingId &id) override { note("stopRecording", id.value); }
    void pauseRecording(const RecordingId &id, bool paused) override
    {
        note(paused ? "pauseRecording" : "resumeRecording", id.value);
    }
    void setRecordingOptions(bool subtitles, bool chapters) override;
    void pauseUpload(const RecordingId &id, bool paused) override
    {
        note(paused ? "pauseUpload" : "resumeUpload", id.value);
    }
    void stopUpload(const RecordingId &id) override { note("stopUpload", id.value); }
    void moveUploadFirst(const RecordingId &id) override { note("moveUploadFirst", id.value); }
    [[nodiscard]] UploadSettings uploadSettings() const override { return uploading; }
    void setUploadSettings(const UploadSettings &settings) override { uploading = settings; }
    [[nodiscard]] EncodingSettings encodingSettings() const override { return encoding; }
    void setEncodingSettings(const EncodingSettings &settings) override { encoding = settings; }
    [[nodiscard]] std::vector<EncoderChoice> encoders() const override { return known; }
    void setStageSize(QSize size) override { stageSizes.push_back(size); }
    void confirmRecording(const RecordingId &id) override { note("confirmRecording", id.value); }
    void noticeShown(const RecordingId &id, Notice notice) override
    {
        note("noticeShown", id.value + (notice == Notice::Starting ? QStringLiteral(" starting")
                                                                   : QStringLiteral(" recording")));
    }
    void leave() override { calls.append(QStringLiteral("leave")); }
    void endSession() override { calls.append(QStringLiteral("endSession")); }
    void refreshMedia() override { calls.append(QStringLiteral("refreshMedia")); }
    [[nodiscard]] const std::vector<MediaItem> &mediaItems() const override { return items; }
    [[nodiscard]] std::vector<UploadView> uploads() const override { return waiting; }
    void retryUpload(const RecordingId &id) override { note("retryUpload", id.value); }
    void openMedia(const RecordingId &id) override { note("openMedia", id.value); }
    void downloadMedia(const RecordingId &id, const QString &toFile) override
    {
        note("downloadMedia", id.value);
        downloadTarget = toFile;
    }
    void cancelDownload(const RecordingId &id) override { note("cancelDownload", id.value); }
    void shareMedia(const RecordingId &id, msg::LinkPurpose purpose, int hours) override;
    void revokeLinks(const RecordingId &id) override { note("revokeLinks", id.value); }
    void renameMedia(const RecordingId &id, const QString &name) override
    {
        note("renameMedia", id.value + QLatin1Char(' ') + name);
    }
    void deleteMedia(const RecordingId &id) override { note("deleteMedia", id.value); }
    void restoreMedia(const RecordingId &id) override { note("restoreMedia", id.value); }
    void saveReport(const RecordingId &id, const QString &toFile) override
    {
        note("saveReport", id.value + QLatin1Char(' ') + toFile);
    }

    /// Simulates a new snapshot from the service.
    void snapshot();
    void setPhase(RecordingPhase phase, const QString &recording, const QString &startedBy = {});
    [[nodiscard]] Participant &self();

    RoomView current;
    FakePictures latest;
    FakeConverter conversion;
    std::vector<MediaItem> items;
    std::vector<UploadView> waiting;
    EncodingSettings encoding;
    UploadSettings uploading;
    std::vector<EncoderChoice> known;
    std::vector<QSize> stageSizes;
    QStringList calls;
    QString downloadTarget;

private:
    void note(const char *call, bool on);
    void note(const char *call, const QString &what);
};

} // namespace prosc
