#include "app/server/uploads/superseded_upload.h"

using namespace Qt::StringLiterals;

namespace prosc {

SupersededUpload::SupersededUpload(const UploadContext &context, const SupersededFiles &files,
                                   UploadPublishing &publishing)
    : m_context(context), m_files(files), m_publishing(publishing)
{
}

Result<UploadProgress> SupersededUpload::settle(const RecordingRow &row)
{
    const auto &recording = row.item.item;
    const auto state = row.item.state;
    if (state == MediaItemState::Interrupted) {
        m_context.timeouts.forget(recording);
        return m_files.putBack(row).map([&] { return progressOf(row); });
    }
    const bool isFile = row.layout == UploadLayout::File && row.uploadCreated;
    if (isFile || state == MediaItemState::Ready || state == MediaItemState::Deleted) {
        m_context.timeouts.forget(recording);
        return progressOf(row);
    }
    const auto kept = m_files.read(row);
    if (!kept) {
        return fail(kept.error());
    }
    if (!isOpenBody(row) || row.item.received < (*kept)->bytes()) {
        return bringBack(row, **kept);
    }
    auto published = m_publishing.publishInterrupted(row);
    if (published) {
        m_files.drop(row);
    }
    return published;
}

Result<UploadProgress> SupersededUpload::bringBack(const RecordingRow &row,
                                                   const FragmentBody &kept)
{
    m_context.running.forget(row.item.item);
    m_context.bodies.dropStaged(row);
    const auto changed = m_context.rows.change(row.item.item, [&](RecordingRow &back) -> Status {
        back.uploadCreated = true;
        back.layout = UploadLayout::Fragments;
        back.uploadLength.reset();
        back.uploadSha256.clear();
        UploadPublishing::describeInterrupted(back, kept, m_files.path(row));
        return advance(back.item.state, MediaItemEvent::SupersededReturned);
    });
    if (auto moved = changed ? m_files.putBack(*changed) : fail(changed.error()); !moved) {
        return fail(moved.error());
    }
    m_context.timeouts.forget(row.item.item);
    m_context.history.note(*changed, u"interrupted"_s, {}, changed->item.reason);
    return progressOf(*changed);
}

} // namespace prosc
