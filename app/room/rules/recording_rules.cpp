#include "app/room/rules/recording_rules.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Everybody sees notices and consents but a recorder, which has no user and is never on stage. A
/// simulated participant answers as a person would.
bool hasPerson(const Participant &participant)
{
    return participant.client != ClientKind::Recorder;
}

/// Has the button Start, which no phone offers.
bool mayStart(const Participant &participant)
{
    return isModerating(participant.role) && hasPerson(participant) &&
           participant.formFactor == FormFactor::Desktop;
}

} // namespace

bool RecordingRules::advance(RecordingEvent event)
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

bool RecordingRules::mayControl(const Sender &sender)
{
    const auto &participant = sender.member.participant;
    if (!isModerating(participant.role)) {
        refuse(ErrorCode::NotAllowed, u"only hosts and moderators record"_s);
        return false;
    }
    if (participant.formFactor != FormFactor::Desktop) {
        refuse(ErrorCode::NotFromMobile, u"not from a mobile device"_s);
        return false;
    }
    return true;
}

const Member *RecordingRules::chooseRecorder(const Member &asker) const
{
    const auto canRecord = [](const Member &member) {
        const auto &p = member.participant;
        return p.present && isModerating(p.role) && p.formFactor == FormFactor::Desktop &&
               (p.client == ClientKind::Desktop || p.client == ClientKind::Recorder);
    };
    if (canRecord(asker)) {
        return &asker;
    }
    // A browser cannot record: the host's desktop program records, or any other one if there is
    // none.
    const Member *best = nullptr;
    for (const auto &member : m_state.members) {
        if (canRecord(member) && (best == nullptr || (best->participant.role != Role::Host &&
                                                      member.participant.role == Role::Host))) {
            best = &member;
        }
    }
    return best;
}

