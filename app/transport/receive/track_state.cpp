#include "app/transport/receive/track_state.h"

namespace prosc {

TrackState next(TrackState state, TrackEvent event)
{
    using S = TrackState;
    if (event == TrackEvent::Failed || event == TrackEvent::Stopped) {
        return S::Dead;
    }
    switch (state) {
    case S::Attaching:
        return event == TrackEvent::OfferReceived ? S::Offered : state;
    case S::Offered:
        return event == TrackEvent::DescriptionSet ? S::Answering : state;
    case S::Answering:
        return event == TrackEvent::AnswerSent ? S::Connecting : state;
    case S::Connecting:
        return event == TrackEvent::Frame ? S::Live : state;
    case S::Live:
        return event == TrackEvent::Quiet ? S::Stalled : state;
    case S::Stalled:
        return event == TrackEvent::Frame ? S::Live : state;
    case S::Dead:
        break;
    }
    return state;
}

} // namespace prosc
