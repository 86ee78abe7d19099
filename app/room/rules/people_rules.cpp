#include "app/room/rules/people_rules.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

void PeopleRules::admit(const Newcomer &newcomer)
{
    if (m_state.members.empty()) {
        beginSession();
    }
    auto participant = newcomer.participant;
    participant.present = true;
    takeGrant(participant, newcomer);
    m_recording.askConsent(participant);
    m_recording.awaitNotice(participant);
    m_effects.push_back(effect::Welcome{participant.id});
    Member member{std::move(participant), m_now, m_now};
    member.linkRole = newcomer.participant.role;
    member.origin = newcomer.origin;
    m_state.members.push_back(std::move(member));
    if (!newcomer.origin.device.isEmpty()) {
        m_state.admittedDevices.insert(newcomer.origin.device);
    }
    m_recording.startByItself(m_state.members.back());
    watchHosts();
    changed();
}

void PeopleRules::apply(const cmd::Return &command)
{
    auto *member = find(command.participant);
    if (member == nullptr || m_state.ended) {
        return refuse(ErrorCode::NotFound, u"the place is not kept any more"_s);
    }
    member->participant.present = true;
    member->participant.publications.clear();
    m_recording.awaitNotice(member->participant);
    m_effects.push_back(effect::Welcome{command.participant});
    m_pause.remind(command.participant);
    m_stage.returned(*member);
    watchHosts();
    changed();
}

void PeopleRules::apply(const cmd::ConnectionLost &command)
{
    const auto lastHeard = std::min(command.lastHeard, m_now);
    const auto waits = [&command](const Newcomer &each) {
        return each.participant.id == command.participant;
    };
    if (std::erase_if(m_state.waiting, waits) > 0) {
        m_effects.push_back(effect::Removed{command.participant});
        return changed();
    }
    auto *member = find(command.participant);
    if (member == nullptr) {
        return;
    }
    member->participant.present = false;
    member->participant.publications.clear();
    member->lostAt = m_now;
    m_state.recording.awaitingNotice.erase(command.participant);
    if (member->participant.isHost()) {
        m_state.hostHeardAt = std::max(m_state.hostHeardAt, lastHeard);
    }
    watchHosts();
    changed();
    if (!isKept(*member)) {
        remove(command.participant);
    }
}

/// Whether a place outlives its connection.
bool PeopleRules::isKept(const Member &member) const
{
    return isModerating(member.participant.role) || member.hasSentMedia ||
           m_now - member.enteredAt >= m_state.rules.settledAfter;
}

/// After a while without anybody it is another session, though nobody ended the last one.
void PeopleRules::beginSession()
{
    m_state.startedAt = m_now;
    m_state.isLimitNear = false;
    if (m_now - m_state.emptySince >= m_state.rules.hostGrace) {
        m_state.chat.clear();
        m_state.removed.clear();
        m_state.admittedDevices.clear();
        m_state.grants.clear();
        m_state.room.stageAccess = StageAccess::Everyone;
        m_state.wasRecorded = m_state.wasReminded = false;
    }
}

/// Somebody whose page was loaded anew left, and comes with the same device and link.
void PeopleRules::takeGrant(Participant &participant, const Newcomer &newcomer)
{
    const auto found = m_state.grants.find(newcomer.origin.device);
    if (found != m_state.grants.end() && found->second.linkRole == participant.role) {
        participant.role = found->second.role;
        participant.invited = found->second.invited;
        m_state.grants.erase(found);
    }
}

void PeopleRules::remove(const ParticipantId &id)
{
    const auto *member = find(id);
    if (member != nullptr && !member->origin.device.isEmpty() &&
        (member->participant.role != member->linkRole || member->participant.invited)) {
        m_state.grants[member->origin.device] = {member->linkRole, member->participant.role,
                                                 member->participant.invited};
    }
    std::erase_if(m_state.members, [&id](const Member &m) { return m.participant.id == id; });
    m_state.recording.awaitingNotice.erase(id);
    if (m_state.highlighted == id) {
        m_state.highlighted = {};
    }
    if (m_state.members.empty()) {
        m_state.emptySince = m_now;
    }
    m_effects.push_back(effect::Removed{id});
    watchHosts();
    changed();
}

void PeopleRules::removeThoseGone()
{
    std::vector<ParticipantId> gone;
    for (const auto &member : m_state.members) {
        const auto &participant = member.participant;
        // The recorder keeps its place as long as its recording lasts: it comes back with the file.
        const bool records = m_state.recording.stage != RecordingStage::Idle &&
                             participant.id == m_state.recording.recorder;
        if (!participant.present && !records && m_now - member.lostAt > m_state.rules.placeKept) {
            gone.push_back(participant.id);
        }
    }
    for (const auto &id : gone) {
        remove(id);
    }
}

bool PeopleRules::hostIsPresent() const
{
    return std::ranges::any_of(m_state.members, [](const Member &member) {
        return member.participant.isHost() && member.participant.present;
    });
}

