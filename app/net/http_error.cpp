#include "app/net/http_error.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

ErrorCode codeFor(int status, const QByteArray &body, ErrorCode named)
{
    switch (status) {
    case 401:
        return named == ErrorCode::TokenExpired ? named : ErrorCode::TokenInvalid;
    case 403:
        // An expired ticket of a media link; the page says so to people who open it in a browser.
        return body.contains("expired") ? ErrorCode::TokenExpired : ErrorCode::NotAllowed;
    case 413:
        return ErrorCode::TooLarge;
    case 507:
        return ErrorCode::DiskFull;
    case 460:
        return ErrorCode::ChecksumMismatch;
    case 409:
        return named == ErrorCode::NotAllowed ? named : ErrorCode::OffsetMismatch;
    case 423:
    case 429:
        return ErrorCode::TooMany;
    default:
        break;
    }
    const bool mayPass = status == 404 || status == 408 || status == 410 || status >= 500;
    return mayPass ? ErrorCode::Unreachable : ErrorCode::Malformed;
}

} // namespace

Error errorFromProxy(int status)
{
    const auto code = [status] {
        switch (status) {
        case 403:
            return ErrorCode::ProxyForbids;
        case 413:
            return ErrorCode::ProxyTooLarge;
        case 429:
            return ErrorCode::TooMany;
        case 404:
        case 408:
        case 410:
        case 511:
            return ErrorCode::ProxyAnswers;
        case 501:
            return ErrorCode::ProxyRefuses;
        default:
            // A page instead of the requested resource: a network that requires signing in first.
            return status < 400 || status >= 500 ? ErrorCode::ProxyAnswers
                                                 : ErrorCode::ProxyRefuses;
        }
    }();
    return {code, u"HTTP %1, not by the service"_s.arg(status)};
}

Error errorFromHttp(int status, const QByteArray &body, const QByteArray &named)
{
    const auto code = errorCodeFromName(QString::fromLatin1(named));
    return {codeFor(status, body, code), u"HTTP %1"_s.arg(status)};
}

} // namespace prosc
