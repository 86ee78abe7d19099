#include "app/desktop/desktop_room_model.h"

#include "app/desktop/upload_views.h"

#include <QEventLoop>

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

DesktopRoomModel::DesktopRoomModel(ObjectThread &engineThread, EngineParts &engine,
                                   const Clock &clock, Computer computer, Options options)
    : m_thread(engineThread), m_engine(engine), m_computer(computer), m_options(std::move(options)),
      m_shelf(engineThread,
              MediaShelf::Options{m_options.client.link, m_options.client.recordingsFolder,
                                  m_options.cacheFolder})
{
    m_view.formFactor = m_options.client.identity.formFactor;
    m_view.moderatorLink = m_options.hosted.moderatorLink;
    m_view.participantLink = m_options.hosted.participantLink;
    m_thread.call([this, &clock] { m_client = new RoomClient(m_engine, clock, m_options.client); });
    m_recorder = std::make_unique<RecorderMonitor>(
        RecorderMonitor::Source{m_client, m_engine.uploads.get(),
                                m_options.client.recordingsFolder},
        clock);
    m_devices =
        std::make_unique<LocalDevices>(clock, LocalDevices::Sinks{m_client->media(), m_encoder});
    wireClient();
    wireShelf();
    wireSending();
    wireUploads();
}

