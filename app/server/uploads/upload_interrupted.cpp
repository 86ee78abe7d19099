// UploadStore: bodies whose upload has stopped, and their return.
#include "app/base/logging.h"
#include "app/base/milliseconds.h"
#include "app/disk/files.h"
#include "app/server/uploads/upload_store.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr auto kTimeout = ErrorCode::Timeout;

bool isOpen(const RecordingRow &row)
{
    const auto state = row.item.state;
    return row.layout == UploadLayout::Fragments && row.uploadCreated &&
           (state == MediaItemState::Recording || state == MediaItemState::Uploading);
}

/// Whether a recording was closed only because nothing arrived, although its recorder is alive.
bool wasGivenUp(const RecordingRow &row)
{
    if (row.layout != UploadLayout::Fragments || !row.uploadCreated) {
        return false;
    }
    switch (row.item.state) {
    case MediaItemState::Interrupted:
    case MediaItemState::Failed:
        return row.item.reason == errorCodeName(kTimeout);
    case MediaItemState::Uploading: // resumed; its length and checksum are not yet named
        return row.item.reason.isEmpty() && row.item.sha256.isEmpty() && !row.uploadLength;
    default:
        return false;
    }
}

void describeInterrupted(RecordingRow &row, const FragmentBody &body, const QString &file)
{
    if (row.item.reason.isEmpty()) {
        row.item.reason = errorCodeName(kTimeout);
    }
    row.item.sha256 = body.checksum();
    row.item.duration = milliseconds(body.index().duration());
    row.item.bytes = QFileInfo(file).size();
    row.item.received = body.bytes();
}

} // namespace

bool UploadStore::isSilent(const RecordingId &recording, MediaTime silence) const
{
    std::lock_guard lock(m_mutex);
    const auto last = m_heard.find(recording);
    return last != m_heard.end() && m_clock.now() - last->second >= silence;
}

void UploadStore::closeAbandoned(MediaTime silence)
{
    std::vector<RecordingId> silent;
    {
        const auto now = m_clock.now();
        std::lock_guard lock(m_mutex);
        for (const auto &[id, last] : m_heard) {
            const auto entry = m_running.find(id);
            const bool busy = entry != m_running.end() && entry->second.busy;
            if (!busy && now - last >= silence) {
                silent.push_back(id);
            }
        }
    }
    for (const auto &id : silent) {
        const auto closed = holding(id, [&]() -> Result<UploadProgress> {
            // Closing the ones before it took time; it may have been heard meanwhile.
            return isSilent(id, silence) ? interrupt(id) : UploadProgress();
        });
        if (!closed && closed.error().code != ErrorCode::TooMany) {
            qCWarning(logServer) << "upload" << id.value
                                 << "was not closed:" << closed.error().detail;
            heard(id); // retry after another timeout
        }
    }
}

void UploadStore::recorderLives(const RecordingId &recording)
{
    {
        std::lock_guard lock(m_mutex);
        if (const auto last = m_heard.find(recording); last != m_heard.end()) {
            last->second = m_clock.now();
        }
    }
    const auto row = m_store.row(recording);
    if (!row || !wasGivenUp(*row)) {
        return;
    }
    const auto goesOn = holding(recording, [&] {
        heard(recording);
        return m_store
            .change(recording,
                    [](RecordingRow &changed) -> Status {
                        if (!wasGivenUp(changed)) {
                            return {};
                        }
                        changed.item.reason.clear();
                        changed.item.sha256.clear();
                        return advance(changed.item.state, MediaItemEvent::RecorderHeard);
                    })
            .map(progressOf);
    });
    if (!goesOn && goesOn.error().code != ErrorCode::TooMany) {
        qCWarning(logServer) << "recording" << recording.value << goesOn.error().detail;
    }
}

Result<UploadProgress> UploadStore::interrupt(const RecordingId &recording)
{
    const auto row = m_store.row(recording);
    if (!row) {
        forgetHeard(recording);
        return fail(row.error());
    }
    if (row->item.state == MediaItemState::Processing && row->layout == UploadLayout::Fragments) {
        return verify(recording); // it failed last time, and no client retried
    }
    if (hasKept(*row)) {
        return settleKept(*row);
    }
    if (!isOpen(*row)) {
        forgetHeard(recording);
        return progressOf(*row);
    }
    if (row->item.received > 0) {
        return publishInterrupted(*row);
    }
    dropStaged(*row);
    forgetHeard(recording);
    return m_store
        .change(recording,
                [](RecordingRow &changed) -> Status {
                    if (changed.item.reason.isEmpty()) {
                        changed.item.reason = errorCodeName(kTimeout);
                    }
                    return advance(changed.item.state, MediaItemEvent::FellSilentEmpty);
                })
        .map(progressOf);
}

