#include "app/room/rules/room_turn.h"

#include <algorithm>

namespace prosc {

namespace {

/// People read notices and agree; recorders and simulated participants have nobody in front of
/// them.
bool hasPerson(const Participant &participant)
{
    return participant.client == ClientKind::Web || participant.client == ClientKind::Desktop;
}

} // namespace

bool RoomTurn::advance(RecordingEvent event)
{
    const auto stage = next(m_state.recording.stage, event);
    if (!stage) {
        return false;
    }
    if (*stage != m_state.recording.stage) {
        m_state.recording.stage = *stage;
        m_state.recording.since = m_now;
        showRecorded();
        changed();
    }
    return true;
}

bool RoomTurn::mayControlRecording(const Sender &sender)
{
    const auto &participant = sender.member.participant;
    if (!isModerating(participant.role)) {
        refuse(ErrorCode::NotAllowed, QStringLiteral("only hosts and moderators record"));
        return false;
    }
    if (participant.formFactor != FormFactor::Desktop) {
        refuse(ErrorCode::NotFromMobile, QStringLiteral("not from a mobile device"));
        return false;
    }
    return true;
}

const Member *RoomTurn::chooseRecorder(const Member &asker) const
{
    const auto canRecord = [](const Member &member) {
        const auto &p = member.participant;
        return p.present && isModerating(p.role) &&
               (p.client == ClientKind::Desktop || p.client == ClientKind::Recorder);
    };
    if (canRecord(asker)) {
        return &asker;
    }
    // A moderator in a browser asks: the host's program records, else any other program.
    const Member *best = nullptr;
    for (const auto &member : m_state.members) {
        if (canRecord(member) && (best == nullptr || (best->participant.role != Role::Host &&
                                                      member.participant.role == Role::Host))) {
            best = &member;
        }
    }
    return best;
}

void RoomTurn::on(Sender sender, const msg::StartRecording &)
{
    if (!mayControlRecording(sender)) {
        return;
    }
    auto &recording = m_state.recording;
    const bool orphaned = recording.stage == RecordingStage::Interrupted && !recorderIsPresent();
    if (recording.stage != RecordingStage::Idle && !orphaned) {
        return refuse(ErrorCode::AlreadyRecording, QStringLiteral("a recording is going on"),
                      recording.startedByName);
    }
    const auto *recorder = chooseRecorder(sender.member);
    if (recorder == nullptr) {
        return refuse(ErrorCode::NoRecorder, QStringLiteral("no desktop program is in the room"));
    }
    if (orphaned) {
        // What its recorder has is completed when that computer is back.
        abandonRecording(EndReason::Stopped, sender.member.participant.name);
    }
    recording = RoomRecording{};
    recording.id = sender.command.freshRecording;
    recording.epoch = ++m_state.lastEpoch;
    recording.startedBy = sender.member.participant.id;
    recording.startedByName = sender.member.participant.name;
    recording.recorder = recorder->participant.id;
    recording.title = m_state.room.title;
    recording.startedAt = sender.command.wallTime;
    recording.subtitles = m_state.room.subtitles;
    recording.chapters = m_state.room.chapters;
    announce();
}

void RoomTurn::announce()
{
    advance(RecordingEvent::Start);
    for (const auto &member : m_state.members) {
        awaitNotice(member.participant);
    }
    if (m_state.recording.awaitingNotice.empty()) {
        begin();
    }
}

void RoomTurn::awaitNotice(const Participant &participant)
{
    if (m_state.recording.stage == RecordingStage::Announcing && participant.present &&
        hasPerson(participant)) {
        m_state.recording.awaitingNotice.insert(participant.id);
    }
}

void RoomTurn::on(Sender sender, const msg::NoticeShown &m)
{
    auto &recording = m_state.recording;
    if (recording.id != m.recording || m.notice != Notice::Starting ||
        recording.stage != RecordingStage::Announcing) {
        return;
    }
    recording.awaitingNotice.erase(sender.member.participant.id);
    if (recording.awaitingNotice.empty()) {
        begin();
    }
}

void RoomTurn::begin()
{
    auto &recording = m_state.recording;
    advance(RecordingEvent::Announced);
    recording.awaitingNotice.clear();
    recording.lastAlive = m_now;
    effects.push_back(orderToBegin(m_state));
}

void RoomTurn::askConsent(Participant &participant) const
{
    const auto &recording = m_state.recording;
    const auto phase = phaseOf(recording.stage);
    if (phase != RecordingPhase::Recording && phase != RecordingPhase::Paused) {
        participant.consent = Consent::None;
    } else if (!hasPerson(participant) || participant.id == recording.startedBy) {
        participant.consent = Consent::NotNeeded;
    } else if (participant.consent != Consent::Confirmed) {
        participant.consent = Consent::Asked;
    }
}

void RoomTurn::on(Sender sender, const msg::ConfirmRecording &m)
{
    auto &participant = sender.member.participant;
    if (m_state.recording.id != m.recording || m_state.recording.stage == RecordingStage::Idle) {
        return refuse(ErrorCode::StaleRecording, QStringLiteral("that recording is over"));
    }
    if (participant.consent == Consent::Asked) {
        participant.consent = Consent::Confirmed;
        effects.push_back(effect::ConsentGiven{m.recording, participant.id, participant.name});
        changed();
    }
}

// ---- ending

void RoomTurn::on(Sender sender, const msg::StopRecording &m)
{
    if (!mayControlRecording(sender)) {
        return;
    }
    const auto stage = m_state.recording.stage;
    if (stage == RecordingStage::Idle) {
        return refuse(ErrorCode::NotRecording, QStringLiteral("nothing is being recorded"));
    }
    if (m_state.recording.id != m.recording) {
        return refuse(ErrorCode::StaleRecording, QStringLiteral("another recording runs now"));
    }
    if (!recorderIsPresent()) {
        abandonRecording(EndReason::Stopped, sender.member.participant.name);
    } else if (stage != RecordingStage::Stopping) {
        stopRecording(EndReason::Stopped, sender.member.participant.name);
    }
}

bool RoomTurn::recorderIsPresent() const
{
    const auto *recorder = m_state.find(m_state.recording.recorder);
    return recorder != nullptr && recorder->participant.present;
}

void RoomTurn::stopRecording(EndReason reason, const QString &byName)
{
    auto &recording = m_state.recording;
    const bool recorderKnows = recording.stage != RecordingStage::Announcing;
    if (!advance(RecordingEvent::Stop)) {
        return;
    }
    recording.endReason = reason;
    recording.stoppedByName = byName;
    if (recorderKnows) {
        tellRecorderToEnd(reason);
    } else {
        endRecording(EndReason::Cancelled, {});
    }
}

/// Ends now, because the recorder will not be in the room any more to report: it completes its
/// file and uploads it alone.
void RoomTurn::abandonRecording(EndReason reason, const QString &byName)
{
    auto &recording = m_state.recording;
    const bool hasPictures = recording.hasPictures;
    if (recording.stage != RecordingStage::Stopping) {
        stopRecording(reason, byName);
    }
    if (recording.stage == RecordingStage::Idle) {
        return;
    }
    if (!hasPictures) {
        effects.push_back(
            effect::RecordingFailed{recording.id, errorCodeName(ErrorCode::Cancelled)});
    }
    advance(RecordingEvent::GaveUp);
    endRecording(hasPictures ? recording.endReason : EndReason::Cancelled, {});
}

/// The recorder was not heard for too long. Should it be there after all, it must not go on
/// recording.
void RoomTurn::giveUpRecording()
{
    tellRecorderToEnd(EndReason::Failed);
    advance(RecordingEvent::GaveUp);
    endRecording(EndReason::Failed, errorCodeName(ErrorCode::Timeout));
}

void RoomTurn::tellRecorderToEnd(EndReason reason)
{
    const auto &recording = m_state.recording;
    effects.push_back(
        effect::Send{recording.recorder, msg::EndRecording{recording.id, recording.epoch, reason}});
}

void RoomTurn::endRecording(EndReason reason, const QString &code)
{
    auto &recording = m_state.recording;
    effects.push_back(
        effect::SendAll{msg::RecordingEnded{recording.id, reason, code, recording.stoppedByName}});
    for (auto &member : m_state.members) {
        member.participant.consent = Consent::None;
    }
    recording = RoomRecording{};
    changed();
}

void RoomTurn::tickRecording()
{
    auto &recording = m_state.recording;
    const auto &rules = m_state.rules;
    const auto silentFor = m_now - recording.lastAlive;
    switch (recording.stage) {
    case RecordingStage::Idle:
        return;
    case RecordingStage::Announcing:
        // Empty: those who had not reported are gone.
        if (recording.awaitingNotice.empty() || m_now - recording.since >= rules.noticeTimeout) {
            begin();
        }
        return;
    case RecordingStage::Beginning:
        if (m_now - recording.since >= rules.beginTimeout) {
            effects.push_back(
                effect::RecordingFailed{recording.id, errorCodeName(ErrorCode::Timeout)});
            giveUpRecording();
        }
        return;
    case RecordingStage::Recording:
    case RecordingStage::Paused:
        if (silentFor >= rules.recorderSilence) {
            advance(RecordingEvent::Silent);
        } else if (m_now - recording.grownAt >= rules.durableSilence) {
            advance(RecordingEvent::Stalled);
        } else if (recording.elapsed.at(m_now) >= rules.recordingLimit + rules.limitGrace) {
            stopRecording(EndReason::Limit, {});
        }
        return;
    case RecordingStage::Interrupted:
        // The recorder may come back with its file at any time; the room need not wait longer than
        // for a host. Where it is the host that is waited for, the session's end is the reason.
        if (silentFor >= rules.hostGrace && !recorderIsLostHost()) {
            giveUpRecording();
        }
        return;
    case RecordingStage::Stopping:
        if (silentFor >= rules.stopTimeout && m_now - recording.since >= rules.stopTimeout) {
            giveUpRecording();
        }
        return;
    }
}

} // namespace prosc
