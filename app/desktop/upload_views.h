#pragma once

#include "app/uploads/upload_queue.h"
#include "ui/model/room_model.h"

#include <vector>

namespace prosc {

/// The queue as windows show it; called where the queue lives.
[[nodiscard]] std::vector<UploadView> uploadViews(const UploadQueue &uploads);

/// Recordings that are not recorded any more, and that no library has yet.
[[nodiscard]] int notUploaded(const std::vector<UploadView> &uploads);

} // namespace prosc
