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

// They follow "The upload will be retried automatically.", "Saved on this computer, but not
// uploaded." and the like.
constexpr std::array kSentences = {
    Sentence{ErrorCode::Unreachable,
             QT_TRANSLATE_NOOP3(
                 "UploadErrorText",
                 "Can't reach the room. Check your network, and that the room's computer is on.",
                 "Why a recording is not uploaded")},
    Sentence{ErrorCode::Timeout,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room did not answer in time. Check your network.",
                                "Why a recording is not uploaded")},
    Sentence{
        ErrorCode::CertificateUnknown,
        QT_TRANSLATE_NOOP3("UploadErrorText",
                           "The room's identity could not be verified, so nothing is uploaded. Ask "
                           "the host whether the room's computer was set up again.",
                           "Why a recording is not uploaded: another TLS certificate")},
    Sentence{
        ErrorCode::TokenExpired,
        QT_TRANSLATE_NOOP3(
            "UploadErrorText",
            "The time to upload this recording has expired. Give the file to the host another way.",
            "Why a recording is not uploaded: its ticket has expired")},
    Sentence{ErrorCode::TokenInvalid,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "This computer is not allowed to upload to the room. Give the file "
                                "to the host another way.",
                                "Why a recording is not uploaded: its ticket is wrong")},
    Sentence{ErrorCode::NotAllowed,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room no longer accepts it: it was deleted there or is already "
                                "complete. Look for it in Media and Files and in the bin.",
                                "Why a recording is not uploaded: refused")},
    Sentence{ErrorCode::StaleRecording,
             QT_TRANSLATE_NOOP3(
                 "UploadErrorText",
                 "The room no longer knows this recording. Give the file to the host another way.",
                 "Why a recording is not uploaded: it was deleted for good")},
    Sentence{
        ErrorCode::TooLarge,
        QT_TRANSLATE_NOOP3(
            "UploadErrorText",
            "The recording is larger than the room accepts. Give the file to the host another way.",
            "Why a recording is not uploaded")},
    Sentence{ErrorCode::TooMany,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The room is busy with other uploads. Wait until some of them are "
                                "complete.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::DiskFull,
             QT_TRANSLATE_NOOP3(
                 "UploadErrorText",
                 "The disk of the room's computer is full. Ask the host to free some space.",
                 "Why a recording is not uploaded")},
    Sentence{ErrorCode::ChecksumMismatch,
             QT_TRANSLATE_NOOP3(
                 "UploadErrorText",
                 "What the room received does not match the recording. It is being uploaded again.",
                 "Why a recording is not uploaded yet")},
    Sentence{ErrorCode::OffsetMismatch,
             QT_TRANSLATE_NOOP3(
                 "UploadErrorText",
                 "The upload and the room are out of step. The upload will continue automatically.",
                 "Why a recording is not uploaded yet")},
    Sentence{ErrorCode::Malformed,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "This computer and the room's computer run incompatible versions. "
                                "Update Proscenium on both.",
                                "Why a recording is not uploaded")},
    Sentence{
        ErrorCode::NotFound,
        QT_TRANSLATE_NOOP3("UploadErrorText",
                           "The file is no longer on this computer. Put it back if you have it.",
                           "Why a recording is not uploaded")},
    Sentence{ErrorCode::FileDamaged,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The file on this computer was changed or is damaged. Review it, "
                                "and keep what can be played.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::DiskError,
             QT_TRANSLATE_NOOP3("UploadErrorText",
                                "The file on this computer cannot be read. Check the disk.",
                                "Why a recording is not uploaded")},
    Sentence{ErrorCode::PermissionDenied,
             QT_TRANSLATE_NOOP3(
                 "UploadErrorText",
                 "Proscenium is not allowed to read the file. Allow it in the file's properties.",
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
