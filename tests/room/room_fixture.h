#pragma once

#include "app/room/rules/room_authority.h"

#include <QTimeZone>

namespace prosc {

inline ParticipantId pid(const char *id)
{
    return ParticipantId{QString::fromLatin1(id)};
}

inline RecordingId rid(const char *id)
{
    return RecordingId{QString::fromLatin1(id)};
}

/// A room under test: keeps the state between decisions, and the last decision.
class TestRoom
{
public:
    TestRoom()
    {
        state.room =
            RoomInfo{RoomId{QStringLiteral("r")}, QStringLiteral("Title"), RoomType::Single, false};
        state.sfu = SfuInfo{SfuState::Up, 1};
    }

    bool apply(const RoomCommand &command)
    {
        last = decide(state, command, now);
        state = last.state;
        return !last.refusal;
    }

    /// The participant's name is the id in upper case.
    bool enter(const char *id, Role role, ClientKind client = ClientKind::Web,
               FormFactor formFactor = FormFactor::Desktop)
    {
        Participant participant;
        participant.id = pid(id);
        participant.name = participant.id.value.toUpper();
        participant.role = role;
        participant.client = client;
        participant.formFactor = formFactor;
        const bool isIn = apply(cmd::Enter{participant});
        if (isIn && has(id)) {
            // Long enough ago for its place to be kept.
            state.members.back().enteredAt = now - state.rules.settledAfter;
        }
        return isIn;
    }

    bool say(const char *id, const ClientBody &body)
    {
        const auto fresh = RecordingId{QStringLiteral("rec%1").arg(state.lastEpoch + 1)};
        return apply(cmd::FromClient{pid(id), body, fresh, wallTime});
    }

    /// Confirms the recording; its consent is stored.
    bool confirm(const char *id)
    {
        const bool isTaken = say(id, msg::ConfirmRecording{state.recording.id});
        return isTaken && apply(cmd::ConsentStored{state.recording.id, pid(id)});
    }

    /// Its connection ends after a silence of `silence`.
    bool lose(const char *id, MediaTime silence = {})
    {
        return apply(cmd::ConnectionLost{pid(id), now - silence});
    }
    bool comeBack(const char *id) { return apply(cmd::Return{pid(id)}); }

    bool tickAfter(MediaTime duration)
    {
        now += duration;
        return apply(cmd::Tick{});
    }

    [[nodiscard]] const Participant &who(const char *id) const
    {
        const auto *member = state.find(pid(id));
        return member != nullptr ? member->participant : nobody;
    }
    [[nodiscard]] bool has(const char *id) const { return state.find(pid(id)) != nullptr; }
    [[nodiscard]] RecordingInfo recording() const { return snapshot(state, now).recording; }
    [[nodiscard]] ErrorCode refusedWith() const
    {
        return last.refusal ? last.refusal->error.code : ErrorCode::Internal;
    }

    /// The last decision's effects of one type, in order.
    template <class E>
    [[nodiscard]] std::vector<E> effects() const
    {
        std::vector<E> found;
        for (const auto &effect : last.effects) {
            if (const auto *known = std::get_if<E>(&effect)) {
                found.push_back(*known);
            }
        }
        return found;
    }
    template <class M>
    [[nodiscard]] std::vector<M> sentToAll() const
    {
        std::vector<M> found;
        for (const auto &effect : effects<effect::SendAll>()) {
            if (const auto *message = std::get_if<M>(&effect.body)) {
                found.push_back(*message);
            }
        }
        return found;
    }
    template <class M>
    [[nodiscard]] std::vector<M> sentTo(const char *id) const
    {
        std::vector<M> found;
        const auto collect = [&found, id](const auto &effects) {
            for (const auto &effect : effects) {
                if (const auto *message = std::get_if<M>(&effect.body);
                    message && effect.to == pid(id)) {
                    found.push_back(*message);
                }
            }
        };
        collect(effects<effect::Send>());
        collect(effects<effect::SendAfterState>());
        return found;
    }

    RoomState state;
    Decision last;
    MediaTime now = std::chrono::hours(5);
    QDateTime wallTime = QDateTime(QDate(2026, 3, 1), QTime(14, 3, 9), QTimeZone(3600));
    Participant nobody;
};

/// Host "h" with the desktop program, moderator "m" and participant "p" in browsers.
[[nodiscard]] inline TestRoom threePeople()
{
    TestRoom room;
    room.enter("h", Role::Host, ClientKind::Desktop);
    room.enter("m", Role::Moderator);
    room.enter("p", Role::Participant);
    return room;
}

} // namespace prosc
