#include "app/room/rules/room_turn.h"

#include <algorithm>

namespace prosc {

namespace {

/// A file that is so much shorter than the limit still ended because of it.
constexpr auto kLimitTolerance = std::chrono::seconds(1);
/// A recorder that says so often the contrary of its order does not follow it.
constexpr int kContradictions = 3;
/// What people see may be so wrong until they are sent a new state.
constexpr auto kDrift = std::chrono::seconds(1);

} // namespace

// ---- the recorder's reports

bool RoomTurn::isRecorderOf(const Sender &sender, const RecordingId &id, int epoch)
{
    const auto &recording = m_state.recording;
    if (recording.stage != RecordingStage::Idle && recording.id == id && recording.epoch == epoch &&
        recording.recorder == sender.member.participant.id) {
        return true;
    }
    refuse(ErrorCode::StaleRecording, QStringLiteral("not the recorder of a recording that runs"));
    return false;
}

void RoomTurn::on(Sender sender, const msg::RecorderStarted &m)
{
    if (!isRecorderOf(sender, m.recording, m.epoch)) {
        return;
    }
    auto &recording = m_state.recording;
    const bool first = recording.stage == RecordingStage::Beginning;
    if (!advance(RecordingEvent::FirstPicture)) {
        return refuse(ErrorCode::StaleRecording, QStringLiteral("the recording was not begun"));
    }
    recording.lastAlive = m_now;
    recording.grownAt = m_now;
    if (recording.stage == RecordingStage::Stopping) {
        // It was told to end before the order to begin had reached it.
        tellRecorderToEnd(recording.endReason);
    }
    if (first) {
        recording.hasPictures = true;
        for (auto &member : m_state.members) {
            askConsent(member.participant);
        }
    }
}

void RoomTurn::on(Sender sender, const msg::RecorderAlive &m)
{
    if (!isRecorderOf(sender, m.recording, m.epoch)) {
        return;
    }
    auto &recording = m_state.recording;
    recording.lastAlive = m_now;
    if (recording.overloaded != m.overloaded || recording.silent != m.silent) {
        recording.overloaded = m.overloaded;
        recording.silent = m.silent;
        changed();
    }
    // More than any recording has, however large the number is.
    const auto most = std::chrono::ceil<std::chrono::milliseconds>(m_state.rules.recordingLimit +
                                                                   m_state.rules.limitGrace);
    const auto durable = std::min(std::chrono::milliseconds(m.recorded), most);
    if (durable > recording.durable || m.paused || recording.stage == RecordingStage::Paused) {
        recording.grownAt = m_now;
    }
    recording.durable = durable;
    followPause(m.paused);
    showRecorded();
    const auto drift = recording.elapsed.at(m_now) - recording.shown.at(m_now);
    const bool stands = !recording.elapsed.since;
    if (std::chrono::abs(drift) > (stands ? MediaTime{} : MediaTime{kDrift})) {
        changed();
    }
}

/// People see the file's length. It runs on between two heartbeats, but not while the file does not
/// grow.
void RoomTurn::showRecorded()
{
    auto &recording = m_state.recording;
    const bool runs = recording.stage == RecordingStage::Recording;
    recording.elapsed = {recording.durable, runs ? std::optional(m_now) : std::nullopt};
}

void RoomTurn::noteWhatIsShown()
{
    if (m_changed) {
        m_state.recording.shown = m_state.recording.elapsed;
    }
}

/// What a heartbeat of a recorder that is not paused says.
RecordingEvent RoomTurn::heardRecording() const
{
    return m_now - m_state.recording.grownAt < m_state.rules.durableSilence
               ? RecordingEvent::Alive
               : RecordingEvent::Stalled;
}

/// The recorder is a host's own program, and no host is there any more.
bool RoomTurn::recorderIsLostHost() const
{
    const auto *recorder = m_state.find(m_state.recording.recorder);
    return m_state.hostLeftAt && recorder != nullptr && isHost(recorder->participant);
}

void RoomTurn::on(Sender sender, const msg::RecorderStopped &m)
{
    if (!isRecorderOf(sender, m.recording, m.epoch)) {
        return;
    }
    // A recorder ends by itself at the limit, or when its disk is nearly full.
    const auto full = std::chrono::duration_cast<std::chrono::milliseconds>(
        m_state.rules.recordingLimit - kLimitTolerance);
    const bool isFull = std::chrono::milliseconds(m.duration) >= full;
    const auto reason = m_state.recording.stage == RecordingStage::Stopping
                            ? m_state.recording.endReason
                        : isFull           ? EndReason::Limit
                        : m.diskNearlyFull ? EndReason::DiskNearlyFull
                                           : EndReason::Stopped;
    if (!advance(RecordingEvent::FileComplete)) {
        return refuse(ErrorCode::StaleRecording, QStringLiteral("the recording was not begun"));
    }
    effects.push_back(effect::FileFacts{m});
    endRecording(reason, {});
}

void RoomTurn::on(Sender sender, const msg::RecorderFailed &m)
{
    if (!isRecorderOf(sender, m.recording, m.epoch)) {
        return;
    }
    const bool cancelled = errorCodeFromName(m.code) == ErrorCode::Cancelled;
    effects.push_back(effect::RecordingFailed{m.recording, m.code});
    advance(RecordingEvent::Failed);
    endRecording(cancelled ? EndReason::Cancelled : EndReason::Failed,
                 cancelled ? QString() : m.code);
}

/// A recorder that was killed, and started again elsewhere, has completed its file on its own.
void RoomTurn::apply(const cmd::RecordingPublished &command)
{
    const auto &recording = m_state.recording;
    if (recording.stage != RecordingStage::Idle && recording.id == command.recording &&
        !recorderIsPresent()) {
        abandonRecording(EndReason::Stopped, {});
    }
}

// ---- pausing

void RoomTurn::on(Sender sender, const msg::PauseRecording &m)
{
    if (!mayControlRecording(sender)) {
        return;
    }
    auto &recording = m_state.recording;
    const auto phase = phaseOf(recording.stage);
    if (recording.stage != RecordingStage::Idle && recording.id != m.recording) {
        return refuse(ErrorCode::StaleRecording, QStringLiteral("another recording runs now"));
    }
    if (phase != RecordingPhase::Recording && phase != RecordingPhase::Paused) {
        return refuse(ErrorCode::NotRecording, QStringLiteral("nothing is being recorded"));
    }
    if (recording.pauseWanted == m.paused) {
        return;
    }
    recording.pauseWanted = m.paused;
    if (!m.paused) {
        // Everyone sees that it goes on before it does; that it is paused, only when it is.
        recording.grownAt = m_now;
        advance(RecordingEvent::Resume);
    }
    if (!recording.pauseOrder) {
        tellRecorderToPause();
    }
}

void RoomTurn::tellRecorderToPause()
{
    auto &recording = m_state.recording;
    recording.pauseOrder = PauseOrder{recording.pauseWanted};
    effects.push_back(
        effect::SendAfterState{recording.recorder, msg::PauseRecorder{recording.id, recording.epoch,
                                                                      recording.pauseWanted}});
}

/// The order may have been lost with the old connection.
void RoomTurn::remindRecorderToPause(const ParticipantId &returned)
{
    if (m_state.recording.recorder == returned && m_state.recording.pauseOrder) {
        tellRecorderToPause();
    }
}

/// Brings the stage and the recorder together: the recorder's word counts, but what it said before
/// it had its order does not.
void RoomTurn::followPause(bool paused)
{
    auto &recording = m_state.recording;
    auto &order = recording.pauseOrder;
    const bool contradicts = order && order->paused != paused;
    if (contradicts && ++order->contradicted < kContradictions) {
        if (recording.stage == RecordingStage::Interrupted) {
            advance(heardRecording());
        }
        return;
    }
    if (!order || contradicts) {
        recording.pauseWanted = paused;
    }
    order.reset();
    if (paused && recording.pauseWanted) {
        advance(RecordingEvent::AlivePaused);
    } else {
        advance(heardRecording());
    }
    if (recording.pauseWanted != paused) {
        tellRecorderToPause();
    }
}

} // namespace prosc
