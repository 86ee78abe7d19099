#include "ui/text/error_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace prosc {

namespace {

/// `packages` is Error::detail of PackageMissing. It may come from a service: only what this
/// program really needs is named to people.
QString missingText(const QString &packages)
{
    static const QRegularExpression needed(QStringLiteral(
        "\\A(?:(?:libgstreamer1\\.0-0|gstreamer1\\.0-(?:nice|plugins-(?:base|good|bad))"
        "|libqt6sql6-sqlite)(?:, (?!\\z)|\\z))+\\z"));
    if (!needed.match(packages).hasMatch()) {
        return QCoreApplication::translate(
            "ErrorText", "A part of Proscenium is missing. Install Proscenium again.",
            "The program does not find something that was installed with it");
    }
    return QCoreApplication::translate(
               "ErrorText",
               "Something that Proscenium needs is not installed: %1. Install it, then start "
               "Proscenium again.",
               "%1: names of Debian packages")
        .arg(packages);
}

/// `reason` is that of the message `sessionEnded`; it may come from a service.
QString endText(const QString &reason)
{
    if (reason == QLatin1String("declined")) {
        return QCoreApplication::translate("ErrorText", "A moderator did not let you in.",
                                           "After waiting: somebody pressed Decline");
    }
    if (reason == QLatin1String("removed")) {
        return QCoreApplication::translate("ErrorText", "You were removed from the session.",
                                           "A moderator removed this person");
    }
    if (reason == QLatin1String("limit")) {
        return QCoreApplication::translate(
            "ErrorText",
            "The session has reached its maximum length and has ended. Recordings are in Media and "
            "Files of the room.",
            "After 72 hours");
    }
    if (reason == QLatin1String("timeout")) {
        return QCoreApplication::translate(
            "ErrorText",
            "The session has ended because the host was away. Recordings are in Media and Files of "
            "the room.",
            "It timed out");
    }
    return QCoreApplication::translate(
        "ErrorText", "The session has ended. Recordings are in Media and Files of the room.",
        "A moderator ended the session");
}

QString joiningText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::UnsupportedVersion:
        return QCoreApplication::translate(
            "ErrorText",
            "This version of Proscenium is not compatible with the room. Update Proscenium.",
            "Error while joining: the two speak different versions of the protocol");
    case ErrorCode::UnknownRoom:
        return QCoreApplication::translate(
            "ErrorText", "This room no longer exists. Ask the host for a new link.",
            "Error while joining");
    case ErrorCode::TokenInvalid:
        return QCoreApplication::translate(
            "ErrorText",
            "This link is not valid. Copy the whole link, or ask the host for a new one.",
            "Error while joining: the secret part of the link is wrong");
    case ErrorCode::TokenExpired:
        return QCoreApplication::translate("ErrorText",
                                           "This link has expired. Ask the host for a new one.",
                                           "Error while joining");
    case ErrorCode::RoomLocked:
        return QCoreApplication::translate("ErrorText",
                                           "The room is locked. Wait until a moderator unlocks it.",
                                           "Error while joining");
    case ErrorCode::Unreachable:
        return QCoreApplication::translate(
            "ErrorText", "Can't reach the room. Check your network and the link, then try again.",
            "Error of the network");
    case ErrorCode::CertificateUnknown:
        return QCoreApplication::translate(
            "ErrorText",
            "The room's identity could not be verified. Ask the host for the link again.",
            "Error while joining: the TLS certificate is not the one named in the link");
    default:
        return {};
    }
}

/// What somebody may not do to other people in the room.
QString peopleText(ErrorCode code, const QString &name)
{
    switch (code) {
    case ErrorCode::NotAllowed:
        return QCoreApplication::translate(
            "ErrorText", "Only hosts and moderators can do this. Ask one of them.",
            "The service refused what somebody asked for");
    case ErrorCode::NotWaiting:
        return QCoreApplication::translate(
            "ErrorText", "This person is no longer waiting: somebody else answered, or they left.",
            "Refused: Admit or Decline came too late");
    case ErrorCode::NotInvited:
        return QCoreApplication::translate(
            "ErrorText", "Only people invited by a moderator can go on stage.",
            "Refused: the room lets nobody on stage who was not invited");
    case ErrorCode::HostOnly:
        return QCoreApplication::translate(
                   "ErrorText", "Only a host can do this to %1, who is a host or moderator.",
                   "Refused: a host stands over moderators. %1 is a person's name")
            .arg(name);
    case ErrorCode::RecordsNow:
        return QCoreApplication::translate(
                   "ErrorText", "%1's computer is recording. Stop the recording first.",
                   "Refused: this person cannot be removed. %1 is a person's name")
            .arg(name);
    default:
        return {};
    }
}

