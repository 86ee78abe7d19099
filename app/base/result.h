#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace prosc {

/// What went wrong. The names go over the wire (see error_code.cpp); only ui/text/error_text.cpp
/// turns them into sentences for users.
enum class ErrorCode {
    InvalidArgument,
    Malformed,
    UnsupportedVersion,
    TooLarge,
    TooMany,
    NotFound,
    UnknownRoom,
    TokenInvalid,
    TokenExpired,
    NotAllowed,
    NotFromMobile,
    AlreadyRecording,
    NotRecording,
    NotWaiting,
    NotInvited,
    HostOnly,
    RecordsNow,
    StaleRecording,
    NoRecorder,
    NoMediaServer,
    RoomLocked,
    SessionEnded,
    Unreachable,
    ProxyForbids,
    ProxyTooLarge,
    ProxyRefuses,
    ProxyAnswers,
    CertificateUnknown,
    Timeout,
    Cancelled,
    ChecksumMismatch,
    OffsetMismatch,
    DiskFull,
    DiskError,
    PermissionDenied,
    PortInUse,
    LibraryInUse,
    LibraryDamaged,
    LibraryNewer,
    JanusMissing,
    JanusFailed,
    EncoderMissing,
    PackageMissing,
    MediaFailed,
    DeviceMissing,
    ConfigInvalid,
    FileDamaged,
    Internal,
};

/// The name of `code` on the wire and in logs, such as "alreadyRecording".
[[nodiscard]] QString errorCodeName(ErrorCode code);
/// The code with that wire name; Internal for a name this version does not know.
[[nodiscard]] ErrorCode errorCodeFromName(const QString &name);

/// An error: its code, and a detail for the log (English, technical, without names or tokens).
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail;

    friend bool operator==(const Error &, const Error &) = default;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace prosc