void PeopleRules::watchHosts()
{
    const bool hostPresent = hostIsPresent();
    const bool hostCame = hostPresent || m_state.hostWasHere;
    m_state.hostWasHere = hostCame;
    if (hostPresent) {
        m_state.hostLeftAt.reset();
    } else if (hostCame && !m_state.hostLeftAt) {
        m_state.hostLeftAt = m_state.hostHeardAt;
    }
}

void PeopleRules::tick()
{
    removeThoseGone();
    if (m_state.hostLeftAt && !m_state.ended &&
        m_now - *m_state.hostLeftAt >= m_state.rules.hostGrace) {
        endSession(u"timeout"_s, EndReason::HostLeft);
    }
    watchLimit();
}

/// Everyone is told once the end of the longest session is near.
void PeopleRules::watchLimit()
{
    if (m_state.ended || m_state.members.empty()) {
        return;
    }
    const auto left = m_state.rules.sessionLimit - (m_now - m_state.startedAt);
    if (left <= MediaTime{}) {
        endSession(u"limit"_s, EndReason::SessionEnded);
    } else if (left <= m_state.rules.limitWarning && !std::exchange(m_state.isLimitNear, true)) {
        changed();
    }
}

void PeopleRules::endSession(const QString &reason, EndReason recordingReason)
{
    m_recording.abandon(recordingReason, {});
    m_state.ended = true;
    m_effects.push_back(effect::SessionOver{reason});
    changed();
}

void PeopleRules::on(Sender sender, const msg::SetRole &m)
{
    const auto &self = sender.member.participant;
    if (!isModerating(self.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators change roles"_s);
    }
    auto *target = find(m.participant);
    if (target == nullptr) {
        return refuse(ErrorCode::NotFound, u"no such participant"_s);
    }
    auto &participant = target->participant;
    if (participant.id == self.id || m.role == Role::Host ||
        participant.client == ClientKind::Recorder) {
        return refuse(ErrorCode::InvalidArgument, u"this role does not change"_s);
    }
    if (participant.role == m.role) {
        return;
    }
    if (!standsOver(self.role, participant.role)) {
        return refuse(ErrorCode::HostOnly, u"only a host takes a moderator's role"_s,
                      participant.name);
    }
    participant.role = m.role;
    if (m.role == Role::Participant) {
        m_stage.demoted(*target);
    }
    const auto act = m.role == Role::Moderator ? ModeratorAct::Promoted : ModeratorAct::Demoted;
    m_stage.tell(*target, act, self.name);
    changed();
}

void PeopleRules::on(Sender sender, const msg::Remove &m)
{
    const auto &self = sender.member.participant;
    if (!isModerating(self.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators remove people"_s);
    }
    const auto *target = find(m.participant);
    if (target == nullptr) {
        return refuse(ErrorCode::NotFound, u"no such participant"_s);
    }
    const auto &participant = target->participant;
    if (participant.id == self.id) {
        return refuse(ErrorCode::InvalidArgument, u"they can leave"_s);
    }
    if (!standsOver(self.role, participant.role)) {
        return refuse(ErrorCode::HostOnly, u"only a host removes a moderator, and nobody a host"_s,
                      participant.name);
    }
    if (m_state.recording.stage != RecordingStage::Idle &&
        m_state.recording.recorder == participant.id) {
        return refuse(ErrorCode::RecordsNow, u"the recording would end"_s, participant.name);
    }
    if (!(target->origin == Origin{})) {
        m_state.removed.push_back(target->origin);
        m_state.admittedDevices.erase(target->origin.device);
    }
    m_effects.push_back(effect::TurnAway{m.participant, u"removed"_s});
    const auto device = target->origin.device;
    remove(m.participant);
    m_state.grants.erase(device);
}

void PeopleRules::on(Sender sender, const msg::SetRecordingOptions &m)
{
    if (!isModerating(sender.member.participant.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators set options"_s);
    }
    auto &room = m_state.room;
    if (room.subtitles != m.subtitles || room.chapters != m.chapters) {
        room.subtitles = m.subtitles;
        room.chapters = m.chapters;
        m_effects.push_back(effect::RoomOptions{m.subtitles, m.chapters});
        changed();
    }
}

void PeopleRules::on(Sender sender, const msg::Leave &)
{
    const auto id = sender.member.participant.id;
    if (m_state.recording.recorder == id) {
        // The recorder leaves on purpose: it completes what it has, and no recording stays pending.
        m_recording.abandon(EndReason::Stopped, sender.member.participant.name);
    }
    if (sender.member.participant.isHost()) {
        m_state.hostHeardAt = m_now;
    }
    remove(id);
}

void PeopleRules::on(Sender sender, const msg::EndSession &)
{
    if (!isModerating(sender.member.participant.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators end the session"_s);
    }
    if (sender.member.participant.role != Role::Host && hostIsPresent()) {
        return refuse(ErrorCode::NotAllowed, u"only a host ends a host's session"_s);
    }
    endSession(u"ended"_s, EndReason::SessionEnded);
}

} // namespace prosc
