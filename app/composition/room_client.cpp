#include "app/composition/room_client.h"

#include "app/composition/recording_recovery.h"
#include "app/room/stage_scene.h"

#include <QFileInfo>

namespace prosc {

RoomClient::RoomClient(GstRuntime &gst, const Clock &clock, UploadQueue &uploads,
                       RoomClientOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_uploads(uploads), m_link(m_options.link),
      m_session(m_link, m_options.identity),
      m_media(clock, [this](const TrackId &track) { m_transport.requestKeyFrame(track); }),
      m_engine(m_media, clock), m_transport(gst, m_session, m_media),
      m_recorder({m_engine, *this, m_disk, m_inhibitor}, m_options.recordingsFolder)
{
    wireSession();
    wireRecorder();
}

RoomClient::~RoomClient() = default;

void RoomClient::wireSession()
{
    connect(&m_session, &RoomSession::stateChanged, this, &RoomClient::showView);
    connect(&m_session, &RoomSession::joined, this, [this] {
        m_transport.setIceServers(m_session.iceServers());
        m_media.setLocalParticipant(m_session.self());
        // A service that was started again does not know what is recorded here, so it tells nobody
        // of it and cannot end it: what there is becomes a file.
        if (m_session.snapshot().recording.recording != m_recorder.recording()) {
            m_recorder.endNow();
        }
    });
    connect(&m_session, &RoomSession::snapshotChanged, this, &RoomClient::follow);
    connect(&m_session, &RoomSession::connectionLost, this, [this] { m_transport.reset(); });
    connect(&m_session, &RoomSession::left, this, [this] {
        m_transport.reset();
        m_recorder.endNow();
    });
    connect(&m_session, &RoomSession::subscriptionEnded, this, [this](const QString &subscription) {
        m_transport.subscriptionEnded(subscription);
        m_transport.reconcile(m_session.snapshot(), m_session.self());
    });
}

void RoomClient::wireRecorder()
{
    connect(&m_session, &RoomSession::beginRecording, this, [this](const msg::BeginRecording &m) {
        const auto &link = m_options.link;
        m_recorder.begin(RecordingOrder{m.recording, m.epoch, m.title, m.startedAt,
                                        UploadTicket{link.resolved(m.uploadPath), m.uploadToken,
                                                     link.certificate}},
                         scene());
    });
    connect(&m_session, &RoomSession::endRecording, this,
            [this](const msg::EndRecording &m) { m_recorder.end(m.recording, m.epoch); });
    connect(&m_recorder, &RecordingController::fileReady, this, &RoomClient::queueUpload);
    connect(&m_recorder, &RecordingController::failed, this,
            [this](const Error &error) { Q_EMIT recordingFailed(error); });
}

StageScene RoomClient::scene() const
{
    auto scene = sceneOf(m_session.snapshot());
    if (m_screenShared && m_session.snapshot().sfu.state != SfuState::Up) {
        scene.sharing = m_session.self();
    }
    return scene;
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
    m_transport.reconcile(m_session.snapshot(), m_session.self());
    showView();
}

void RoomClient::leave()
{
    m_session.leave();
}

void RoomClient::showView()
{
    Q_EMIT viewChanged(ClientView{m_session.state(), m_session.self(), m_session.role(),
                                  m_session.snapshot(), scene()});
}

void RoomClient::queueUpload(const RecordingOrder &order, const RecordedFile &file)
{
    if (const auto queued = m_uploads.add(uploadJobOf(order, file)); queued) {
        removeNote(QFileInfo(file.path).path());
    } else {
        Q_EMIT recordingFailed(queued.error());
    }
    Q_EMIT recorded(file);
}

// ---- reports to the service

void RoomClient::recorderStarted(const RecordingId &recording, int epoch)
{
    m_session.sendUntilAnswered(msg::RecorderStarted{recording, epoch});
}

void RoomClient::recorderAlive(const RecordingId &recording, int epoch,
                               std::chrono::milliseconds recorded)
{
    m_session.request(msg::RecorderAlive{recording, epoch, recorded.count()},
                      [this](const RoomSession::Reply &reply) {
                          // The service has given this recording up, and nobody sees that it goes
                          // on.
                          if (!reply.body && reply.body.error().code == ErrorCode::StaleRecording) {
                              m_recorder.endNow();
                          }
                      });
}

void RoomClient::recorderStopped(const RecordingId &recording, int epoch, const RecordedFile &file)
{
    m_session.sendUntilAnswered(msg::RecorderStopped{recording, epoch, file.duration.count(),
                                                     file.bytes, file.sha256,
                                                     QFileInfo(file.path).fileName()});
}

void RoomClient::recorderFailed(const RecordingId &recording, int epoch, const Error &error)
{
    m_session.sendUntilAnswered(
        msg::RecorderFailed{recording, epoch, errorCodeName(error.code), error.detail.left(512)});
}

} // namespace prosc
