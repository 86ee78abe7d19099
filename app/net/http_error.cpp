#include "app/net/http_error.h"

namespace prosc {

namespace {

ErrorCode codeFor(int status, const QByteArray &body)
{
    switch (status) {
    case 401:
        return body.contains("tokenExpired") ? ErrorCode::TokenExpired : ErrorCode::TokenInvalid;
    case 403:
        // A media link's ticket; the page says so to people who open it in a browser.
        return body.contains("expired") ? ErrorCode::TokenExpired : ErrorCode::NotAllowed;
    case 413:
        return ErrorCode::TooLarge;
    case 507:
        return ErrorCode::DiskFull;
    case 460:
        return ErrorCode::ChecksumMismatch;
    case 409:
        return ErrorCode::OffsetMismatch;
    default:
        break;
    }
    const bool mayPass = status == 404 || status == 408 || status == 410 || status == 423 ||
                         status == 429 || status >= 500;
    return mayPass ? ErrorCode::Unreachable : ErrorCode::Malformed;
}

} // namespace

Error errorFromHttp(int status, const QByteArray &body)
{
    return {codeFor(status, body), QStringLiteral("HTTP %1").arg(status)};
}

} // namespace prosc
