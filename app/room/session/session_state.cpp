#include "app/room/session/session_state.h"

namespace prosc {

namespace {

using S = SessionState;
using E = SessionEvent;

std::optional<S> onlyFrom(S state, S wanted, S then)
{
    return state == wanted ? std::optional(then) : std::nullopt;
}

} // namespace

std::optional<SessionState> next(SessionState state, SessionEvent event)
{
    switch (event) {
    case E::Open:
        return onlyFrom(state, S::Idle, S::Connecting);
    case E::Connected:
        return onlyFrom(state, S::Connecting, S::Joining);
    case E::Welcomed:
        return state == S::Waiting ? std::optional(S::Joined)
                                   : onlyFrom(state, S::Joining, S::Joined);
    case E::ToldToWait:
        return onlyFrom(state, S::Joining, S::Waiting);
    case E::Retry:
        return onlyFrom(state, S::Reconnecting, S::Connecting);
    case E::Lost:
        if (state == S::Idle || state == S::Left || state == S::Reconnecting) {
            return std::nullopt;
        }
        return S::Reconnecting;
    case E::Ended:
        return state == S::Left ? std::nullopt : std::optional(S::Left);
    }
    return std::nullopt;
}

} // namespace prosc
