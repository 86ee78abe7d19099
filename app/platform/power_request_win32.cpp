#include "app/platform/power_request.h"

#include <windows.h>

#include <array>
#include <string>

namespace prosc {

namespace {

// The screen too, as a session is locked when it goes dark.
constexpr std::array kRequests{PowerRequestSystemRequired, PowerRequestDisplayRequired};

} // namespace

PowerRequest::PowerRequest(const wchar_t *reason)
{
    std::wstring text(reason);
    REASON_CONTEXT context{};
    context.Version = POWER_REQUEST_CONTEXT_VERSION;
    context.Flags = POWER_REQUEST_CONTEXT_SIMPLE_STRING;
    context.Reason.SimpleReasonString = text.data();
    m_request = ::PowerCreateRequest(&context);
    if (m_request == INVALID_HANDLE_VALUE) {
        m_request = nullptr;
        return;
    }
    m_isHeld = true;
    for (const auto request : kRequests) {
        m_isHeld = ::PowerSetRequest(m_request, request) != FALSE && m_isHeld;
    }
}

PowerRequest::~PowerRequest()
{
    if (m_request) {
        // Closing it takes the requests back.
        ::CloseHandle(m_request);
    }
}

} // namespace prosc
