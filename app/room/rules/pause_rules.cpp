#include "app/room/rules/pause_rules.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// After this many heartbeats that contradict its order, the recorder is assumed not to follow it.
constexpr int kContradictions = 3;

} // namespace

void PauseRules::on(Sender sender, const msg::PauseRecording &m)
{
    if (!m_recording.mayControl(sender)) {
        return;
    }
    auto &recording = m_state.recording;
    const auto phase = phaseOf(recording.stage);
    if (recording.stage != RecordingStage::Idle && recording.id != m.recording) {
        return refuse(ErrorCode::StaleRecording, u"another recording runs now"_s);
    }
    if (phase != RecordingPhase::Recording && phase != RecordingPhase::Paused) {
        return refuse(ErrorCode::NotRecording, u"nothing is being recorded"_s);
    }
    if (recording.pauseWanted == m.paused) {
        return;
    }
    recording.pauseWanted = m.paused;
    if (!m.paused) {
        // Resuming is shown before it happens, pausing only once the recorder has paused.
        recording.grownAt = m_now;
        m_recording.advance(RecordingEvent::Resume);
    }
    if (!recording.pauseOrder) {
        tellRecorder();
    }
}

void PauseRules::tellRecorder()
{
    auto &recording = m_state.recording;
    recording.pauseOrder = PauseOrder{recording.pauseWanted};
    m_effects.push_back(
        effect::SendAfterState{recording.recorder, msg::PauseRecorder{recording.id, recording.epoch,
                                                                      recording.pauseWanted}});
}

/// The order may have been lost with the old connection.
void PauseRules::remind(const ParticipantId &returned)
{
    if (m_state.recording.recorder == returned && m_state.recording.pauseOrder) {
        tellRecorder();
    }
}

/// The event of a heartbeat from a recorder that is not paused.
RecordingEvent PauseRules::heard() const
{
    return m_now - m_state.recording.grownAt < m_state.rules.durableSilence
               ? RecordingEvent::Alive
               : RecordingEvent::Stalled;
}

/// Reconciles the stage with the recorder's heartbeat: the recorder decides, except for heartbeats
/// it sent before it had its order.
void PauseRules::follow(bool paused)
{
    auto &recording = m_state.recording;
    auto &order = recording.pauseOrder;
    const bool contradicts = order && order->paused != paused;
    if (contradicts && ++order->contradicted < kContradictions) {
        if (recording.stage == RecordingStage::Interrupted) {
            m_recording.advance(heard());
        }
        return;
    }
    if (!order || contradicts) {
        recording.pauseWanted = paused;
    }
    order.reset();
    if (paused && recording.pauseWanted) {
        m_recording.advance(RecordingEvent::AlivePaused);
    } else {
        m_recording.advance(heard());
    }
    if (recording.pauseWanted != paused) {
        tellRecorder();
    }
}

} // namespace prosc
