#pragma once

#include "ui/model/room_model.h"
#include "ui/widgets/ask_dialog.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace prosc {

/// The way of a finished recording to the library, under the stage and on the start page; hidden
/// while nothing is on its way.
class UploadStrip : public QFrame
{
    Q_OBJECT
public:
    explicit UploadStrip(QWidget *parent = nullptr);

    void setUploads(const std::vector<UploadView> &uploads);

Q_SIGNALS:
    void retryRequested(const prosc::RecordingId &recording);
    void resumeRequested(const prosc::RecordingId &recording);
    /// Asked for, and the question after that was answered.
    void stopRequested(const prosc::RecordingId &recording);

private:
    void askToStop();

    QLabel *m_label;
    QLabel *m_percent;
    QProgressBar *m_progress;
    QPushButton *m_retry;
    QPushButton *m_resume;
    QPushButton *m_stop;
    UploadView m_shown;
};

/// What happens to an upload, as one sentence without the file's name.
[[nodiscard]] QString uploadText(const UploadView &upload);
/// Asked before an upload is stopped for good. `file` is the recording's on this computer.
[[nodiscard]] Question stopUploadQuestion(const QString &name, const QString &file);

} // namespace prosc
