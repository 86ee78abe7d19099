#include "app/net/upload/tus_state.h"

#include <algorithm>
#include <initializer_list>

namespace prosc {

namespace {

using S = TusState;

/// `to` if `state` is one of `from`.
std::optional<S> step(S state, std::initializer_list<S> from, S to)
{
    return std::ranges::find(from, state) != from.end() ? std::optional(to) : std::nullopt;
}

/// The states in which what the service has becomes known, or what is on this disk grows.
constexpr std::initializer_list<S> kOffsetsKnown{S::Probing, S::Reading, S::CaughtUp, S::Sending};

} // namespace

std::optional<TusState> next(TusState state, TusEvent event)
{
    switch (event) {
    case TusEvent::Started:
        return step(state, {S::Idle}, S::Starting);
    case TusEvent::Unmeasured:
        return step(state, {S::Starting}, S::Measuring);
    case TusEvent::Unlocated:
        return step(state,
                    {S::Starting, S::Measuring, S::Probing, S::Removing, S::Sending, S::Waiting},
                    S::Creating);
    case TusEvent::Located:
        // After Sending: a proxy refused the size, and the next chunk must be smaller.
        return step(state, {S::Starting, S::Creating, S::Sending, S::Waiting}, S::Probing);
    case TusEvent::Foreign:
        return state == S::Rechecking ? S::Removing : step(state, kOffsetsKnown, S::Removing);
    case TusEvent::DataLeft:
        return step(state, kOffsetsKnown, S::Reading);
    case TusEvent::NoDataYet:
        return step(state, kOffsetsKnown, S::CaughtUp);
    case TusEvent::Throttled:
        return step(state, {S::Reading}, S::Pacing);
    case TusEvent::ChunkReady:
        return state == S::Pacing ? S::Sending : step(state, kOffsetsKnown, S::Sending);
    case TusEvent::BodyRefused:
        return step(state, {S::Sending}, S::Rechecking);
    case TusEvent::Stored:
        return step(state, {S::Probing, S::Sending}, S::Reporting);
    case TusEvent::Interrupted:
        return step(state,
                    {S::Creating, S::Probing, S::Removing, S::Sending, S::Rechecking, S::Reporting},
                    S::Waiting);
    case TusEvent::Ended:
        break;
    }
    return S::Idle;
}

std::optional<TusEvent> eventOf(const TusOffsets &offsets)
{
    if (offsets.offset < offsets.known) {
        return TusEvent::DataLeft;
    }
    if (!offsets.body) {
        return TusEvent::NoDataYet;
    }
    if (offsets.staged > 0) {
        return TusEvent::Foreign;
    }
    return offsets.offset == *offsets.body ? std::optional(TusEvent::ChunkReady) : std::nullopt;
}

} // namespace prosc
