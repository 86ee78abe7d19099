#include "ui/library/media_entry.h"

#include "ui/text/format_text.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

using State = MediaEntry::State;

State stateOf(MediaItemState state)
{
    switch (state) {
    case MediaItemState::Recording:
        return State::Recording;
    case MediaItemState::Uploading:
        return State::Uploading;
    case MediaItemState::Processing:
        return State::Processing;
    case MediaItemState::Ready:
        return State::Ready;
    case MediaItemState::Interrupted:
        return State::Interrupted;
    case MediaItemState::Failed:
        return State::Failed;
    case MediaItemState::Deleted:
        return State::Deleted;
    }
    return State::Uploading;
}

MediaEntry entryOf(const MediaItem &item)
{
    MediaEntry entry;
    entry.id = item.item;
    entry.name = item.name;
    entry.created = item.created;
    entry.duration = item.duration;
    entry.bytes = item.bytes;
    entry.state = stateOf(item.state);
    entry.sent = item.received;
    entry.total = item.bytes;
    entry.binnedUntil = item.binnedUntil;
    if (!item.reason.isEmpty()) {
        entry.error = Error{errorCodeFromName(item.reason), {}};
    }
    return entry;
}

State stateOf(const UploadView &upload)
{
    if (upload.live) {
        return State::Recording;
    }
    switch (upload.state) {
    case UploadView::State::Waiting:
        return State::Waiting;
    case UploadView::State::Failed:
        return State::Kept;
    case UploadView::State::Uploading:
        return State::Uploading;
    case UploadView::State::Verifying:
        break;
    }
    return State::Checking;
}

/// Every upload can be stopped, whatever the state of its recording.
void applyStop(MediaEntry &entry, const UploadView &upload)
{
    entry.canStop = upload.canStop && upload.state != UploadView::State::Verifying;
    entry.file = upload.file;
}

/// This computer's upload state is newer than the state the library reports.
void applyUpload(MediaEntry &entry, const UploadView &upload)
{
    entry.isUpload = true;
    entry.sent = upload.sent;
    entry.total = upload.total;
    entry.error = upload.error;
    entry.paused = upload.paused;
    entry.held = upload.held;
    entry.live = upload.live;
    entry.canRetry = upload.canRetry();
    entry.givenUp = upload.givenUp;
    // The received part of an interrupted recording can be played, which matters more.
    if (entry.state != State::Interrupted) {
        entry.state = stateOf(upload);
    }
}

bool isOnItsWay(const MediaEntry &entry)
{
    // Failed too: the library marks a recording as failed when it receives nothing for a while.
    return entry.state == State::Uploading || entry.state == State::Recording ||
           entry.state == State::Interrupted || entry.state == State::Failed;
}

} // namespace

std::vector<MediaEntry> mediaEntries(const std::vector<MediaItem> &items,
                                     const std::vector<UploadView> &uploads)
{
    std::vector<MediaEntry> entries;
    for (const UploadView &upload : uploads) {
        if (std::ranges::find(items, upload.recording, &MediaItem::item) == items.end()) {
            MediaEntry entry;
            entry.id = upload.recording;
            entry.name = upload.name;
            entry.bytes = upload.total;
            applyUpload(entry, upload);
            applyStop(entry, upload);
            entries.push_back(entry);
        }
    }
    for (const MediaItem &item : items) {
        MediaEntry entry = entryOf(item);
        const auto upload = std::ranges::find(uploads, item.item, &UploadView::recording);
        if (upload != uploads.end()) {
            applyStop(entry, *upload);
        }
        if (upload != uploads.end() && isOnItsWay(entry)) {
            applyUpload(entry, *upload);
        }
        entries.push_back(entry);
    }
    return entries;
}

std::vector<MediaEntry> entriesIn(MediaFolder folder, const std::vector<MediaEntry> &entries)
{
    std::vector<MediaEntry> chosen;
    std::ranges::copy_if(entries, std::back_inserter(chosen), [folder](const MediaEntry &entry) {
        return (entry.state == State::Deleted) == (folder == MediaFolder::Bin);
    });
    return chosen;
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
    return parts.join(u"  ·  "_s);
}

bool needsAttention(const MediaEntry &entry)
{
    switch (entry.state) {
    case State::Failed:
    case State::Kept:
    case State::Interrupted:
        return true;
    case State::Waiting:
    case State::Recording:
    case State::Ready:
        return entry.error.has_value();
    default:
        return false;
    }
}

} // namespace prosc
