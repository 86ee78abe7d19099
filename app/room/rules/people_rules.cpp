#include "app/room/rules/people_rules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

void PeopleRules::apply(const cmd::Enter &command)
{
    if (m_state.ended) {
        return refuse(ErrorCode::SessionEnded, u"the session is over"_s);
    }
    const auto &newcomer = command.participant;
    if (newcomer.client == ClientKind::Recorder && !isModerating(newcomer.role)) {
        return refuse(ErrorCode::NotAllowed, u"only hosts and moderators record"_s);
    }
    const auto &rules = m_state.rules;
    const auto places =
        rules.maxParticipants + (isModerating(newcomer.role) ? rules.placesForModerators : 0);
    if (m_state.members.size() + m_state.waiting.size() >= places) {
        return refuse(ErrorCode::TooMany, u"the room is full"_s);
    }
    if (m_state.room.locked && command.participant.role != Role::Host) {
        m_state.waiting.push_back(command.participant);
        m_effects.push_back(effect::Wait{command.participant.id});
        return changed();
    }
    admit(command.participant);
}

void PeopleRules::admit(Participant participant)
{
    participant.present = true;
    m_recording.askConsent(participant);
    m_recording.awaitNotice(participant);
    m_effects.push_back(effect::Welcome{participant.id});
    m_state.members.push_back(Member{std::move(participant), m_now, m_now});
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
    watchHosts();
    changed();
}

void PeopleRules::apply(const cmd::ConnectionLost &command)
{
    const auto lastHeard = std::min(command.lastHeard, m_now);
    const auto waits = [&command](const Participant &p) { return p.id == command.participant; };
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

void PeopleRules::remove(const ParticipantId &id)
{
    std::erase_if(m_state.members, [&id](const Member &m) { return m.participant.id == id; });
    m_state.recording.awaitingNotice.erase(id);
    if (m_state.highlighted == id) {
        m_state.highlighted = {};
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
}

void PeopleRules::endSession(const QString &reason, EndReason recordingReason)
{
    m_recording.abandon(recordingReason, {});
    m_state.ended = true;
    m_effects.push_back(effect::SessionOver{reason});
    changed();
}

void PeopleRules::on(Sender sender, const msg::SetMedia &m)
{
    auto &participant = sender.member.participant;
    if (participant.camera != m.camera || participant.microphone != m.microphone) {
        participant.camera = m.camera;
        participant.microphone = m.microphone;
        changed();
    }
}

void PeopleRules::on(Sender sender, const msg::SetStage &m)
{
    auto &participant = sender.member.participant;
    if (participant.client == ClientKind::Recorder && m.onStage) {
        return refuse(ErrorCode::NotAllowed, u"a recorder is never on stage"_s);
    }
    if (participant.onStage != m.onStage) {
        participant.onStage = m.onStage;
        participant.stageOrder = m.onStage ? ++m_state.lastStageOrder : 0;
        changed();
    }
}

void PeopleRules::on(Sender sender, const msg::SetHand &m)
{
    change(sender.member.participant.handRaised, m.raised);
}

void PeopleRules::on(Sender sender, const msg::SetFit &m)
{
    const auto &self = sender.member.participant;
    if (m.participant != self.id && !isModerating(self.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators fit other tiles"_s);
    }
    auto *target = find(m.participant);
    if (target == nullptr) {
        return refuse(ErrorCode::NotFound, u"no such participant"_s);
    }
    change(target->participant.fit, m.fit);
}

void PeopleRules::on(Sender sender, const msg::Highlight &m)
{
    if (!isModerating(sender.member.participant.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators highlight"_s);
    }
    if (!m.participant.isEmpty() && find(m.participant) == nullptr) {
        return refuse(ErrorCode::NotFound, u"no such participant"_s);
    }
    change(m_state.highlighted, m.participant);
}

void PeopleRules::on(Sender sender, const msg::LockRoom &m)
{
    if (!isModerating(sender.member.participant.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators lock the room"_s);
    }
    change(m_state.room.locked, m.locked);
    if (!m.locked) {
        auto waiting = std::exchange(m_state.waiting, {});
        for (auto &participant : waiting) {
            admit(std::move(participant));
        }
    }
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

void PeopleRules::apply(const cmd::PublicationChanged &command)
{
    auto *member = find(command.participant);
    // The media server may answer after the connection that asked is gone.
    if (member == nullptr || (command.publication && !member->participant.present)) {
        return;
    }
    auto publications = member->participant.publications;
    std::erase_if(publications,
                  [&command](const Publication &p) { return p.peer == command.peer; });
    if (command.publication) {
        publications.push_back(*command.publication);
        member->hasSentMedia = true;
    }
    change(member->participant.publications, publications);
}

void PeopleRules::apply(const cmd::SfuChanged &command)
{
    if (m_state.sfu.generation != command.sfu.generation) {
        for (auto &member : m_state.members) {
            member.participant.publications.clear();
        }
    }
    change(m_state.sfu, command.sfu);
}

} // namespace prosc