Result<UploadProgress> UploadStore::publishInterrupted(const RecordingRow &row)
{
    const auto body = bodyOf(row);
    if (!body) {
        return fail(body.error());
    }
    const QString part = m_store.partOf(row);
    const bool hasPictures = !(*body)->index().fragmentEnds().empty();
    const auto finalised = hasPictures ? finaliseBody(part, **body) : Status();
    if (!finalised) {
        return fail(finalised.error());
    }
    const auto changed = m_store.change(row.item.item, [&](RecordingRow &closed) -> Status {
        describeInterrupted(closed, **body, part);
        return advance(closed.item.state,
                       hasPictures ? MediaItemEvent::FellSilent : MediaItemEvent::FellSilentEmpty);
    });
    if (changed) {
        forgetRunning(row.item.item);
        dropStaged(row);
        forgetHeard(row.item.item);
        m_history.note(*changed, u"interrupted"_s, {}, changed->item.reason);
    }
    return changed.map(progressOf);
}

// ---- An interrupted recording that its client uploads from scratch. What had arrived is put
// aside under these names. If they exist while the recording is still interrupted, a crash cut off
// the move, and they must be moved back.

QString UploadStore::keptOf(const RecordingRow &row) const
{
    return m_store.folderOf(row) + u"/interrupted.part"_s;
}

QString UploadStore::keptUnitsOf(const RecordingRow &row) const
{
    return m_store.folderOf(row) + u"/interrupted.sha256"_s;
}

bool UploadStore::hasKept(const RecordingRow &row) const
{
    return QFile::exists(keptOf(row));
}

Status UploadStore::putAside(const RecordingRow &row)
{
    const QString units = m_store.unitsOf(row);
    QFile::remove(keptUnitsOf(row));
    return renameDurably(m_store.partOf(row), keptOf(row)).and_then([&] {
        return QFile::exists(units) ? renameDurably(units, keptUnitsOf(row)) : Status();
    });
}

/// Units first: once keptOf() is gone, the move is complete.
Status UploadStore::putBack(const RecordingRow &row)
{
    const QString units = keptUnitsOf(row);
    const auto moved = QFile::exists(units) ? renameDurably(units, m_store.unitsOf(row)) : Status();
    return moved ? renameDurably(keptOf(row), m_store.partOf(row)) : moved;
}

void UploadStore::dropKept(const RecordingRow &row)
{
    QFile::remove(keptOf(row));
    QFile::remove(keptUnitsOf(row));
}

/// Nothing more arrives to replace what was put aside: the longer of the two is published.
Result<UploadProgress> UploadStore::settleKept(const RecordingRow &row)
{
    const auto &recording = row.item.item;
    const auto state = row.item.state;
    if (state == MediaItemState::Interrupted) {
        forgetHeard(recording);
        return putBack(row).map([&] { return progressOf(row); });
    }
    const bool isFile = row.layout == UploadLayout::File && row.uploadCreated;
    if (isFile || state == MediaItemState::Ready || state == MediaItemState::Deleted) {
        forgetHeard(recording);
        return progressOf(row);
    }
    QFile units(keptUnitsOf(row));
    const auto known = units.open(QIODevice::ReadOnly) ? units.readAll() : QByteArray();
    auto part = PosixFileLayer().open(keptOf(row), FileMode::ReadOnly);
    const auto kept = part ? FragmentBody::read(**part, known, -1) : fail(part.error());
    if (!kept) {
        return fail(kept.error());
    }
    if (isOpen(row) && row.item.received >= (*kept)->bytes()) {
        auto published = publishInterrupted(row);
        if (published) {
            dropKept(row);
        }
        return published;
    }
    forgetRunning(recording);
    dropStaged(row);
    const auto changed = m_store.change(recording, [&](RecordingRow &back) -> Status {
        back.uploadCreated = true;
        back.layout = UploadLayout::Fragments;
        back.uploadLength.reset();
        back.uploadSha256.clear();
        describeInterrupted(back, **kept, keptOf(row));
        return advance(back.item.state, MediaItemEvent::SupersededReturned);
    });
    if (auto moved = changed ? putBack(*changed) : fail(changed.error()); !moved) {
        return fail(moved.error());
    }
    forgetHeard(recording);
    m_history.note(*changed, u"interrupted"_s, {}, changed->item.reason);
    return progressOf(*changed);
}

} // namespace prosc
