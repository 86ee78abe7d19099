#include "app/server/uploads/state/upload_values.h"

namespace prosc {

UploadProgress progressOf(const RecordingRow &row)
{
    const bool ready = row.item.state == MediaItemState::Ready;
    const bool mayHaveStaged = row.layout == UploadLayout::Fragments && !ready;
    return {row.item.received, row.fullLength(), ready ? row.item.sha256 : QString(),
            mayHaveStaged ? std::optional<int64_t>(0) : std::nullopt};
}

bool isOpenBody(const RecordingRow &row)
{
    const auto state = row.item.state;
    return row.layout == UploadLayout::Fragments && row.uploadCreated &&
           (state == MediaItemState::Recording || state == MediaItemState::Uploading);
}

bool isComplete(const RecordingRow &row)
{
    const bool lacksChecksum = row.layout == UploadLayout::Fragments && row.uploadSha256.isEmpty();
    return row.item.received == row.fullLength() && !lacksChecksum;
}

} // namespace prosc
