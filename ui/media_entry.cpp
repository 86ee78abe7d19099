#include "ui/media_entry.h"

#include "ui/text/error_text.h"
#include "ui/text/format_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace prosc {

namespace {

using State = MediaEntry::State;

State stateOf(MediaItemState state)
{
    switch (state) {
    case MediaItemState::Processing:
        return State::Processing;
    case MediaItemState::Ready:
    case MediaItemState::Interrupted:
        return State::Ready;
    case MediaItemState::Failed:
        return State::Failed;
    case MediaItemState::Recording:
    case MediaItemState::Uploading:
    case MediaItemState::Deleted:
        break;
    }
    return State::Uploading;
}

MediaEntry entryOf(const MediaItem &item)
{
    MediaEntry entry{item.item,           item.name,     item.created, item.duration, item.bytes,
                     stateOf(item.state), item.received, item.bytes,   std::nullopt,  false};
    if (!item.reason.isEmpty()) {
        entry.error = Error{errorCodeFromName(item.reason), {}};
    }
    return entry;
}

/// What this computer knows about the way of its own file is newer than what the library tells.
void applyUpload(MediaEntry &entry, const UploadView &upload)
{
    entry.sent = upload.sent;
    entry.total = upload.total;
    entry.error = upload.error;
    entry.canRetry = upload.state == UploadView::State::Failed || upload.error.has_value();
    switch (upload.state) {
    case UploadView::State::Waiting:
        entry.state = State::Waiting;
        break;
    case UploadView::State::Failed:
        entry.state = State::Kept;
        break;
    case UploadView::State::Uploading:
        entry.state = State::Uploading;
        break;
    case UploadView::State::Verifying:
    case UploadView::State::Done:
        entry.state = State::Checking;
        break;
    }
}

} // namespace

std::vector<MediaEntry> mediaEntries(const std::vector<MediaItem> &items,
                                     const std::vector<UploadView> &uploads)
{
    std::vector<MediaEntry> entries;
    for (const UploadView &upload : uploads) {
        if (upload.state != UploadView::State::Done &&
            std::ranges::find(items, upload.recording, &MediaItem::item) == items.end()) {
            MediaEntry entry{
                upload.recording, upload.name, {}, 0, upload.total, {}, 0, 0, {}, false};
            applyUpload(entry, upload);
            entries.push_back(entry);
        }
    }
    for (const MediaItem &item : items) {
        if (item.state == MediaItemState::Deleted) {
            continue;
        }
        MediaEntry entry = entryOf(item);
        const auto upload = std::ranges::find(uploads, item.item, &UploadView::recording);
        if (upload != uploads.end() && entry.state == State::Uploading) {
            applyUpload(entry, *upload);
        }
        entries.push_back(entry);
    }
    return entries;
}

QString entryDetails(const MediaEntry &entry)
{
    QStringList parts;
    if (entry.created.isValid()) {
        parts.append(dateTimeText(entry.created));
    }
    if (entry.duration > 0) {
        parts.append(durationText(std::chrono::milliseconds(entry.duration)));
    }
    if (entry.bytes > 0) {
        parts.append(sizeText(entry.bytes));
    }
    return parts.join(QStringLiteral("  ·  "));
}

QString entryState(const MediaEntry &entry)
{
    switch (entry.state) {
    case State::Ready:
        return {};
    case State::Processing:
        //: State of a recording in the library
        return QCoreApplication::translate("MediaEntry", "Processing…");
    case State::Checking:
        //: State of a recording: the checksums are compared
        return QCoreApplication::translate("MediaEntry", "Checking…");
    case State::Uploading:
        //: State of a recording. %1 is a percentage such as 45%
        return QCoreApplication::translate("MediaEntry", "Uploading %1")
            .arg(percentText(entry.sent, entry.total));
    case State::Waiting:
        if (!entry.error) {
            //: State of a recording
            return QCoreApplication::translate("MediaEntry",
                                               "Waits on this computer to be uploaded.");
        }
        //: State of a recording. %1 is a sentence that says why
        return QCoreApplication::translate(
                   "MediaEntry", "Waits on this computer; the upload is retried by itself. %1")
            .arg(errorText(*entry.error));
    case State::Kept:
        //: State of a recording. %1 is a sentence that says why
        return QCoreApplication::translate("MediaEntry",
                                           "Kept on this computer, but not uploaded. %1")
            .arg(errorText(entry.error.value_or(Error{})));
    case State::Failed:
        break;
    }
    //: State of a recording. %1 is a sentence that says why
    return QCoreApplication::translate("MediaEntry", "Failed. %1")
        .arg(errorText(entry.error.value_or(Error{})));
}

} // namespace prosc
