#pragma once

#include "ui/model/upload_view.h"
#include "ui/widgets/ask_dialog.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace prosc {

/// Upload status of a finished recording, below the stage and on the start page; hidden while there
/// is nothing to upload.
class UploadStrip : public QFrame
{
    Q_OBJECT
public:
    explicit UploadStrip(QWidget *parent = nullptr);

    void setUploads(const std::vector<UploadView> &uploads);

Q_SIGNALS:
    void retryRequested(const prosc::RecordingId &recording);
    void resumeRequested(const prosc::RecordingId &recording);
    /// Emitted after the user has confirmed.
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

/// The state of an upload as one sentence, without the file name.
[[nodiscard]] QString uploadText(const UploadView &upload);
/// The question before an upload is stopped permanently. `file` is the recording's path on this
/// computer.
[[nodiscard]] Question stopUploadQuestion(const QString &name, const QString &file);

} // namespace prosc
