#include "app/room/rules/stage_rules.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QStringList midsOf(const Participant &participant, MediaKind kind)
{
    QStringList mids;
    if (const auto *publication = participant.publication(Peer::Main)) {
        for (const auto &track : publication->tracks) {
            if (track.kind == kind) {
                mids.append(track.mid);
            }
        }
    }
    return mids;
}

/// On stage, or sharing a screen without a tile of their own.
bool isSeen(const Participant &participant)
{
    return participant.onStage || !participant.publications.empty();
}

} // namespace

// ---- people themselves

void StageRules::on(Sender sender, const msg::SetMedia &m)
{
    auto &member = sender.member;
    auto &participant = member.participant;
    if ((m.camera || m.microphone) && participant.client != ClientKind::Recorder &&
        !participant.mayBeOnStage(m_state.room.stageAccess)) {
        return refuse(ErrorCode::NotInvited, u"nobody invited them to the stage"_s);
    }
    if (m.microphone && std::exchange(member.isMuted, false)) {
        silence(member, MediaKind::Audio, false);
    }
    if (m.camera && std::exchange(member.isCameraOff, false)) {
        silence(member, MediaKind::Video, false);
    }
    if (participant.camera != m.camera || participant.microphone != m.microphone) {
        participant.camera = m.camera;
        participant.microphone = m.microphone;
        changed();
    }
}

void StageRules::on(Sender sender, const msg::SetStage &m)
{
    auto &participant = sender.member.participant;
    if (participant.client == ClientKind::Recorder && m.onStage) {
        return refuse(ErrorCode::NotAllowed, u"a recorder is never on stage"_s);
    }
    if (m.onStage && !participant.mayBeOnStage(m_state.room.stageAccess)) {
        return refuse(ErrorCode::NotInvited, u"nobody invited them to the stage"_s);
    }
    if (participant.onStage != m.onStage) {
        participant.onStage = m.onStage;
        participant.stageOrder = m.onStage ? ++m_state.lastStageOrder : 0;
        changed();
    }
}

void StageRules::on(Sender sender, const msg::SetHand &m)
{
    change(sender.member.participant.handRaised, m.raised);
}

void StageRules::on(Sender sender, const msg::SetFit &m)
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

// ---- moderators

