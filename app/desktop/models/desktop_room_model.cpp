#include "app/desktop/models/desktop_room_model.h"

namespace prosc {

namespace {

Connection connectionOf(SessionState state, bool wasJoined)
{
    switch (state) {
    case SessionState::Idle:
    case SessionState::Connecting:
    case SessionState::Joining:
    case SessionState::Reconnecting:
        return wasJoined ? Connection::Reconnecting : Connection::Connecting;
    case SessionState::Waiting:
        return Connection::Waiting;
    case SessionState::Joined:
        return Connection::Joined;
    case SessionState::Left:
        return Connection::Left;
    }
    return Connection::Left;
}

std::optional<Error> problemOf(const SfuInfo &sfu)
{
    switch (sfu.state) {
    case SfuState::Up:
        return std::nullopt;
    case SfuState::Missing:
        return Error{ErrorCode::JanusMissing, {}};
    case SfuState::Down:
        return Error{ErrorCode::JanusFailed, {}};
    }
    return std::nullopt;
}

} // namespace

DesktopRoomModel::DesktopRoomModel(ClientThread client, Here here, FormFactor formFactor,
                                   const HostedLinks &hosted)
    : m_client(client), m_here(here)
{
    m_view.formFactor = formFactor;
    m_view.moderatorLink = hosted.moderatorLink;
    m_view.participantLink = hosted.participantLink;
    wireClient();
    wireHere();
}

void DesktopRoomModel::wireClient()
{
    auto *client = &m_client.client;
    auto *session = &client->session();
    connect(client, &RoomClient::viewChanged, this, &DesktopRoomModel::show);
    connect(client, &RoomClient::recordingContinued, this, &DesktopRoomModel::recordingContinued);
    connect(client, &RoomClient::recordingFailed, this, [this](const Error &error) {
        Q_EMIT requestFailed(error, {});
        Q_EMIT recordingFailed();
    });
    connect(session, &RoomSession::left, this, &DesktopRoomModel::left);
    connect(session, &RoomSession::toldBy, this, &DesktopRoomModel::toldBy);
    connect(session, &RoomSession::remindedToRecord, this, &DesktopRoomModel::remindedToRecord);
    connect(session, &RoomSession::refused, this, &DesktopRoomModel::requestFailed);
    connect(session, &RoomSession::recordingEnded, this, [this](const msg::RecordingEnded &m) {
        Q_EMIT recordingEnded(m.recording, m.reason, m.code, m.name);
    });
}

void DesktopRoomModel::wireHere()
{
    auto *recorder = &m_here.recorder;
    connect(recorder, &RecorderMonitor::stateChanged, this,
            &DesktopRoomModel::recorderStateChanged);
    connect(recorder, &RecorderMonitor::viewChanged, this, [this, recorder] {
        m_view.recorder = recorder->view();
        m_view.diskForecast = recorder->diskForecast();
        Q_EMIT viewChanged();
    });
    connect(&m_here.devices, &DesktopDevicesModel::changed, this, &DesktopRoomModel::showDevices);
}

const LatestPictures &DesktopRoomModel::pictures() const
{
    return m_client.client.media();
}

// ---- the view

void DesktopRoomModel::show(const ClientView &view)
{
    const bool wasJoined = !m_view.self.isEmpty();
    m_view.connection = connectionOf(view.state, wasJoined);
    m_view.self = view.self;
    m_view.role = view.role;
    m_view.room = view.snapshot;
    m_view.scene = view.scene;
    m_view.waiting = view.waiting;
    m_view.chat = view.chat;
    m_view.waitsBecauseRemoved = view.waitingReason == QLatin1String("removed");
    m_view.closesAt = view.closesAt;
    m_view.refusal = view.refusal;
    m_view.mediaServerProblem = problemOf(view.snapshot.sfu);
    showDevices();
}

void DesktopRoomModel::showDevices()
{
    const auto &devices = m_here.devices.devices();
    m_view.cameraOn = devices.cameraOn();
    m_view.microphoneOn = devices.microphoneOn();
    m_view.screenOn = devices.screenOn();
    m_view.cameraProblem = devices.cameraProblem();
    m_view.microphoneProblem = devices.microphoneProblem();
    m_view.screenProblem = devices.screenProblem();
    Q_EMIT viewChanged();
}

// ---- requests

void DesktopRoomModel::join()
{
    m_client.post([](RoomClient &client) { client.join(); });
}

void DesktopRoomModel::leave()
{
    m_client.post([](RoomClient &client) { client.leave(); });
}

void DesktopRoomModel::endSession()
{
    m_client.request(msg::EndSession{});
}

void DesktopRoomModel::setLocked(bool locked)
{
    m_client.request(msg::LockRoom{locked});
}

void DesktopRoomModel::admit(const ParticipantId &participant)
{
    m_client.request(msg::Admit{participant});
}

void DesktopRoomModel::decline(const ParticipantId &participant)
{
    m_client.request(msg::Decline{participant});
}

void DesktopRoomModel::act(PersonAction action, const ParticipantId &person)
{
    switch (action) {
    case PersonAction::Mute:
        return m_client.request(msg::Mute{person});
    case PersonAction::AskToUnmute:
        return m_client.request(msg::AskToUnmute{person});
    case PersonAction::SwitchCameraOff:
        return m_client.request(msg::SwitchCameraOff{person});
    case PersonAction::InviteToStage:
        return m_client.request(msg::InviteToStage{person});
    case PersonAction::LowerHand:
        return m_client.request(msg::LowerHand{person});
    case PersonAction::TakeOffStage:
        return m_client.request(msg::TakeOffStage{person});
    case PersonAction::MakeModerator:
        return m_client.request(msg::SetRole{person, Role::Moderator});
    case PersonAction::MakeParticipant:
        return m_client.request(msg::SetRole{person, Role::Participant});
    case PersonAction::Remove:
        return m_client.request(msg::Remove{person});
    }
}

void DesktopRoomModel::muteEveryone()
{
    m_client.request(msg::Mute{});
}

void DesktopRoomModel::setStageAccess(StageAccess access)
{
    m_client.request(msg::SetStageAccess{access});
}

void DesktopRoomModel::setHandRaised(bool raised)
{
    m_client.request(msg::SetHand{raised});
}

void DesktopRoomModel::say(const QString &text)
{
    m_client.request(msg::Say{text});
}

void DesktopRoomModel::deleteChatLine(int line)
{
    m_client.request(msg::DeleteChatLine{line});
}

void DesktopRoomModel::setHighlight(const ParticipantId &participant)
{
    m_client.request(msg::Highlight{participant});
}

void DesktopRoomModel::setFit(const ParticipantId &participant, Fit fit)
{
    m_client.request(msg::SetFit{participant, fit});
}

void DesktopRoomModel::setStageSize(QSize size)
{
    m_client.post([size](RoomClient &client) { client.setStageSize(size); });
}

void DesktopRoomModel::startRecording()
{
    m_client.request(msg::StartRecording{});
}

void DesktopRoomModel::stopRecording(const RecordingId &recording)
{
    m_client.post([recording](RoomClient &client) { client.stopRecording(recording); });
}

void DesktopRoomModel::pauseRecording(const RecordingId &recording, bool paused)
{
    m_client.request(msg::PauseRecording{recording, paused});
}

void DesktopRoomModel::markMoment(const RecordingId &recording)
{
    m_client.request(msg::MarkMoment{recording, {}});
}

void DesktopRoomModel::setRecordingOptions(bool subtitles, bool chapters)
{
    m_client.request(msg::SetRecordingOptions{subtitles, chapters});
}

void DesktopRoomModel::confirmRecording(const RecordingId &recording)
{
    m_client.request(msg::ConfirmRecording{recording});
}

void DesktopRoomModel::noticeShown(const RecordingId &recording, Notice notice)
{
    m_client.request(msg::NoticeShown{recording, notice});
}

} // namespace prosc
