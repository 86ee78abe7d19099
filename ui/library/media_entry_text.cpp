// Implements entryState() of media_entry.h.
#include "ui/library/media_entry.h"
#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/text/upload_error_text.h"

#include <QCoreApplication>

namespace prosc {

namespace {

using State = MediaEntry::State;

/// Gives all sentences one translation context.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MediaEntry)

public:
    [[nodiscard]] static QString waiting(const MediaEntry &entry);
    [[nodiscard]] static QString recording(const MediaEntry &entry);
    [[nodiscard]] static QString interrupted(const MediaEntry &entry);
    [[nodiscard]] static QString ready(const MediaEntry &entry);
    [[nodiscard]] static QString uploading(const MediaEntry &entry);
    [[nodiscard]] static QString kept(const MediaEntry &entry);
    [[nodiscard]] static QString failed(const MediaEntry &entry);
    [[nodiscard]] static QString deleted(const MediaEntry &entry);
    [[nodiscard]] static QString other(State state);
};

QString reasonOf(const MediaEntry &entry)
{
    const Error error = entry.error.value_or(Error{});
    // A recording that was given up failed on this computer, not during the upload.
    const bool isHere = entry.givenUp && error.code == ErrorCode::DiskFull;
    return entry.isUpload && !isHere ? uploadErrorText(error) : errorText(error);
}

QString Words::waiting(const MediaEntry &entry)
{
    if (entry.paused) {
        //: State of a recording whose upload somebody has paused
        return tr("Upload paused. The recording is safe on this computer.");
    }
    if (entry.held) {
        //: State of a recording: the settings say "Upload only after the meeting"
        return tr("Will be uploaded from this computer after the meeting.");
    }
    if (!entry.error) {
        //: State of a recording
        return tr("Waiting to upload from this computer.");
    }
    //: State of a recording. %1 is a sentence that says why
    return tr("Waiting on this computer. The upload will be retried automatically. %1")
        .arg(reasonOf(entry));
}

QString Words::recording(const MediaEntry &entry)
{
    if (entry.paused) {
        //: State of a recording in progress on this computer
        return tr("Recording now. Upload paused.");
    }
    if (entry.held) {
        //: State of a recording in progress on this computer
        return tr("Recording now. Will be uploaded after the meeting.");
    }
    if (entry.error) {
        //: State of a recording in progress on this computer. %1 is a sentence that says why
        return tr("Recording now. The upload will be retried automatically. %1")
            .arg(reasonOf(entry));
    }
    if (entry.sent > 0) {
        //: State of a recording that is uploaded while in progress. %1 is a size such as 45 MB
        return tr("Recording now. %1 uploaded so far.").arg(sizeText(entry.sent));
    }
    //: State of a recording
    return tr("Recording now.");
}

QString Words::interrupted(const MediaEntry &entry)
{
    //: State of a recording
    const QString cut = tr("The recording computer lost its connection. You can play what has "
                           "arrived. The rest follows automatically when that computer is back.");
    // The rest is on this computer: say why it waits.
    const bool waits = entry.isUpload && (entry.paused || entry.held || entry.error);
    return waits ? cut + QLatin1Char(' ') + waiting(entry) : cut;
}

QString Words::ready(const MediaEntry &entry)
{
    if (!entry.error) {
        return {};
    }
    if (entry.error->code == ErrorCode::FileDamaged) {
        //: Warning beside a recording that can be played
        return tr("This file is damaged. Review it, and keep the original on the computer that "
                  "recorded it.");
    }
    //: Warning beside a recording that can be played
    return tr("This file could not be checked completely. Review it before you rely on it.");
}

QString Words::uploading(const MediaEntry &entry)
{
    if (entry.total <= 0) {
        //: State of a recording whose size is not known yet
        return tr("Uploading…");
    }
    //: State of a recording. %1 is a percentage such as 45%
    return tr("Uploading %1").arg(percentText(entry.sent, entry.total));
}

QString Words::kept(const MediaEntry &entry)
{
    //: State of a recording. %1 is a sentence that says why
    const QString why = tr("Saved on this computer, but not uploaded. %1").arg(reasonOf(entry));
    //: After a sentence that says why a recording was not uploaded
    return entry.paused ? why + QLatin1Char(' ') + tr("The upload is paused.") : why;
}

QString Words::failed(const MediaEntry &entry)
{
    if (!entry.error) {
        //: State of a recording of which the library received nothing
        return tr("Failed. Nothing was received from this recording.");
    }
    //: State of a recording. %1 is a sentence that says why
    return tr("Failed. %1").arg(reasonOf(entry));
}

QString Words::deleted(const MediaEntry &entry)
{
    if (!entry.binnedUntil) {
        return {};
    }
    const auto left = QDateTime::currentDateTime().secsTo(*entry.binnedUntil);
    constexpr qint64 kDay = 24 * 60 * 60;
    if (left < kDay) {
        //: State of a recording in the bin
        return tr("Deleted permanently within a day.");
    }
    //: State of a recording in the bin: %n days from now
    return tr("Deleted permanently in %n day(s).", nullptr,
              static_cast<int>((left + kDay - 1) / kDay));
}

QString Words::other(State state)
{
    switch (state) {
    case State::Processing:
        //: State of a recording in the library
        return tr("Processing…");
    case State::Checking:
        //: State of a recording: the checksums are compared
        return tr("Checking…");
    default:
        return {};
    }
}

} // namespace

QString entryState(const MediaEntry &entry)
{
    switch (entry.state) {
    case State::Recording:
        return Words::recording(entry);
    case State::Waiting:
        return Words::waiting(entry);
    case State::Kept:
        return Words::kept(entry);
    case State::Uploading:
        return Words::uploading(entry);
    case State::Ready:
        return Words::ready(entry);
    case State::Interrupted:
        return Words::interrupted(entry);
    case State::Failed:
        return Words::failed(entry);
    case State::Deleted:
        return Words::deleted(entry);
    case State::Checking:
    case State::Processing:
        break;
    }
    return Words::other(entry.state);
}

} // namespace prosc
