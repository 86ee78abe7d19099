#include "ui/uploads/upload_strip.h"

#include "ui/text/error_text.h"
#include "ui/text/format_text.h"
#include "ui/text/upload_error_text.h"
#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QString reasonOf(const UploadView &upload)
{
    const Error error = upload.error.value_or(Error{});
    // A recording that was given up failed on this computer, not during the upload.
    const bool isHere = upload.givenUp && error.code == ErrorCode::DiskFull;
    return isHere ? errorText(error) : uploadErrorText(error);
}

} // namespace

QString uploadText(const UploadView &upload)
{
    switch (upload.state) {
    case UploadView::State::Uploading:
        //: A recording on its way to the library
        return UploadStrip::tr("Uploading the recording…");
    case UploadView::State::Verifying:
        //: A recording on its way to the library: the checksums are compared
        return UploadStrip::tr("Checking the uploaded recording…");
    case UploadView::State::Failed:
        //: A recording on its way to the library. %1 is a sentence that says why
        return UploadStrip::tr("The recording is saved on this computer, but not uploaded. %1")
            .arg(reasonOf(upload));
    case UploadView::State::Waiting:
        break;
    }
    if (upload.paused) {
        //: A recording on its way to the library
        return UploadStrip::tr("The upload is paused.");
    }
    if (upload.held) {
        //: A recording on its way to the library: the settings say "Upload only after the meeting"
        return UploadStrip::tr("The recording will be uploaded after the meeting.");
    }
    if (!upload.error) {
        //: A recording on its way to the library
        return UploadStrip::tr("The recording is waiting to be uploaded.");
    }
    //: A recording on its way to the library. %1 is a sentence that says why it waits
    return UploadStrip::tr(
               "The recording is on this computer. The upload will be retried automatically. %1")
        .arg(reasonOf(upload));
}

Question stopUploadQuestion(const QString &name, const QString &file)
{
    const QFileInfo info(file);
    const QString folder = fileText(QDir::toNativeSeparators(info.path()));
    return {"stopUploadDialog", "stopUploadConfirm",
            //: Question after "Stop uploading". %1 is the name of a file
            UploadStrip::tr("Stop uploading “%1” for good?").arg(fileText(name)),
            info.exists() || QFileInfo::exists(file + u".part"_s)
                //: Under that question. %1 is a folder
                ? UploadStrip::tr("The recording stays in the folder %1 on this computer. It will "
                                  "no longer be uploaded automatically.")
                      .arg(folder)
                //: Under that question, when the file is gone. %1 is a folder
                : UploadStrip::tr("The file is no longer in the folder %1 on this computer. What "
                                  "the room received stays there.")
                      .arg(folder),
            //: Button that confirms
            UploadStrip::tr("Stop uploading"), "primary"};
}

UploadStrip::UploadStrip(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"uploadStrip"_s);
    auto *icon = new QLabel;
    icon->setPixmap(lineIcon(u"upload"_s).pixmap(20, 20));
    m_label = makeLabel({}, nullptr);
    m_label->setObjectName(u"uploadLabel"_s);
    m_label->setWordWrap(true);
    m_percent = makeLabel({}, "dim");
    m_progress = new QProgressBar;
    m_progress->setObjectName(u"uploadProgress"_s);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(240);
    //: Name of the progress bar for a screen reader
    m_progress->setAccessibleName(tr("Upload of the recording"));
    //: Button: retry the upload immediately
    m_retry = makeButton("uploadRetryButton", tr("Retry now"), nullptr);
    //: Button: resume a paused upload
    m_resume = makeButton("uploadResumeButton", tr("Resume"), nullptr);
    //: Button: stop uploading it permanently
    m_stop = makeButton("uploadStopButton", tr("Stop uploading…"), nullptr);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    row->addWidget(icon);
    row->addWidget(m_label, 1);
    row->addWidget(m_progress);
    row->addWidget(m_percent);
    row->addWidget(m_retry);
    row->addWidget(m_resume);
    row->addWidget(m_stop);
    connect(m_retry, &QPushButton::clicked, this,
            [this] { Q_EMIT retryRequested(m_shown.recording); });
    connect(m_resume, &QPushButton::clicked, this,
            [this] { Q_EMIT resumeRequested(m_shown.recording); });
    connect(m_stop, &QPushButton::clicked, this, &UploadStrip::askToStop);
    hide();
}

void UploadStrip::setUploads(const std::vector<UploadView> &uploads)
{
    using State = UploadView::State;
    // Active uploads are shown before waiting ones. A recording in progress has its own indicator.
    auto found = std::ranges::find_if(uploads, [](const UploadView &upload) {
        return !upload.live &&
               (upload.state == State::Uploading || upload.state == State::Verifying);
    });
    if (found == uploads.end()) {
        found =
            std::ranges::find_if(uploads, [](const UploadView &upload) { return !upload.live; });
    }
    setVisible(found != uploads.end());
    if (found == uploads.end()) {
        return;
    }
    m_shown = *found;
    m_label->setText(uploadText(*found));
    m_label->setToolTip(found->name);
    const bool moving = found->state == State::Uploading;
    m_progress->setVisible(moving);
    m_percent->setVisible(moving);
    m_percent->setText(percentText(found->sent, found->total));
    m_progress->setRange(0, 1000);
    m_progress->setValue(found->total > 0 ? static_cast<int>(found->sent * 1000 / found->total)
                                          : 0);
    m_retry->setVisible(found->canRetry());
    m_resume->setVisible(found->paused && !found->givenUp);
    // A service that is gone for good cannot be told from one that is temporarily unreachable.
    m_stop->setVisible(found->canStop && found->error.has_value());
}

void UploadStrip::askToStop()
{
    auto *ask = new AskDialog(stopUploadQuestion(m_shown.name, m_shown.file), window());
    connect(ask, &QDialog::accepted, this,
            [this, id = m_shown.recording] { Q_EMIT stopRequested(id); });
    ask->open();
}

} // namespace prosc