void RecordingRules::on(Sender sender, const msg::StartRecording &)
{
    if (!mayControl(sender)) {
        return;
    }
    auto &recording = m_state.recording;
    const bool orphaned = recording.stage == RecordingStage::Interrupted && !recorderIsPresent();
    if (recording.stage != RecordingStage::Idle && !orphaned) {
        return refuse(ErrorCode::AlreadyRecording, u"a recording is going on"_s,
                      recording.startedByName);
    }
    const auto *recorder = chooseRecorder(sender.member);
    if (recorder == nullptr && summon(sender.member.participant.id)) {
        return;
    }
    if (recorder == nullptr) {
        return refuse(ErrorCode::NoRecorder, u"no desktop program is in the room"_s);
    }
    m_state.summonedBy = {};
    if (orphaned) {
        // Its recorder completes what it has when that computer is back.
        abandon(EndReason::Stopped, sender.member.participant.name);
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

void RecordingRules::startByItself(const Member &newcomer)
{
    const auto &person = newcomer.participant;
    if (!m_state.summonedBy.isEmpty() && chooseRecorder(newcomer) != nullptr) {
        m_effects.push_back(effect::StartByItself{m_state.summonedBy});
        return;
    }
    if (m_state.autoRecord && !m_state.wasRecorded && mayStart(person) &&
        m_state.recording.stage == RecordingStage::Idle &&
        (m_state.canSummon || chooseRecorder(newcomer) != nullptr)) {
        m_effects.push_back(effect::StartByItself{person.id});
    }
}

/// False if the service has no recorder. Whoever presses Start in the meantime waits for the same.
bool RecordingRules::summon(const ParticipantId &by)
{
    if (!m_state.canSummon) {
        return false;
    }
    if (m_state.summonedBy.isEmpty()) {
        m_state.summonedBy = by;
        m_state.summonedAt = m_now;
        m_effects.push_back(effect::SummonRecorder{});
    }
    return true;
}

void RecordingRules::endSummons(const Error &error)
{
    const auto by = std::exchange(m_state.summonedBy, {});
    m_effects.push_back(effect::Send{
        by, msg::ErrorReply{errorCodeName(error.code), error.detail.left(512), {}, false}});
}

void RecordingRules::apply(const cmd::RecorderRefused &command)
{
    if (!m_state.summonedBy.isEmpty()) {
        endSummons(Error{ErrorCode::NoRecorder, command.error.detail});
    }
}

void RecordingRules::remindToRecord()
{
    if (!m_state.recordReminder || m_state.wasReminded || m_state.wasRecorded) {
        return;
    }
    const auto isToBeReminded = [](const Participant &person) {
        return person.present && mayStart(person);
    };
    m_state.wasReminded = std::ranges::any_of(m_state.members, [&](const Member &member) {
        return isToBeReminded(member.participant) &&
               m_now - member.enteredAt >= m_state.rules.reminderAfter;
    });
    for (const auto &member : m_state.members) {
        if (m_state.wasReminded && isToBeReminded(member.participant)) {
            m_effects.push_back(effect::Send{member.participant.id, msg::RecordReminder{}});
        }
    }
}

void RecordingRules::on(Sender sender, const msg::MarkMoment &m)
{
    const auto &recording = m_state.recording;
    if (!isModerating(sender.member.participant.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators mark a moment"_s);
    }
    if (recording.stage != RecordingStage::Idle && recording.id != m.recording) {
        return refuse(ErrorCode::StaleRecording, u"another recording runs now"_s);
    }
    if (recording.stage != RecordingStage::Recording && recording.stage != RecordingStage::Paused) {
        return refuse(ErrorCode::NotRecording, u"nothing is being recorded"_s);
    }
    m_effects.push_back(
        effect::Send{recording.recorder, msg::AddChapter{recording.id, recording.epoch, m.name}});
}

void RecordingRules::announce()
{
    m_state.wasRecorded = true;
    advance(RecordingEvent::Start);
    for (const auto &member : m_state.members) {
        awaitNotice(member.participant);
    }
    if (m_state.recording.awaitingNotice.empty()) {
        begin();
    }
}

void RecordingRules::awaitNotice(const Participant &participant)
{
    if (m_state.recording.stage == RecordingStage::Announcing && participant.present &&
        hasPerson(participant)) {
        m_state.recording.awaitingNotice.insert(participant.id);
    }
}

void RecordingRules::on(Sender sender, const msg::NoticeShown &m)
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

void RecordingRules::begin()
{
    auto &recording = m_state.recording;
    advance(RecordingEvent::Announced);
    recording.awaitingNotice.clear();
    recording.lastAlive = m_now;
    m_effects.push_back(orderToBegin(m_state));
}

void RecordingRules::askConsent(Participant &participant) const
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

void RecordingRules::on(Sender sender, const msg::ConfirmRecording &m)
{
    auto &participant = sender.member.participant;
    if (m_state.recording.id != m.recording || m_state.recording.stage == RecordingStage::Idle) {
        return refuse(ErrorCode::StaleRecording, u"that recording is over"_s);
    }
    if (participant.consent == Consent::Asked) {
        m_effects.push_back(effect::ConsentGiven{m.recording, participant.id, participant.name});
    }
}

void RecordingRules::apply(const cmd::ConsentStored &command)
{
    auto *member = find(command.participant);
    // It may have left, or the recording ended, while the disk was busy.
    if (member != nullptr && m_state.recording.id == command.recording &&
        member->participant.consent == Consent::Asked) {
        change(member->participant.consent, Consent::Confirmed);
    }
}

void RecordingRules::on(Sender sender, const msg::StopRecording &m)
{
    if (!mayControl(sender)) {
        return;
    }
    const auto stage = m_state.recording.stage;
    if (stage == RecordingStage::Idle) {
        return refuse(ErrorCode::NotRecording, u"nothing is being recorded"_s);
    }
    if (m_state.recording.id != m.recording) {
        return refuse(ErrorCode::StaleRecording, u"another recording runs now"_s);
    }
    if (!recorderIsPresent()) {
        abandon(EndReason::Stopped, sender.member.participant.name);
    } else if (stage != RecordingStage::Stopping) {
        stop(EndReason::Stopped, sender.member.participant.name);
    }
}

bool RecordingRules::recorderIsPresent() const
{
    const auto *recorder = m_state.find(m_state.recording.recorder);
    return recorder != nullptr && recorder->participant.present;
}

void RecordingRules::stop(EndReason reason, const QString &byName)
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
        end(EndReason::Cancelled, {});
    }
}

/// Ends at once, because the recorder will no longer be in the room to report: it completes its
/// file and uploads it on its own.
void RecordingRules::abandon(EndReason reason, const QString &byName)
{
    auto &recording = m_state.recording;
    const bool hasPictures = recording.hasPictures;
    if (recording.stage != RecordingStage::Stopping) {
        stop(reason, byName);
    }
    if (recording.stage == RecordingStage::Idle) {
        return;
    }
    if (!hasPictures) {
        m_effects.push_back(
            effect::RecordingFailed{recording.id, errorCodeName(ErrorCode::Cancelled)});
    }
    advance(RecordingEvent::GaveUp);
    end(hasPictures ? recording.endReason : EndReason::Cancelled, {});
}

/// The recorder was silent for too long. In case it is still there, it is told to stop recording.
void RecordingRules::giveUp()
{
    tellRecorderToEnd(EndReason::Failed);
    advance(RecordingEvent::GaveUp);
    end(EndReason::Failed, errorCodeName(ErrorCode::Timeout));
}

void RecordingRules::tellRecorderToEnd(EndReason reason)
{
    const auto &recording = m_state.recording;
    m_effects.push_back(
        effect::Send{recording.recorder, msg::EndRecording{recording.id, recording.epoch, reason}});
}

void RecordingRules::end(EndReason reason, const QString &code)
{
    auto &recording = m_state.recording;
    m_effects.push_back(
        effect::SendAll{msg::RecordingEnded{recording.id, reason, code, recording.stoppedByName}});
    for (auto &member : m_state.members) {
        member.participant.consent = Consent::None;
    }
    recording = RoomRecording{};
    changed();
}

void RecordingRules::tick()
{
    remindToRecord();
    if (!m_state.summonedBy.isEmpty() &&
        m_now - m_state.summonedAt >= m_state.rules.summonTimeout) {
        endSummons(Error{ErrorCode::NoRecorder, u"the service's recorder did not come"_s});
    }
    auto &recording = m_state.recording;
    const auto &rules = m_state.rules;
    const auto silentFor = m_now - recording.lastAlive;
    switch (recording.stage) {
    case RecordingStage::Idle:
        return;
    case RecordingStage::Announcing:
        // Empty here if those who had not reported have left.
        if (recording.awaitingNotice.empty() || m_now - recording.since >= rules.noticeTimeout) {
            begin();
        }
        return;
    case RecordingStage::Beginning:
        if (m_now - recording.since >= rules.beginTimeout) {
            m_effects.push_back(
                effect::RecordingFailed{recording.id, errorCodeName(ErrorCode::Timeout)});
            giveUp();
        }
        return;
    case RecordingStage::Recording:
    case RecordingStage::Paused:
        if (silentFor >= rules.recorderSilence) {
            advance(RecordingEvent::Silent);
        } else if (m_now - recording.grownAt >= rules.durableSilence) {
            advance(RecordingEvent::Stalled);
        } else if (recording.elapsed.at(m_now) >= rules.recordingLimit + rules.limitGrace) {
            stop(EndReason::Limit, {});
        }
        return;
    case RecordingStage::Interrupted:
        // The recorder may come back with its file at any time, but the room waits no longer than
        // for a host. If that recorder is the missing host, the end of the session is the reason
        // instead.
        if (silentFor >= rules.hostGrace && !recorderIsLostHost()) {
            giveUp();
        }
        return;
    case RecordingStage::Stopping:
        if (silentFor >= rules.stopTimeout && m_now - recording.since >= rules.stopTimeout) {
            giveUp();
        }
        return;
    }
}

/// The displayed time is the file's length. It advances between two heartbeats, but not while the
/// file does not grow.
void RecordingRules::showRecorded()
{
    auto &recording = m_state.recording;
    const bool runs = recording.stage == RecordingStage::Recording;
    recording.elapsed = {recording.durable, runs ? std::optional(m_now) : std::nullopt};
}

/// The recorder is a host's own program, and no host is present.
bool RecordingRules::recorderIsLostHost() const
{
    const auto *recorder = m_state.find(m_state.recording.recorder);
    return m_state.hostLeftAt && recorder != nullptr && recorder->participant.isHost();
}

} // namespace prosc
