#include "app/room/rules/recorder_rules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// A file this much shorter than the limit still counts as ended by it.
constexpr auto kLimitTolerance = std::chrono::seconds(1);
/// How wrong the displayed time may be before a new state is sent.
constexpr auto kDrift = std::chrono::seconds(1);

} // namespace

bool RecorderRules::isRecorderOf(const Sender &sender, const RecordingId &id, int epoch)
{
    const auto &recording = m_state.recording;
    if (recording.stage != RecordingStage::Idle && recording.id == id && recording.epoch == epoch &&
        recording.recorder == sender.member.participant.id) {
        return true;
    }
    refuse(ErrorCode::StaleRecording, u"not the recorder of a recording that runs"_s);
    return false;
}

void RecorderRules::on(Sender sender, const msg::RecorderStarted &m)
{
    if (!isRecorderOf(sender, m.recording, m.epoch)) {
        return;
    }
    auto &recording = m_state.recording;
    const bool first = recording.stage == RecordingStage::Beginning;
    if (!m_recording.advance(RecordingEvent::FirstPicture)) {
        return refuse(ErrorCode::StaleRecording, u"the recording was not begun"_s);
    }
    recording.lastAlive = m_now;
    recording.grownAt = m_now;
    if (recording.stage == RecordingStage::Stopping) {
        // The recorder was told to end before it received the order to begin.
        m_recording.tellRecorderToEnd(recording.endReason);
    }
    if (first) {
        recording.hasPictures = true;
        for (auto &member : m_state.members) {
            m_recording.askConsent(member.participant);
        }
    }
}

void RecorderRules::on(Sender sender, const msg::RecorderAlive &m)
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
    // Upper bound for any recording, however large the reported number is.
    const auto most = std::chrono::ceil<std::chrono::milliseconds>(m_state.rules.recordingLimit +
                                                                   m_state.rules.limitGrace);
    const auto durable = std::min(std::chrono::milliseconds(m.recorded), most);
    if (durable > recording.durable || m.paused || recording.stage == RecordingStage::Paused) {
        recording.grownAt = m_now;
    }
    recording.durable = durable;
    m_pause.follow(m.paused);
    m_recording.showRecorded();
    const auto drift = recording.elapsed.at(m_now) - recording.shown.at(m_now);
    const bool stands = !recording.elapsed.since;
    if (std::chrono::abs(drift) > (stands ? MediaTime{} : MediaTime{kDrift})) {
        changed();
    }
}

void RecorderRules::on(Sender sender, const msg::RecorderStopped &m)
{
    if (!isRecorderOf(sender, m.recording, m.epoch)) {
        return;
    }
    // A recorder ends automatically at the limit, or when its disk is nearly full.
    const auto full = std::chrono::duration_cast<std::chrono::milliseconds>(
        m_state.rules.recordingLimit - kLimitTolerance);
    const bool isFull = std::chrono::milliseconds(m.duration) >= full;
    const auto reason = m_state.recording.stage == RecordingStage::Stopping
                            ? m_state.recording.endReason
                        : isFull           ? EndReason::Limit
                        : m.diskNearlyFull ? EndReason::DiskNearlyFull
                                           : EndReason::Stopped;
    if (!m_recording.advance(RecordingEvent::FileComplete)) {
        return refuse(ErrorCode::StaleRecording, u"the recording was not begun"_s);
    }
    m_effects.push_back(effect::FileFacts{m});
    m_recording.end(reason, {});
}

void RecorderRules::on(Sender sender, const msg::RecorderFailed &m)
{
    if (!isRecorderOf(sender, m.recording, m.epoch)) {
        return;
    }
    const bool cancelled = errorCodeFromName(m.code) == ErrorCode::Cancelled;
    m_effects.push_back(effect::RecordingFailed{m.recording, m.code});
    m_recording.advance(RecordingEvent::Failed);
    m_recording.end(cancelled ? EndReason::Cancelled : EndReason::Failed,
                    cancelled ? QString() : m.code);
}

/// A recorder that was killed and restarted elsewhere has completed its file on its own.
void RecorderRules::apply(const cmd::RecordingPublished &command)
{
    const auto &recording = m_state.recording;
    if (recording.stage != RecordingStage::Idle && recording.id == command.recording &&
        !m_recording.recorderIsPresent()) {
        m_recording.abandon(EndReason::Stopped, {});
    }
}

} // namespace prosc