void StageRules::on(Sender sender, const msg::Highlight &m)
{
    if (!isModerating(sender.member.participant.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators highlight"_s);
    }
    if (!m.participant.isEmpty() && find(m.participant) == nullptr) {
        return refuse(ErrorCode::NotFound, u"no such participant"_s);
    }
    change(m_state.highlighted, m.participant);
}

Member *StageRules::targetOf(const Sender &sender, const ParticipantId &target)
{
    const auto &self = sender.member.participant;
    if (!isModerating(self.role)) {
        refuse(ErrorCode::NotAllowed, u"only moderators do that to others"_s);
        return nullptr;
    }
    auto *member = find(target);
    if (member == nullptr) {
        refuse(ErrorCode::NotFound, u"no such participant"_s);
        return nullptr;
    }
    if (standsOver(member->participant.role, self.role)) {
        refuse(ErrorCode::HostOnly, u"a host stands over a moderator"_s, member->participant.name);
        return nullptr;
    }
    return member;
}

void StageRules::tell(Member &member, ModeratorAct act, const QString &by)
{
    if (member.participant.present) {
        m_effects.push_back(effect::SendAfterState{member.participant.id, msg::Told{act, by}});
    } else {
        member.untold.push_back(msg::Told{act, by});
    }
}

void StageRules::returned(Member &member)
{
    for (const auto &told : std::exchange(member.untold, {})) {
        m_effects.push_back(effect::SendAfterState{member.participant.id, told});
    }
}

void StageRules::silence(const Member &member, MediaKind kind, bool silent)
{
    if (const auto mids = midsOf(member.participant, kind); !mids.isEmpty()) {
        m_effects.push_back(effect::Silence{member.participant.id, mids, silent});
    }
}

void StageRules::mute(Member &member, const QString &by)
{
    if (member.participant.microphone) {
        member.participant.microphone = false;
        member.isMuted = true;
        silence(member, MediaKind::Audio, true);
        tell(member, ModeratorAct::Muted, by);
        changed();
    } else if (!member.isMuted && !midsOf(member.participant, MediaKind::Audio).isEmpty()) {
        // Off, as its client says; but nobody is to rely on that.
        member.isMuted = true;
        silence(member, MediaKind::Audio, true);
    }
}

void StageRules::on(Sender sender, const msg::Mute &m)
{
    const auto &self = sender.member.participant;
    if (!m.participant.isEmpty()) {
        if (auto *target = targetOf(sender, m.participant)) {
            mute(*target, self.name);
        }
        return;
    }
    if (!isModerating(self.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators mute others"_s);
    }
    for (auto &member : m_state.members) {
        if (member.participant.id != self.id && !standsOver(member.participant.role, self.role)) {
            mute(member, self.name);
        }
    }
}

void StageRules::on(Sender sender, const msg::SwitchCameraOff &m)
{
    auto *target = targetOf(sender, m.participant);
    if (target != nullptr && target->participant.camera) {
        target->participant.camera = false;
        target->isCameraOff = true;
        silence(*target, MediaKind::Video, true);
        tell(*target, ModeratorAct::CameraOff, sender.member.participant.name);
        changed();
    }
}

void StageRules::on(Sender sender, const msg::AskToUnmute &m)
{
    auto *target = targetOf(sender, m.participant);
    if (target != nullptr && !target->participant.microphone) {
        tell(*target, ModeratorAct::UnmuteAsked, sender.member.participant.name);
    }
}

void StageRules::on(Sender sender, const msg::InviteToStage &m)
{
    auto *target = targetOf(sender, m.participant);
    if (target == nullptr) {
        return;
    }
    auto &participant = target->participant;
    if (participant.client == ClientKind::Recorder) {
        return refuse(ErrorCode::NotAllowed, u"a recorder is never on stage"_s);
    }
    change(participant.invited, true);
    change(participant.handRaised, false);
    if (!participant.onStage) {
        tell(*target, ModeratorAct::Invited, sender.member.participant.name);
    }
}

void StageRules::on(Sender sender, const msg::LowerHand &m)
{
    auto *target = targetOf(sender, m.participant);
    if (target != nullptr && target->participant.handRaised) {
        change(target->participant.handRaised, false);
        tell(*target, ModeratorAct::HandLowered, sender.member.participant.name);
    }
}

void StageRules::on(Sender sender, const msg::TakeOffStage &m)
{
    auto *target = targetOf(sender, m.participant);
    if (target == nullptr) {
        return;
    }
    const bool wasOnStage = isSeen(target->participant);
    takeOffStage(*target);
    if (wasOnStage) {
        tell(*target, ModeratorAct::OffStage, sender.member.participant.name);
    }
}

void StageRules::takeOffStage(Member &member)
{
    auto &participant = member.participant;
    change(participant.invited, false);
    change(participant.onStage, false);
    change(participant.stageOrder, 0);
    change(participant.camera, false);
    change(participant.microphone, false);
    if (!participant.publications.empty()) {
        participant.publications.clear();
        m_effects.push_back(effect::StopSending{participant.id});
        changed();
    }
}

void StageRules::demoted(Member &member)
{
    if (!member.participant.mayBeOnStage(m_state.room.stageAccess)) {
        takeOffStage(member);
    }
}

void StageRules::on(Sender sender, const msg::SetStageAccess &m)
{
    const auto &self = sender.member.participant;
    if (!isModerating(self.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators decide who comes on stage"_s);
    }
    if (self.formFactor != FormFactor::Desktop) {
        return refuse(ErrorCode::NotFromMobile, u"not from a mobile device"_s);
    }
    if (m.access == m_state.room.stageAccess) {
        return;
    }
    // Whoever is on stage stays there.
    for (auto &member : m_state.members) {
        auto &person = member.participant;
        person.invited = m.access != StageAccess::Everyone && !isModerating(person.role) &&
                         (person.invited || isSeen(person));
    }
    change(m_state.room.stageAccess, m.access);
}

// ---- reports of the media server

void StageRules::apply(const cmd::PublicationChanged &command)
{
    auto *member = find(command.participant);
    // The media server may answer after the connection that asked is gone.
    if (member == nullptr || (command.publication && !member->participant.present)) {
        return;
    }
    auto &participant = member->participant;
    if (command.publication && !participant.mayBeOnStage(m_state.room.stageAccess)) {
        // They were taken off the stage while the media server was asked.
        m_effects.push_back(effect::StopSending{command.participant});
        return;
    }
    auto publications = participant.publications;
    std::erase_if(publications,
                  [&command](const Publication &p) { return p.peer == command.peer; });
    if (command.publication) {
        publications.push_back(*command.publication);
        member->hasSentMedia = true;
    }
    change(participant.publications, publications);
    if (member->isMuted) {
        silence(*member, MediaKind::Audio, true);
    }
    if (member->isCameraOff) {
        silence(*member, MediaKind::Video, true);
    }
}

void StageRules::apply(const cmd::SfuChanged &command)
{
    if (m_state.sfu.generation != command.sfu.generation) {
        for (auto &member : m_state.members) {
            member.participant.publications.clear();
        }
    }
    change(m_state.sfu, command.sfu);
}

} // namespace prosc
