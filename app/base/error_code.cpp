#include "app/base/result.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::array kNames = {
    std::pair{ErrorCode::InvalidArgument, "invalidArgument"},
    std::pair{ErrorCode::Malformed, "malformed"},
    std::pair{ErrorCode::UnsupportedVersion, "unsupportedVersion"},
    std::pair{ErrorCode::TooLarge, "tooLarge"},
    std::pair{ErrorCode::TooMany, "tooMany"},
    std::pair{ErrorCode::NotFound, "notFound"},
    std::pair{ErrorCode::UnknownRoom, "unknownRoom"},
    std::pair{ErrorCode::TokenInvalid, "tokenInvalid"},
    std::pair{ErrorCode::TokenExpired, "tokenExpired"},
    std::pair{ErrorCode::NotAllowed, "notAllowed"},
    std::pair{ErrorCode::NotFromMobile, "notFromMobile"},
    std::pair{ErrorCode::AlreadyRecording, "alreadyRecording"},
    std::pair{ErrorCode::NotRecording, "notRecording"},
    std::pair{ErrorCode::NotWaiting, "notWaiting"},
    std::pair{ErrorCode::NotInvited, "notInvited"},
    std::pair{ErrorCode::HostOnly, "hostOnly"},
    std::pair{ErrorCode::RecordsNow, "recordsNow"},
    std::pair{ErrorCode::StaleRecording, "staleRecording"},
    std::pair{ErrorCode::NoRecorder, "noRecorder"},
    std::pair{ErrorCode::NoMediaServer, "noMediaServer"},
    std::pair{ErrorCode::RoomLocked, "roomLocked"},
    std::pair{ErrorCode::SessionEnded, "sessionEnded"},
    std::pair{ErrorCode::Unreachable, "unreachable"},
    std::pair{ErrorCode::ProxyForbids, "proxyForbids"},
    std::pair{ErrorCode::ProxyTooLarge, "proxyTooLarge"},
    std::pair{ErrorCode::ProxyRefuses, "proxyRefuses"},
    std::pair{ErrorCode::ProxyAnswers, "proxyAnswers"},
    std::pair{ErrorCode::CertificateUnknown, "certificateUnknown"},
    std::pair{ErrorCode::Timeout, "timeout"},
    std::pair{ErrorCode::Cancelled, "cancelled"},
    std::pair{ErrorCode::ChecksumMismatch, "checksumMismatch"},
    std::pair{ErrorCode::OffsetMismatch, "offsetMismatch"},
    std::pair{ErrorCode::DiskFull, "diskFull"},
    std::pair{ErrorCode::DiskError, "diskError"},
    std::pair{ErrorCode::PermissionDenied, "permissionDenied"},
    std::pair{ErrorCode::PortInUse, "portInUse"},
    std::pair{ErrorCode::LibraryInUse, "libraryInUse"},
    std::pair{ErrorCode::LibraryDamaged, "libraryDamaged"},
    std::pair{ErrorCode::LibraryNewer, "libraryNewer"},
    std::pair{ErrorCode::JanusMissing, "janusMissing"},
    std::pair{ErrorCode::JanusFailed, "janusFailed"},
    std::pair{ErrorCode::EncoderMissing, "encoderMissing"},
    std::pair{ErrorCode::PackageMissing, "packageMissing"},
    std::pair{ErrorCode::MediaFailed, "mediaFailed"},
    std::pair{ErrorCode::DeviceMissing, "deviceMissing"},
    std::pair{ErrorCode::ConfigInvalid, "configInvalid"},
    std::pair{ErrorCode::FileDamaged, "fileDamaged"},
    std::pair{ErrorCode::Internal, "internal"},
};

} // namespace

QString errorCodeName(ErrorCode code)
{
    for (const auto &[known, name] : kNames) {
        if (known == code) {
            return QString::fromLatin1(name);
        }
    }
    return u"internal"_s;
}

ErrorCode errorCodeFromName(const QString &name)
{
    for (const auto &[code, known] : kNames) {
        if (name == QLatin1String(known)) {
            return code;
        }
    }
    return ErrorCode::Internal;
}

} // namespace prosc
