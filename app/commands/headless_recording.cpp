#include "app/commands/headless_recording.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr auto kTrackPoll = std::chrono::milliseconds(100);
constexpr auto kTrackPatience = std::chrono::seconds(5);
constexpr auto kLinkPatience = std::chrono::seconds(10);
constexpr auto kUnasked = std::chrono::minutes(1);

} // namespace

HeadlessRecording::HeadlessRecording(EngineParts &engine, const Clock &clock, Options options)
    : m_engine(engine), m_options(std::move(options)),
      m_client(engine, clock,
               RoomClientOptions{m_options.link,
                                 SessionIdentity{m_options.link.token, m_options.name,
                                                 FormFactor::Desktop, ClientKind::Recorder},
                                 m_options.recordingsFolder, m_options.encoding,
                                 m_options.uploadAfter})
{
    connect(&m_waitForTracks, &QTimer::timeout, this, &HeadlessRecording::beginWhenReceiving);
    m_unasked.setSingleShot(true);
    connect(&m_unasked, &QTimer::timeout, this, &HeadlessRecording::stop);
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &HeadlessRecording::stop);
    auto &session = m_client.session();
    connect(&session, &RoomSession::joined, this, [this] {
        if (!m_recording.isEmpty()) {
            Q_EMIT roomBack(); // after a connection loss: the recording continues
            return;
        }
        Q_EMIT joined();
        if (m_client.recorder().state() != RecorderState::Idle) {
            m_recording = m_client.recorder().recording(); // started by an earlier run
        } else if (m_options.startAtJoin) {
            begin();
        } else {
            m_unasked.start(kUnasked);
        }
    });
    connect(&session, &RoomSession::connectionLost, this, [this] {
        if (m_client.recorder().state() != RecorderState::Idle) {
            Q_EMIT roomLost();
        }
    });
    connect(&session, &RoomSession::stateChanged, this, &HeadlessRecording::followRefusal);
    connect(&session, &RoomSession::left, this, [this](const Error &error) {
        // The recording so far is still completed and uploaded.
        if (!m_file && !m_cutShort && m_client.recorder().state() == RecorderState::Idle) {
            giveUp(error);
        }
    });
    connect(&session, &RoomSession::recordingEnded, this, [this](const msg::RecordingEnded &m) {
        if (m.recording == m_recording && m.reason == EndReason::DiskNearlyFull) {
            Q_EMIT endedByDisk();
        }
    });
    connect(&session, &RoomSession::refused, this, [this](const Error &error, const QString &name) {
        // A running recording does not depend on the service's reply to another request.
        if (!m_file && m_client.recorder().state() == RecorderState::Idle) {
            giveUp(error, name);
        }
    });
    wireRecorder();
    wireRecovery();
}

void HeadlessRecording::wireRecorder()
{
    connect(&m_client, &RoomClient::viewChanged, this, &HeadlessRecording::follow);
    connect(&m_client, &RoomClient::recordingContinued, this, &HeadlessRecording::continued);
    connect(&m_client, &RoomClient::recorded, this, [this](const RecordedFile &file) {
        m_file = file;
        m_client.setUploadAfterMeeting(false); // for this recorder the meeting is over
    });
    connect(&m_client, &RoomClient::recordingFailed, this, &HeadlessRecording::cutShort);
    connect(&m_client.recorder(), &RecordingController::progressed, this,
            &HeadlessRecording::progressed);
    connect(m_engine.uploads.get(), &UploadQueue::changed, this, &HeadlessRecording::showUploads);
    connect(m_engine.uploads.get(), &UploadQueue::published, this, &HeadlessRecording::published);
}

void HeadlessRecording::followRefusal()
{
    const auto &refusal = m_client.session().refusal();
    const auto before = std::exchange(m_refusal, refusal);
    if (refusal && before != refusal && m_client.recorder().state() != RecorderState::Idle) {
        Q_EMIT roomRefuses(*refusal);
    }
}

void HeadlessRecording::wireRecovery()
{
    auto *recovery = m_engine.recovery.get();
    connect(recovery, &RecordingRecovery::recovered, this, [this](const RecordedFile &file) {
        if (m_cutShort && isOurs(QFileInfo(file.path).path())) {
            m_file = file;
            m_client.setUploadAfterMeeting(false);
        }
    });
    connect(recovery, &RecordingRecovery::failed, this,
            [this](const QString &folder, const Error &error) {
                if (m_cutShort && isOurs(folder)) {
                    giveUp(error);
                }
            });
    connect(recovery, &RecordingRecovery::finished, this, [this] {
        if (m_cutShort && !m_file) {
            giveUp(*m_cutShort);
        }
    });
}

