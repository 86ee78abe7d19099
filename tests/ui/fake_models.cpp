#include "tests/ui/fake_models.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

Picture FakePictures::latestPicture(const TrackId &track) const
{
    const auto found = pictures.find(track);
    return found == pictures.end() ? Picture{} : found->second;
}

float FakePictures::audioLevel(const TrackId &track) const
{
    const auto found = levels.find(track);
    return found == levels.end() ? 0.0F : found->second;
}

void FakeConverter::toBgra(const Picture &picture, QRect source, QSize target, uint8_t *bits,
                           int bytesPerLine) const
{
    ++conversions;
    const PictureBuffer &from = *picture.buffer;
    for (int y = 0; y < target.height(); ++y) {
        const int row = source.y() + y * source.height() / target.height();
        uint8_t *out = bits + static_cast<ptrdiff_t>(y) * bytesPerLine;
        for (int x = 0; x < target.width(); ++x) {
            const int column = source.x() + x * source.width() / target.width();
            const float luma =
                1.164F *
                (static_cast<float>(from.planes[0][row * from.strides[0] + column]) - 16.0F);
            const float u =
                static_cast<float>(from.planes[1][row / 2 * from.strides[1] + column / 2]) - 128.0F;
            const float v =
                static_cast<float>(from.planes[2][row / 2 * from.strides[2] + column / 2]) - 128.0F;
            const auto byte = [](float value) {
                return static_cast<uint8_t>(std::clamp(value, 0.0F, 255.0F));
            };
            *out++ = byte(luma + 2.017F * u);
            *out++ = byte(luma - 0.392F * u - 0.813F * v);
            *out++ = byte(luma + 1.596F * v);
            *out++ = 255;
        }
    }
}

// ---- requests

void CallLog::note(const char *call, bool on)
{
    note(call, on ? u"on"_s : u"off"_s);
}

void CallLog::note(const char *call, const QString &what)
{
    calls.append(QString::fromLatin1(call) + QLatin1Char(' ') + what);
}

void FakeRoomModel::act(PersonAction action, const ParticipantId &person)
{
    m_log.note("act", u"%1 %2"_s.arg(static_cast<int>(action)).arg(person.value));
}

void FakeRoomModel::setStageAccess(StageAccess access)
{
    m_log.note("setStageAccess", enumName(access));
}

void FakeRoomModel::pauseRecording(const RecordingId &id, bool paused)
{
    m_log.note(paused ? "pauseRecording" : "resumeRecording", id.value);
}

void FakeRoomModel::setRecordingOptions(bool subtitles, bool chapters)
{
    m_log.note("setRecordingOptions",
               (subtitles ? u"subtitles "_s : QString()) + (chapters ? u"chapters"_s : QString()));
}

void FakeRoomModel::confirmRecording(const RecordingId &id)
{
    m_log.note("confirmRecording", id.value);
}

void FakeRoomModel::noticeShown(const RecordingId &id, Notice notice)
{
    m_log.note("noticeShown",
               id.value + (notice == Notice::Starting ? u" starting"_s : u" recording"_s));
}

void FakeLibraryModel::download(const RecordingId &id, const QString &toFile)
{
    m_log.note("downloadMedia", id.value);
    downloadTarget = toFile;
}

void FakeLibraryModel::share(const RecordingId &id, msg::LinkPurpose purpose, int hours)
{
    m_log.note("shareMedia", u"%1 %2 %3"_s.arg(id.value, enumName(purpose)).arg(hours));
}

void FakeLibraryModel::rename(const RecordingId &id, const QString &name)
{
    m_log.note("renameMedia", id.value + QLatin1Char(' ') + name);
}

void FakeLibraryModel::saveReport(const RecordingId &id, const QString &toFile)
{
    m_log.note("saveReport", id.value + QLatin1Char(' ') + toFile);
}

// ---- the room

void FakeRoomModel::snapshot()
{
    ++current.room.revision;
    Q_EMIT viewChanged();
}

void FakeRoomModel::setPhase(RecordingPhase phase, const QString &recording,
                             const QString &startedBy)
{
    RecordingInfo &info = current.room.recording;
    info = RecordingInfo{};
    info.phase = phase;
    info.recording = RecordingId{recording};
    info.startedBy = ParticipantId{startedBy};
    if (const Participant *person = current.room.find(info.startedBy)) {
        info.startedByName = person->name;
    }
    snapshot();
}

Participant &FakeRoomModel::self()
{
    return *std::ranges::find(current.room.participants, current.self, &Participant::id);
}

} // namespace prosc
