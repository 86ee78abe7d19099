#include "app/desktop/models/desktop_uploads_model.h"

#include "app/desktop/models/upload_views.h"

namespace prosc {

DesktopUploadsModel::DesktopUploadsModel(ObjectThread &engineThread, UploadQueue &queue)
    : m_thread(engineThread), m_queue(queue)
{
    connect(&queue, &UploadQueue::changed, &queue, [this] { tell(); });
    connect(&queue, &UploadQueue::published, this, &DesktopUploadsModel::published);
    // Uploads that wait for the user to act emit no changes.
    m_thread.post([this] { tell(); });
}

void DesktopUploadsModel::tell()
{
    QMetaObject::invokeMethod(this, [this, idle = m_queue.isIdle(), views = uploadViews(m_queue)] {
        m_idle = idle;
        m_uploads = views;
        Q_EMIT uploadsChanged();
    });
}

void DesktopUploadsModel::ask(std::function<Status(UploadQueue &)> action)
{
    m_thread.post([this, action = std::move(action)] {
        if (const auto done = action(m_queue); !done) {
            QMetaObject::invokeMethod(
                this, [this, error = done.error()] { Q_EMIT requestFailed(error); });
        }
    });
}

void DesktopUploadsModel::retry(const RecordingId &recording)
{
    ask([recording](UploadQueue &queue) { return queue.retryNow(recording); });
}

void DesktopUploadsModel::pause(const RecordingId &recording, bool paused)
{
    ask([recording, paused](UploadQueue &queue) { return queue.setPaused(recording, paused); });
}

void DesktopUploadsModel::stop(const RecordingId &recording)
{
    ask([recording](UploadQueue &queue) { return queue.forget(recording); });
}

void DesktopUploadsModel::moveFirst(const RecordingId &recording)
{
    ask([recording](UploadQueue &queue) { return queue.moveFirst(recording); });
}

} // namespace prosc