QString recordingText(ErrorCode code, const QString &name)
{
    switch (code) {
    case ErrorCode::NotFromMobile:
        return QCoreApplication::translate("ErrorText",
                                           "Recording can be started and stopped from a computer.",
                                           "Refused because the device is a phone or a tablet");
    case ErrorCode::AlreadyRecording:
        if (!name.isEmpty()) {
            return QCoreApplication::translate("ErrorText", "%1 started recording.",
                                               "Somebody else was faster. %1 is the person's name")
                .arg(name);
        }
        return QCoreApplication::translate(
            "ErrorText", "This session is already being recorded. Stop that recording first.",
            "Refused: there is a recording already");
    case ErrorCode::NotRecording:
        return QCoreApplication::translate(
            "ErrorText", "Nothing is being recorded. Press Start recording to begin.",
            "Refused: stop without a recording");
    case ErrorCode::StaleRecording:
        return QCoreApplication::translate(
            "ErrorText", "That recording has already ended. There is nothing to do.",
            "Refused: the request was about an earlier recording");
    case ErrorCode::NoRecorder:
        return QCoreApplication::translate(
            "ErrorText",
            "No computer in the room can record. Join with the Proscenium desktop program.",
            "Refused: somebody in a browser asked to record");
    case ErrorCode::EncoderMissing:
        return QCoreApplication::translate("ErrorText",
                                           "This computer's FFmpeg cannot encode video. Install "
                                           "FFmpeg with libx264 and libvpx, then try again.",
                                           "No recording, or no camera, is possible");
    default:
        return {};
    }
}

QString mediaText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NoMediaServer:
        return QCoreApplication::translate(
            "ErrorText", "You can't see or hear others at the moment. Reconnecting automatically.",
            "The media server is not running");
    case ErrorCode::JanusMissing:
        return QCoreApplication::translate(
            "ErrorText",
            "The media server Janus is not installed, so participants can't see or hear each "
            "other. Install the package \"janus\" (Debian 13 has none, see docs/hosting.md) and "
            "host "
            "the room again, or host it on another computer.",
            "A part of the program is missing on the host's computer");
    case ErrorCode::JanusFailed:
        return QCoreApplication::translate("ErrorText",
                                           "The media server Janus could not be started. Reinstall "
                                           "the package \"janus\" and host the room again.",
                                           "A part of the program fails on the host's computer");
    case ErrorCode::MediaFailed:
        return QCoreApplication::translate(
            "ErrorText",
            "Audio or video could not be sent or received. Leave the room and join again.",
            "Decoding, encoding or the WebRTC connection failed");
    case ErrorCode::DeviceMissing:
        return QCoreApplication::translate(
            "ErrorText", "No camera, microphone or screen found. Connect one and try again.",
            "No camera, microphone or screen");
    case ErrorCode::PermissionDenied:
        return QCoreApplication::translate(
            "ErrorText", "Access was denied. Allow it in the system settings, then try again.",
            "No permission to use a device or a folder");
    default:
        return {};
    }
}

QString storageText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DiskFull:
        return QCoreApplication::translate("ErrorText",
                                           "The disk is full. Free some space, then try again.",
                                           "Writing a recording, an upload or a download");
    case ErrorCode::DiskError:
        return QCoreApplication::translate(
            "ErrorText", "The file could not be written. Check the disk or choose another folder.",
            "Writing a recording, an upload or a download");
    case ErrorCode::ChecksumMismatch:
        return QCoreApplication::translate(
            "ErrorText",
            "The uploaded copy does not match the original, which is kept here. Upload it again.",
            "After an upload or download the checksums differ");
    case ErrorCode::OffsetMismatch:
        return QCoreApplication::translate(
            "ErrorText", "The upload was interrupted. Press Retry now to continue.",
            "The server's upload offset is not ours");
    case ErrorCode::FileDamaged:
        return QCoreApplication::translate(
            "ErrorText",
            "The file is damaged. Look for the original on the computer that recorded it.",
            "A recording cannot be read");
    case ErrorCode::NotFound:
        return QCoreApplication::translate(
            "ErrorText", "It no longer exists. Refresh the list and choose another.",
            "A recording, person or file is gone");
    case ErrorCode::TooLarge:
        return QCoreApplication::translate(
            "ErrorText", "This is larger than the room accepts. Ask the host to raise the limit.",
            "Refused because of its size");
    default:
        return {};
    }
}

