#pragma once

#include "app/base/object_thread.h"
#include "app/uploads/upload_queue.h"
#include "ui/model/uploads_model.h"

#include <functional>

namespace prosc {

/// The engine's upload queue for the windows. Lives on the GUI thread.
class DesktopUploadsModel final : public UploadsModel
{
    Q_OBJECT
public:
    /// `queue` lives on `engineThread` and is destroyed, there, before this.
    DesktopUploadsModel(ObjectThread &engineThread, UploadQueue &queue);

    [[nodiscard]] std::vector<UploadView> uploads() const override { return m_uploads; }
    /// As UploadQueue::isIdle().
    [[nodiscard]] bool isIdle() const { return m_idle; }

    void retry(const RecordingId &recording) override;
    void pause(const RecordingId &recording, bool paused) override;
    void stop(const RecordingId &recording) override;
    void moveFirst(const RecordingId &recording) override;

private:
    /// On the engine's thread.
    void tell();
    /// Runs `action` on the engine's thread and reports if it fails.
    void ask(std::function<Status(UploadQueue &)> action);

    ObjectThread &m_thread;
    UploadQueue &m_queue;
    std::vector<UploadView> m_uploads;
    bool m_idle = true;
};

} // namespace prosc
