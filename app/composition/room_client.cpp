#include "app/composition/room_client.h"

#include "app/room/session/scene_of_room.h"
#include "ui/text/chapter_text.h"

#include <QFileInfo>

namespace prosc {

namespace {

/// At this stage size every camera needs only its lowest layer.
constexpr QSize kUnseen(320, 180);
/// How long to wait for the service's order to end a recording that is being stopped.
constexpr std::chrono::seconds kStopPatience{5};

/// Identifies a room for RecorderPlace.
QString roomOf(const JoinLink &link)
{
    return link.baseUrl.toString(QUrl::FullyEncoded) + QLatin1Char('/') + link.room.value;
}

} // namespace

RoomClient::RoomClient(EngineParts &parts, const Clock &clock, RoomClientOptions options,
                       QObject *parent)
    : QObject(parent), m_clock(clock), m_options(std::move(options)), m_uploads(*parts.uploads),
      m_recovery(*parts.recovery), m_link(m_options.link), m_session(m_link, m_options.identity),
      m_media(
          clock, [this](const TrackId &track) { m_transport.requestKeyFrame(track); },
          parts.priority.get()),
      m_engine(
          m_media, clock,
          {RecordingEngine::kSize, chapterTitles(), &parts.encoders.probe(), parts.priority.get()}),
      m_transport(*parts.gst, m_session.signalling(), m_media),
      m_recorder({m_engine, *this, m_disk, *m_inhibitor}, m_options.recordingsFolder),
      m_recordingUploads(m_recorder, m_uploads), m_uploadAfterMeeting(m_options.uploadAfterMeeting)
{
    m_recorder.setEncoding(m_options.encoding);
    m_transport.setCameraLayers(kSimulcastLayers);
    wireSession();
    wireNetwork();
    wireRecorder();
}

RoomClient::~RoomClient()
{
    setInMeeting(false);
}

void RoomClient::wireSession()
{
    connect(&m_session, &RoomSession::stateChanged, this, &RoomClient::showView);
    connect(&m_session, &RoomSession::joined, this, [this] {
        m_transport.setIceServers(m_session.iceServers());
        m_media.setLocalParticipant(m_session.self());
        setInMeeting(true);
        m_uploads.retryAllNow(); // the network is back
        goOnOrComplete();
        m_recorder.setPlace(place());
        // A service that has abandoned this recording, or lost its state, notifies nobody and
        // cannot end it: what exists becomes a file.
        if (m_session.snapshot().recording.recording != m_recorder.recording()) {
            m_recorder.endNow();
        }
    });
    connect(&m_session, &RoomSession::snapshotChanged, this, &RoomClient::follow);
    connect(&m_session, &RoomSession::connectionLost, this, [this] { m_transport.reset(); });
    connect(&m_session, &RoomSession::left, this, [this] {
        m_transport.reset();
        m_recorder.endNow();
        setInMeeting(false);
    });
    connect(&m_session, &RoomSession::subscriptionEnded, this, [this](const QString &subscription) {
        m_transport.subscriptionEnded(subscription);
        m_transport.reconcile(m_session.snapshot(), m_session.self());
    });
}

void RoomClient::wireNetwork()
{
    // When media stops because the network has changed, the connection to the service is dead, too,
    // but would notice only after 15 s.
    connect(&m_transport, &WebRtcTransport::trackLost, this, [this] { m_link.check(); });
}

void RoomClient::wireRecorder()
{
    connect(&m_session, &RoomSession::beginRecording, this, [this](const msg::BeginRecording &m) {
        const auto &link = m_options.link;
        m_recorder.begin(RecordingOrder{m.recording, m.epoch, m.title, m.startedAt,
                                        UploadTicket{link.resolved(m.uploadPath), m.uploadToken,
                                                     link.certificate},
                                        m.subtitles, m.chapters, std::chrono::milliseconds(m.limit),
                                        place()},
                         scene());
    });
    connect(&m_session, &RoomSession::pauseRecorder, this, [this](const msg::PauseRecorder &m) {
        m_recorder.setPaused(m.recording, m.epoch, m.paused);
    });
    connect(&m_session, &RoomSession::addChapter, this,
            [this](const msg::AddChapter &m) { m_recorder.mark(m.recording, m.epoch, m.name); });
    connect(&m_session, &RoomSession::endRecording, this,
            [this](const msg::EndRecording &m) { m_recorder.end(m.recording, m.epoch); });
    connect(&m_recordingUploads, &RecordingUploads::recorded, this, &RoomClient::recorded);
    connect(&m_recordingUploads, &RecordingUploads::failed, this, &RoomClient::recordingFailed);
    connect(&m_recorder, &RecordingController::stateChanged, this, &RoomClient::followRecorder);
    m_stopAlone.setSingleShot(true);
    connect(&m_stopAlone, &QTimer::timeout, &m_recorder, &RecordingController::endNow);
    connect(&m_recorder, &RecordingController::progressed, this, &RoomClient::askForCameras);
    connect(&m_recorder, &RecordingController::failed, this,
            [this](const Error &error) { Q_EMIT recordingFailed(error); });
}

void RoomClient::followRecorder()
{
    const bool records = m_recorder.state() != RecorderState::Idle;
    if (!records || m_recorder.state() == RecorderState::Finishing) {
        m_stopAlone.stop();
    }
    // A recording made here continues even if the service refuses us meanwhile.
    m_session.setHoldingOn(records);
    askForCameras();
    if (m_session.state() != SessionState::Joined) {
        showView();
    }
}

RecorderPlace RoomClient::place() const
{
    return {roomOf(m_options.link), m_session.resumeSecret()};
}

void RoomClient::goOnOrComplete()
{
    const auto unfinished = std::exchange(m_unfinished, std::nullopt);
    const auto &recording = m_session.snapshot().recording;
    const bool isOurs = unfinished && recording.recorder == m_session.self() &&
                        recording.recording == unfinished->order.recording &&
                        recording.epoch == unfinished->order.epoch;
    if (isOurs && recording.phase == RecordingPhase::Starting) {
        m_recovery.goesOn(recording.recording); // the service repeats its order
    } else if (isOurs && (recording.phase == RecordingPhase::Recording ||
                          recording.phase == RecordingPhase::Paused)) {
        m_recovery.goesOn(recording.recording);
        m_continued = recording.recording;
        m_recorder.goOn(*unfinished, scene());
    }
    m_recovery.completeWaiting();
}

StageScene RoomClient::scene() const
{
    auto scene = sceneOf(m_session.snapshot());
    if (m_screenShared && m_session.snapshot().sfu.state != SfuState::Up) {
        scene.sharing = m_session.self();
    }
    return scene;
}

std::map<ParticipantId, QString> RoomClient::names() const
{
    std::map<ParticipantId, QString> names;
    for (const auto &participant : m_session.snapshot().participants) {
        names.emplace(participant.id, participant.name);
    }
    return names;
}

void RoomClient::setScreenShared(bool shared)
{
    m_screenShared = shared;
    if (shared) {
        m_transport.startPublishing(Peer::Screen, {TrackKind::Screen});
    } else {
        m_transport.stopPublishing(Peer::Screen);
    }
    follow();
}

void RoomClient::follow()
{
    const auto stage = scene();
    m_media.setScene(stage);
    m_recorder.setScene(stage);
    m_recorder.setNames(names());
    const auto &recording = m_session.snapshot().recording;
    if (recording.phase == RecordingPhase::Stopping) {
        m_recorder.end(recording.recording, recording.epoch); // in case its order was lost
    }
    askForCameras();
    m_transport.reconcile(m_session.snapshot(), m_session.self());
    showView();
}

void RoomClient::setStageSize(QSize size)
{
    m_stageSize = size;
    askForCameras();
}

void RoomClient::askForCameras()
{
    const auto stage = scene();
    const auto &recording = m_session.snapshot().recording;
    const bool isRecorder =
        recording.phase != RecordingPhase::Idle && recording.recorder == m_session.self();
    const bool records = m_recorder.state() != RecorderState::Idle;
    const int reduction = records ? m_recorder.progress().layerReduction : 0;
    // Cameras that are not visible are received too: they may be shown or recorded at any moment.
    auto wanted = wantedLayers(layoutStage(stage, kUnseen));
    if (!m_stageSize.isEmpty()) {
        wanted = together(wanted, wantedLayers(layoutStage(stage, m_stageSize), reduction));
    }
    if (isRecorder || records) {
        const auto file = layoutStage(stage, RecordingEngine::kSize);
        wanted = together(wanted, wantedLayers(file, reduction));
    }
    m_transport.setWanted(wanted);
}

void RoomClient::join()
{
    m_unfinished = m_recovery.waitingFor(roomOf(m_options.link));
    if (m_unfinished) {
        m_session.takePlace(m_unfinished->order.place.secret);
    }
    m_session.join();
}

void RoomClient::stopRecording(const RecordingId &recording)
{
    if (m_session.snapshot().recording.recorder != m_session.self()) {
        return m_session.request(msg::StopRecording{recording});
    }
    m_session.sendUntilAnswered(msg::StopRecording{recording});
    if (recording != m_recorder.recording()) {
        return;
    }
    if (m_session.state() == SessionState::Joined) {
        m_stopAlone.start(kStopPatience);
    } else {
        m_recorder.endNow();
    }
}

void RoomClient::leave()
{
    m_session.leave();
}

void RoomClient::showView()
{
    Q_EMIT viewChanged(ClientView{m_session.state(), m_session.self(), m_session.role(),
                                  shownRoom(), scene(), m_session.refusal(), m_session.waiting(),
                                  m_session.chat(), m_session.waitingReason(), closesAt()});
}

MediaTime RoomClient::closesAt() const
{
    const auto since = std::chrono::steady_clock::now() - m_session.snapshotAt();
    const std::chrono::milliseconds left(m_session.snapshot().session.left);
    return m_clock.now() + left - since;
}

/// The room as last received. While the connection is down, only this program knows the state of a
/// recording made here.
RoomSnapshot RoomClient::shownRoom() const
{
    auto room = m_session.snapshot();
    auto &recording = room.recording;
    const bool isOurs =
        recording.recorder == m_session.self() && recording.recording == m_recorder.recording();
    if (!isOurs || m_session.state() == SessionState::Joined) {
        return room;
    }
    if (m_recorder.state() == RecorderState::Finishing) {
        recording.phase = RecordingPhase::Stopping;
    } else if (m_recorder.state() == RecorderState::Idle) {
        recording = {};
    }
    return room;
}

void RoomClient::setUploadAfterMeeting(bool after)
{
    m_uploadAfterMeeting = after;
    setInMeeting(m_inMeeting);
}

void RoomClient::setInMeeting(bool inMeeting)
{
    m_inMeeting = inMeeting;
    m_uploads.setHeld(m_inMeeting && m_uploadAfterMeeting);
}

// ---- reports to the service

void RoomClient::recorderStarted(const RecordingId &recording, int epoch)
{
    m_session.sendUntilAnswered(msg::RecorderStarted{recording, epoch});
}

void RoomClient::recorderAlive(const RecordingId &recording, int epoch, const Heartbeat &heartbeat)
{
    if (!m_continued.isEmpty() && std::exchange(m_continued, {}) == recording) {
        Q_EMIT recordingContinued(recording);
    }
    m_session.request(msg::RecorderAlive{recording, epoch, heartbeat.recorded.count(),
                                         heartbeat.paused, heartbeat.overloaded, heartbeat.silent},
                      [this, recording, epoch](const RoomSession::Reply &reply) {
                          // The service has abandoned this recording, and nobody can see that it
                          // continues.
                          if (!reply.body && reply.body.error().code == ErrorCode::StaleRecording) {
                              m_recorder.end(recording, epoch);
                          }
                      });
}

void RoomClient::recorderStopped(const RecordingId &recording, int epoch, const RecordedFile &file,
                                 bool diskNearlyFull)
{
    m_session.sendUntilAnswered(
        msg::RecorderStopped{recording, epoch, file.duration.count(), file.bytes, file.checksum,
                             QFileInfo(file.path).fileName(), diskNearlyFull});
}

void RoomClient::recorderFailed(const RecordingId &recording, int epoch, const Error &error)
{
    m_session.sendUntilAnswered(
        msg::RecorderFailed{recording, epoch, errorCodeName(error.code), error.detail.left(512)});
}

} // namespace prosc