bool HeadlessRecording::isOurs(const QString &folder)
{
    return QFileInfo(folder).fileName() == m_client.recorder().recording().value;
}

/// Whatever has been recorded becomes a file and is uploaded now, not only at the next start.
void HeadlessRecording::cutShort(const Error &error)
{
    m_end.stop();
    m_cutShort = error;
    // Deferred: the recorder still holds its folder.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_engine.recovery->start(m_options.recordingsFolder,
                                     RecordingRecovery::Unfinished::IsCompleted);
        },
        Qt::QueuedConnection);
}

void HeadlessRecording::join()
{
    m_client.join();
}

void HeadlessRecording::begin()
{
    m_waited = 0;
    m_waitForTracks.start(kTrackPoll);
}

void HeadlessRecording::beginWhenReceiving()
{
    if (receivesEverybody() || ++m_waited * kTrackPoll >= kTrackPatience) {
        m_waitForTracks.stop();
        start();
    }
}

bool HeadlessRecording::receivesEverybody() const
{
    const auto live = m_client.transport().liveTracks();
    const auto isLive = [&live](const ParticipantId &id, TrackKind kind) {
        return std::ranges::find(live, TrackId{id, kind}) != live.end();
    };
    return std::ranges::all_of(m_client.session().snapshot().participants,
                               [&](const Participant &p) {
                                   return (!p.camera || isLive(p.id, TrackKind::Camera)) &&
                                          (!p.microphone || isLive(p.id, TrackKind::Microphone));
                               });
}

void HeadlessRecording::start()
{
    m_client.session().request(msg::StartRecording{}, [this](const RoomSession::Reply &reply) {
        // If the room says that it is being recorded here, only the reply was not understood.
        if (!reply.body && m_recording.isEmpty()) {
            giveUp(reply.body.error(), reply.name);
        }
    });
}

void HeadlessRecording::stop()
{
    m_end.stop();
    if (m_recording.isEmpty()) {
        return giveUp(Error{ErrorCode::Cancelled, u"stopped before it began"_s});
    }
    m_client.stopRecording(m_recording);
}

void HeadlessRecording::follow(const ClientView &view)
{
    const auto &state = view.snapshot.recording;
    const bool ours = state.recorder == view.self && !state.recording.isEmpty();
    if (ours) {
        m_recording = state.recording;
        m_unasked.stop();
    }
    const auto phase = ours ? state.phase : RecordingPhase::Idle;
    const auto before = std::exchange(m_phase, phase);
    const bool begins =
        before != RecordingPhase::Recording && before != RecordingPhase::Paused; // no resume
    if (begins && phase == RecordingPhase::Recording) {
        Q_EMIT recording();
        if (m_options.duration) {
            m_end.start(*m_options.duration);
        }
    }
}

void HeadlessRecording::showUploads()
{
    for (const auto &upload : m_engine.uploads->uploads()) {
        if (upload.recording != m_recording) {
            continue;
        }
        // While recording, upload problems are no reason to end anything.
        if (upload.state == UploadState::Failed && upload.error && m_file) {
            return keepHere(*upload.error);
        }
        if (upload.error) {
            Q_EMIT uploadDelayed(*upload.error);
        }
        Q_EMIT uploading(upload.sent, upload.total);
    }
}

void HeadlessRecording::published(const RecordingId &recording)
{
    if (recording != m_recording || !m_file) {
        return;
    }
    m_client.session().request(
        msg::MediaLink{recording, msg::LinkPurpose::View}, [this](const RoomSession::Reply &reply) {
            const auto *link =
                reply.body ? std::get_if<msg::MediaLinkReady>(&*reply.body) : nullptr;
            complete(link != nullptr ? m_client.link().resolved(link->path) : QUrl());
        });
    // It is in the library, whether or not the room supplies its link.
    QTimer::singleShot(kLinkPatience, this, [this] { complete({}); });
}

void HeadlessRecording::complete(const QUrl &url)
{
    if (std::exchange(m_over, true)) {
        return;
    }
    m_client.session().leave();
    Q_EMIT finished(Outcome{m_recording, *m_file, url, m_cutShort});
}

void HeadlessRecording::keepHere(const Error &error)
{
    if (std::exchange(m_over, true)) {
        return;
    }
    m_client.session().leave();
    Q_EMIT keptHere(*m_file, error);
}

void HeadlessRecording::giveUp(const Error &error, const QString &name)
{
    if (std::exchange(m_over, true)) {
        return;
    }
    m_client.session().leave();
    Q_EMIT failed(error, name);
}

} // namespace prosc
