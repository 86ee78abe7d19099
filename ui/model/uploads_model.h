#pragma once

#include "ui/model/upload_view.h"

#include <QObject>

#include <vector>

namespace prosc {

/// The recordings of this computer on their way to the library, whatever room they were made in.
/// Lives on the GUI thread.
class UploadsModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual std::vector<UploadView> uploads() const = 0;
    /// Each of these is answered by uploadsChanged() or requestFailed().
    virtual void retry(const RecordingId &recording) = 0;
    virtual void pause(const RecordingId &recording, bool paused) = 0;
    /// Stops uploading it; the file stays on this computer.
    virtual void stop(const RecordingId &recording) = 0;
    /// Moves it ahead of all other finished recordings.
    virtual void moveFirst(const RecordingId &recording) = 0;

Q_SIGNALS:
    void uploadsChanged();
    /// A recording made on this computer is now in the library.
    void published(const prosc::RecordingId &recording, const QString &name);
    void requestFailed(const prosc::Error &error);
};

} // namespace prosc
