#include "ui/text/upload_error_text.h"

#include "ui/text/error_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace prosc {

namespace {

struct Words
{
    const char *text;
    /// For translators.
    const char *comment;
};

struct Sentence
{
    ErrorCode code;
    Words words;
};

// They follow "The upload waits and is retried by itself.", "Kept on this computer, but not
// uploaded." and the like.
constexpr std::array kSentences = {
    Sentence{ErrorCode::Unreachable,
             QT_TRANSLATE_NOOP3(
                 "UploadErrorText",
                 "The room cannot be reached. Check the network, and that its computer is on.",
                 "Why a recording is not uploaded")},
    Sentence{ErrorCode::Timeout,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room does not answer in time. Check the network.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::CertificateUnknown,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room's computer could not prove who it is, so nothing is "
                                "sent. Ask the host whether it was set up anew.",
                                "Why a recording is not uploaded: another TLS certificate")},
    Sentence{ErrorCode::TokenExpired,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The time in which the room takes this recording is over. Hand "
                                "the file to the host in another way.",
                                "Why a recording is not uploaded: its ticket has expired")},
    Sentence{ErrorCode::TokenInvalid,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room does not know this computer's permission to upload. "
                                "Hand the file to the host in another way.",
                                "Why a recording is not uploaded: its ticket is wrong")},
    Sentence{ErrorCode::NotAllowed,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room does not take it any more: it was deleted there, or is "
                                "complete already. Look for it in Media and Files and in the bin.",
                                "Why a recording is not uploaded: refused")},
    Sentence{ErrorCode::StaleRecording,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room does not know this recording any more. Hand the file to "
                                "the host in another way.",
                                "Why a recording is not uploaded: it was deleted for good")},
    Sentence{ErrorCode::TooLarge,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The recording is larger than the room takes. Hand the file to the "
                                "host in another way.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::TooMany,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room is busy with other uploads. Wait until some of them are "
                                "complete.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::DiskFull,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The disk of the room's computer is full. Ask the host to free "
                                "some space there.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::ChecksumMismatch,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "What arrived in the room differs from the recording here. It is "
                                "sent once more.",
                                "Why a recording is not uploaded yet")},
    Sentence{ErrorCode::OffsetMismatch,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room lost track of how much has arrived. It is asked again.",
                                "Why a recording is not uploaded yet")},
    Sentence{ErrorCode::Malformed,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "This computer and the room's computer do not understand each "
                                "other. Update Proscenium on both.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::NotFound,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "Its file is not on this computer any more. Put it back where it "
                                "was, if you have it.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::FileDamaged,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "Its file on this computer was changed or is damaged. Look through "
                                "it, and keep what can be played.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::DiskError,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "Its file on this computer cannot be read. Check the disk.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::PermissionDenied,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "This computer does not allow Proscenium to read the file. Allow "
                                "it in the properties of the file.",
                                "Why a recording is not uploaded")},
};

} // namespace

QString uploadErrorText(const Error &error)
{
    const auto found = std::ranges::find(kSentences, error.code, &Sentence::code);
    return found == kSentences.end()
               ? errorText(error)
               : QCoreApplication::translate("UploadErrorText", found->words.text,
                                             found->words.comment);
}

} // namespace prosc
