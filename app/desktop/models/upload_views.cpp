#include "app/desktop/models/upload_views.h"

#include <algorithm>

namespace prosc {

namespace {

UploadView viewOf(const UploadStatus &status)
{
    UploadView view{status.recording, status.name,  UploadView::State::Waiting,
                    status.sent,      status.total, status.error};
    switch (status.state) {
    case UploadState::Waiting:
    case UploadState::BackingOff:
        view.state = UploadView::State::Waiting;
        break;
    case UploadState::Uploading:
        view.state = UploadView::State::Uploading;
        break;
    case UploadState::Verifying:
        view.state = UploadView::State::Verifying;
        break;
    case UploadState::Failed:
        view.state = UploadView::State::Failed;
        break;
    }
    view.live = status.live;
    view.paused = status.paused;
    view.held = status.held;
    view.givenUp = status.givenUp;
    view.canStop = status.canForget;
    view.file = status.file;
    return view;
}

} // namespace

std::vector<UploadView> uploadViews(const UploadQueue &uploads)
{
    std::vector<UploadView> views;
    for (const auto &status : uploads.uploads()) {
        views.push_back(viewOf(status));
    }
    return views;
}

int notUploaded(const std::vector<UploadView> &uploads)
{
    return static_cast<int>(
        std::ranges::count_if(uploads, [](const UploadView &upload) { return !upload.live; }));
}

} // namespace prosc