DesktopRoomModel::~DesktopRoomModel()
{
    m_devices.reset();
    m_encoder.setOutput({});
    if (isRecordingHere()) {
        QEventLoop loop;
        connect(this, &DesktopRoomModel::recorderStateChanged, &loop, [this, &loop] {
            if (!isRecordingHere()) {
                loop.quit();
            }
        });
        m_thread.post([client = m_client] { client->leave(); });
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    m_thread.call([client = m_client] { delete client; });
}

void DesktopRoomModel::wireClient()
{
    auto &session = m_client->session();
    connect(m_client, &RoomClient::viewChanged, this, &DesktopRoomModel::show);
    connect(m_client, &RoomClient::recordingContinued, this, &DesktopRoomModel::recordingContinued);
    connect(m_client, &RoomClient::recordingFailed, this, [this](const Error &error) {
        Q_EMIT requestFailed(error, {});
        Q_EMIT recordingFailed();
    });
    connect(&session, &RoomSession::joined, this, &DesktopRoomModel::sendMediaState);
    connect(&session, &RoomSession::left, this, [this](const Error &error) { Q_EMIT left(error); });
    connect(&session, &RoomSession::refused, this, &DesktopRoomModel::requestFailed);
    connect(&session, &RoomSession::recordingEnded, this, [this](const msg::RecordingEnded &m) {
        Q_EMIT recordingEnded(m.recording, m.reason, m.code, m.name);
    });
    connect(m_recorder.get(), &RecorderMonitor::stateChanged, this,
            &DesktopRoomModel::recorderStateChanged);
    connect(m_recorder.get(), &RecorderMonitor::viewChanged, this, [this] {
        m_view.recorder = m_recorder->view();
        m_view.diskForecast = m_recorder->diskForecast();
        Q_EMIT viewChanged();
    });
    connect(&m_computer.encoders, &EncoderList::changed, this, &DesktopRoomModel::encodersChanged);
    connect(m_devices.get(), &LocalDevices::lost, this, [this](TrackKind kind, const Error &error) {
        if (kind == TrackKind::Screen) {
            m_thread.post([client = m_client] { client->setScreenShared(false); });
        }
        sendMediaState();
        Q_EMIT requestFailed(error, {});
    });
}

void DesktopRoomModel::wireShelf()
{
    m_shelf.setClient(*m_client);
    connect(&m_shelf, &MediaShelf::listChanged, this, &DesktopRoomModel::mediaListChanged);
    connect(&m_shelf, &MediaShelf::viewReady, this, &DesktopRoomModel::viewReady);
    connect(&m_shelf, &MediaShelf::failed, this, &DesktopRoomModel::requestFailed);
    connect(&m_shelf, &MediaShelf::shareLinkReady, this, &DesktopRoomModel::shareLinkReady);
    connect(&m_shelf, &MediaShelf::answered, this, &DesktopRoomModel::mediaAnswered);
    connect(&m_shelf, &MediaShelf::downloadProgress, this, &DesktopRoomModel::downloadProgress);
    connect(&m_shelf, &MediaShelf::downloadFinished, this, &DesktopRoomModel::downloadFinished);
}

void DesktopRoomModel::wireSending()
{
    // Both callbacks run on worker threads; transport and encoder take calls from any thread.
    auto *transport = &m_client->transport();
    m_encoder.setOutput([transport](const TrackId &track, EncodedFrame frame) {
        transport->sendFrame(track.kind, std::move(frame));
    });
    m_thread.call([this, transport] {
        auto *session = &m_client->session();
        transport->setKeyFrameRequest([this, session](TrackKind kind) {
            QMetaObject::invokeMethod(session, [this, session, kind] {
                m_encoder.requestKeyFrame(TrackId{session->self(), kind});
            });
        });
    });
}

void DesktopRoomModel::wireUploads()
{
    auto *uploads = m_engine.uploads.get();
    connect(uploads, &UploadQueue::changed, m_client, [this, uploads] {
        QMetaObject::invokeMethod(this, [this, views = uploadViews(*uploads)] {
            m_uploads = views;
            Q_EMIT uploadsChanged();
        });
    });
    connect(uploads, &UploadQueue::published, this, &DesktopRoomModel::published);
}

void DesktopRoomModel::join()
{
    m_thread.post([client = m_client] { client->join(); });
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
    m_view.refusal = view.refusal;
    m_view.mediaServerProblem = problemOf(view.snapshot.sfu);
    if (!view.self.isEmpty()) {
        m_devices->setParticipant(view.self);
        if (!wasJoined) {
            m_devices->startLoudspeaker(m_client->media());
        }
    }
    showDevices();
}

void DesktopRoomModel::showDevices()
{
    m_view.cameraOn = m_devices->cameraOn();
    m_view.microphoneOn = m_devices->microphoneOn();
    m_view.screenOn = m_devices->screenOn();
    m_view.cameraProblem = m_devices->cameraProblem();
    m_view.microphoneProblem = m_devices->microphoneProblem();
    m_view.screenProblem = m_devices->screenProblem();
    Q_EMIT viewChanged();
}

// ---- devices

void DesktopRoomModel::deviceSwitched(const Status &status)
{
    if (!status) {
        Q_EMIT requestFailed(status.error(), {});
    }
    sendMediaState();
}

void DesktopRoomModel::setCamera(bool on)
{
    deviceSwitched(m_devices->setCamera(on));
}

void DesktopRoomModel::setMicrophone(bool on)
{
    deviceSwitched(m_devices->setMicrophone(on));
}

void DesktopRoomModel::setScreen(bool on)
{
    const auto status = m_devices->setScreen(on);
    const bool shares = m_devices->screenOn();
    m_thread.post([client = m_client, shares] { client->setScreenShared(shares); });
    deviceSwitched(status);
}

void DesktopRoomModel::sendMediaState()
{
    const bool camera = m_devices->cameraOn();
    const bool microphone = m_devices->microphoneOn();
    // Anyone who has switched on a device stays on stage: as a dark tile, not an empty place.
    m_wasOnStage = m_wasOnStage || camera || microphone;
    m_thread.post([client = m_client, camera, microphone, onStage = m_wasOnStage] {
        if (onStage) {
            client->session().request(msg::SetStage{true});
            client->transport().startPublishing(Peer::Main,
                                                {TrackKind::Camera, TrackKind::Microphone});
        }
        client->session().request(msg::SetMedia{camera, microphone});
    });
    showDevices();
}

// ---- requests

void DesktopRoomModel::request(ClientBody body)
{
    m_thread.post([client = m_client, body = std::move(body)] { client->session().request(body); });
}

void DesktopRoomModel::setLocked(bool locked)
{
    request(msg::LockRoom{locked});
}

void DesktopRoomModel::setHighlight(const ParticipantId &participant)
{
    request(msg::Highlight{participant});
}

void DesktopRoomModel::setFit(const ParticipantId &participant, Fit fit)
{
    request(msg::SetFit{participant, fit});
}

void DesktopRoomModel::startRecording()
{
    request(msg::StartRecording{});
}

void DesktopRoomModel::stopRecording(const RecordingId &recording)
{
    m_thread.post([client = m_client, recording] { client->stopRecording(recording); });
}

void DesktopRoomModel::pauseRecording(const RecordingId &recording, bool paused)
{
    request(msg::PauseRecording{recording, paused});
}

void DesktopRoomModel::setRecordingOptions(bool subtitles, bool chapters)
{
    request(msg::SetRecordingOptions{subtitles, chapters});
}

void DesktopRoomModel::setEncodingSettings(const EncodingSettings &settings)
{
    m_computer.settings.setEncoding(settings);
    m_thread.post([client = m_client, settings] { client->setEncoding(settings); });
}

void DesktopRoomModel::setStageSize(QSize size)
{
    m_thread.post([client = m_client, size] { client->setStageSize(size); });
}

void DesktopRoomModel::confirmRecording(const RecordingId &recording)
{
    request(msg::ConfirmRecording{recording});
}

void DesktopRoomModel::noticeShown(const RecordingId &recording, Notice notice)
{
    request(msg::NoticeShown{recording, notice});
}

void DesktopRoomModel::leave()
{
    m_thread.post([client = m_client] { client->leave(); });
}

void DesktopRoomModel::endSession()
{
    request(msg::EndSession{});
}

// ---- uploads

void DesktopRoomModel::askUploads(std::function<Status(UploadQueue &)> action)
{
    m_thread.post([this, action = std::move(action)] {
        if (const auto done = action(*m_engine.uploads); !done) {
            QMetaObject::invokeMethod(
                this, [this, error = done.error()] { Q_EMIT requestFailed(error, {}); });
        }
    });
}

void DesktopRoomModel::retryUpload(const RecordingId &recording)
{
    askUploads([recording](UploadQueue &uploads) { return uploads.retryNow(recording); });
}

void DesktopRoomModel::pauseUpload(const RecordingId &recording, bool paused)
{
    askUploads(
        [recording, paused](UploadQueue &uploads) { return uploads.setPaused(recording, paused); });
}

void DesktopRoomModel::stopUpload(const RecordingId &recording)
{
    askUploads([recording](UploadQueue &uploads) { return uploads.forget(recording); });
}

void DesktopRoomModel::moveUploadFirst(const RecordingId &recording)
{
    askUploads([recording](UploadQueue &uploads) { return uploads.moveFirst(recording); });
}

void DesktopRoomModel::setUploadSettings(const UploadSettings &settings)
{
    m_computer.settings.setUploads(settings);
    m_thread.post([this, client = m_client, settings] {
        m_engine.apply(settings, m_options.client.recordingsFolder);
        client->setUploadAfterMeeting(settings.onlyAfterMeeting);
    });
}

} // namespace prosc
