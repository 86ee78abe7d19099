#pragma once

#include "app/base/consumer_thread.h"
#include "app/library/upload_queue.h"
#include "app/recording/recording_controller.h"

#include <QObject>

#include <functional>

namespace prosc {

/// Takes up what an earlier run of the program left unfinished (it was killed, the computer lost
/// power): each such file is cut to its last whole fragment, made a regular MP4, and queued for the
/// library. Lives on the engine's thread; the files are worked on by a thread of its own.
class RecordingRecovery : public QObject
{
    Q_OBJECT
public:
    /// `uploads` outlives it.
    explicit RecordingRecovery(UploadQueue &uploads);
    ~RecordingRecovery() override;

    /// Looks through the folder of recordings. finished() follows.
    void start(const QString &recordingsFolder);

Q_SIGNALS:
    /// A recording is whole again and queued.
    void recovered(const prosc::RecordedFile &file);
    /// `folder` holds a recording of which nothing could be saved; it is left as it is.
    void failed(const QString &folder, const prosc::Error &error);
    void finished();

private:
    void recover(const QString &folder);
    void lost(const QString &folder, const RecordingId &recording, const Error &error);
    void queue(const QString &folder, const RecordingOrder &order, const RecordedFile &file);

    UploadQueue &m_uploads;
    ConsumerThread<std::function<void()>> m_worker;
};

} // namespace prosc
