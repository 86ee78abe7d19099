#include "app/uploads/upload_state.h"

#include "app/base/back_off.h"

#include <algorithm>

namespace prosc {

namespace {

UploadState nextWhileRunning(UploadState state, UploadEvent event)
{
    switch (event) {
    case UploadEvent::AllSent:
        return UploadState::Verifying;
    case UploadEvent::SendsAgain:
        return UploadState::Uploading;
    case UploadEvent::FailedForNow:
        return UploadState::BackingOff;
    case UploadEvent::FailedForGood:
        return UploadState::Failed;
    case UploadEvent::TakenBack:
        return UploadState::Waiting;
    case UploadEvent::Started:
    case UploadEvent::Retry:
        break;
    }
    return state;
}

} // namespace

UploadState next(UploadState state, UploadEvent event)
{
    switch (state) {
    case UploadState::Waiting:
        return event == UploadEvent::Started ? UploadState::Uploading : state;
    case UploadState::Uploading:
    case UploadState::Verifying:
        return nextWhileRunning(state, event);
    case UploadState::BackingOff:
    case UploadState::Failed:
        return event == UploadEvent::Retry ? UploadState::Waiting : state;
    }
    return state;
}

bool needsPerson(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
    case ErrorCode::StaleRecording:
    case ErrorCode::FileDamaged:
    case ErrorCode::TokenInvalid:
    case ErrorCode::TokenExpired:
    case ErrorCode::NotAllowed:
    case ErrorCode::TooLarge:
    case ErrorCode::ProxyForbids:
    case ErrorCode::ProxyTooLarge:
    case ErrorCode::ProxyRefuses:
    case ErrorCode::InvalidArgument:
        return true;
    default:
        return false;
    }
}

std::chrono::milliseconds retryDelay(int failures, double random, std::chrono::milliseconds longest)
{
    using namespace std::chrono;
    constexpr milliseconds shortest = seconds(1);
    const auto full = BackOff(shortest, longest).delayAfter(failures);
    const double kept = 1.0 - std::clamp(random, 0.0, 1.0) / 2.0;
    const milliseconds wait(
        static_cast<milliseconds::rep>(static_cast<double>(full.count()) * kept));
    return std::max(shortest, wait);
}

} // namespace prosc
