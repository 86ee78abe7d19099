#pragma once

#include "app/uploads/upload_queue.h"
#include "ui/model/upload_view.h"

#include <vector>

namespace prosc {

/// The queue as the windows show it; call on the queue's thread.
[[nodiscard]] std::vector<UploadView> uploadViews(const UploadQueue &uploads);

/// The number of recordings that have ended but are not in any library yet.
[[nodiscard]] int notUploaded(const std::vector<UploadView> &uploads);

} // namespace prosc