/// For uploads answered by a proxy, a firewall or the like instead of the room service.
QString proxyText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::ProxyForbids:
        return QCoreApplication::translate(
            "ErrorText",
            "A proxy between this computer and the room service refused the upload (403). Ask its "
            "administrator to let uploads to the room service pass.",
            "Not the room service, but a proxy before it has answered; 403 is its HTTP status");
    case ErrorCode::ProxyTooLarge:
        return QCoreApplication::translate(
            "ErrorText",
            "A proxy between this computer and the room service refuses uploads of this size. Ask "
            "its administrator to raise the limit (nginx: client_max_body_size).",
            "Not the room service, but a proxy before it has answered; client_max_body_size is the "
            "name of the setting in nginx");
    case ErrorCode::ProxyRefuses:
        return QCoreApplication::translate(
            "ErrorText",
            "A proxy between this computer and the room service does not let the upload through. "
            "Ask its administrator to allow the methods POST, PATCH and HEAD for /api/uploads.",
            "Not the room service, but a proxy before it has answered; methods of HTTP");
    case ErrorCode::ProxyAnswers:
        return QCoreApplication::translate(
            "ErrorText",
            "A proxy between this computer and the room service answers in its place. Check that "
            "the room's computer is on, and whether this network asks you to sign in first.",
            "Not the room service, but a proxy before it has answered");
    default:
        return {};
    }
}

QString programText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return QCoreApplication::translate(
            "ErrorText", "Something you entered is not valid. Check it and try again.",
            "A text or an option is wrong");
    case ErrorCode::Malformed:
        return QCoreApplication::translate("ErrorText",
                                           "The server's answer could not be understood. Check "
                                           "that the link leads to a Proscenium room.",
                                           "A message of the protocol was malformed");
    case ErrorCode::TooMany:
        return QCoreApplication::translate(
            "ErrorText", "The limit has been reached. Wait a moment, then try again.",
            "Refused: a limit on people, rooms or requests is reached");
    case ErrorCode::Timeout:
        return QCoreApplication::translate(
            "ErrorText", "There was no answer in time. Check your network, then try again.",
            "Error of the network");
    case ErrorCode::Cancelled:
        return QCoreApplication::translate("ErrorText",
                                           "Cancelled. You can start it again at any time.",
                                           "Somebody cancelled what was running");
    case ErrorCode::PortInUse:
        return QCoreApplication::translate(
            "ErrorText", "Another program uses this port. Close it, or choose another port.",
            "The room service cannot listen");
    case ErrorCode::LibraryInUse:
        return QCoreApplication::translate(
            "ErrorText",
            "Another program on this computer, perhaps Proscenium itself, is using the same "
            "recordings. Close it, then try again.",
            "The room service cannot open its library");
    case ErrorCode::LibraryDamaged:
        return QCoreApplication::translate(
            "ErrorText",
            "The list of the recordings on this computer is damaged; the recordings are not. Run "
            "“proscenium-room library rebuild” in a terminal, then start again.",
            "The index of the library cannot be read; “…” is a command");
    case ErrorCode::LibraryNewer:
        return QCoreApplication::translate(
            "ErrorText",
            "The recordings on this computer were kept by a newer version of Proscenium, so "
            "nothing was changed. Install that version again.",
            "The index of the library has a format that this version does not know");
    case ErrorCode::ConfigInvalid:
        return QCoreApplication::translate(
            "ErrorText", "The configuration is not valid. Correct the named entry and start again.",
            "The room service's configuration file");
    default:
        return QCoreApplication::translate("ErrorText",
                                           "Something went wrong in Proscenium. Try again. If the "
                                           "problem persists, report it with the log.",
                                           "An error without a better explanation");
    }
}

} // namespace

QString errorText(const Error &error, const QString &name)
{
    if (error.code == ErrorCode::SessionEnded) {
        return endText(error.detail);
    }
    for (const QString &sentence :
         {joiningText(error.code), peopleText(error.code, name), recordingText(error.code, name),
          mediaText(error.code), storageText(error.code), proxyText(error.code)}) {
        if (!sentence.isEmpty()) {
            return sentence;
        }
    }
    return error.code == ErrorCode::PackageMissing ? missingText(error.detail)
                                                   : programText(error.code);
}

} // namespace prosc
