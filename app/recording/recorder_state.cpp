#include "app/recording/recorder_state.h"

namespace prosc {

std::optional<RecorderState> next(RecorderState state, RecorderEvent event)
{
    using S = RecorderState;
    using E = RecorderEvent;
    switch (state) {
    case S::Idle:
        return event == E::Begin ? std::optional(S::Starting) : std::nullopt;
    case S::Starting:
        switch (event) {
        case E::FirstPicture:
            return S::Recording;
        case E::End:
            return S::Finishing;
        case E::Failed:
            return S::Idle;
        default:
            return std::nullopt;
        }
    case S::Recording:
        switch (event) {
        case E::End:
            return S::Finishing;
        case E::Failed:
            return S::Idle;
        default:
            return std::nullopt;
        }
    case S::Finishing:
        switch (event) {
        case E::FirstPicture:
            return S::Finishing;
        case E::Done:
        case E::Failed:
            return S::Idle;
        default:
            return std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace prosc
