#include "ui/library/media_requests.h"

#include "ui/library/media_rename_dialog.h"
#include "ui/library/media_share_dialog.h"
#include "ui/text/error_text.h"
#include "ui/uploads/upload_strip.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/widgets.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

QString mediaErrorText(const Error &error, bool mayModerate)
{
    if (error.code == ErrorCode::NotAllowed && mayModerate) {
        //: The service refused: it is deleted, or is being recorded again
        return MediaRequests::tr("This is not possible now: someone else has changed the "
                                 "recording. See its new state in the list.");
    }
    return errorText(error);
}

MediaRequests::MediaRequests(LibraryModel &library, UploadsModel &uploads, QWidget &window)
    : m_library(library), m_uploads(uploads), m_window(window)
{
    connect(&m_library, &LibraryModel::answered, this, &MediaRequests::answered);
}

void MediaRequests::share(const MediaEntry &entry)
{
    (new MediaShareDialog(m_library, entry.id, entry.name, &m_window))->open();
}

void MediaRequests::rename(const MediaEntry &entry)
{
    (new MediaRenameDialog(m_library, entry.id, entry.name, &m_window))->open();
}

void MediaRequests::remove(const MediaEntry &entry)
{
    const Question question{
        "deleteMediaDialog", "deleteMediaConfirm",
        //: Question after "Delete". %1 is the name of a file
        tr("Delete “%1”?").arg(fileText(entry.name)),
        //: Under that question
        tr("It stays in the bin for 30 days, where you can restore it. While it is there, nobody "
           "can view or download it, not even with a link."),
        //: Button that confirms
        tr("Delete"), "record"};
    auto *ask = new AskDialog(question, &m_window);
    connect(ask, &QDialog::accepted, this, [this, id = entry.id] {
        //: After "Delete"
        m_pending[id] = tr("Recording moved to the bin.");
        m_library.remove(id);
    });
    ask->open();
}

void MediaRequests::restore(const MediaEntry &entry)
{
    //: After "Restore" in the bin
    m_pending[entry.id] = tr("Recording restored.");
    m_library.restore(entry.id);
}

void MediaRequests::stopUpload(const MediaEntry &entry)
{
    auto *ask = new AskDialog(stopUploadQuestion(entry.name, entry.file), &m_window);
    connect(ask, &QDialog::accepted, this, [this, id = entry.id] { m_uploads.stop(id); });
    ask->open();
}

void MediaRequests::saveReport(const MediaEntry &entry)
{
    //: Title of the dialog that asks for a file name
    auto *dialog = new QFileDialog(&m_window, tr("Save the report"));
    dialog->setObjectName(u"saveReportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    //: Kind of file in that dialog
    dialog->setNameFilter(tr("Report (*.json)"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(QFileInfo(entry.name).completeBaseName() + u".report.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id = entry.id](const QString &file) {
        //: After "Save report"
        m_pending[id] = tr("Report saved.");
        m_library.saveReport(id, file);
    });
    dialog->open();
}

void MediaRequests::answered(const RecordingId &item, const std::optional<Error> &error)
{
    const auto pending = m_pending.extract(item);
    if (pending.empty()) {
        return; // a dialog made this request and shows the answer
    }
    Q_EMIT said(error ? mediaErrorText(*error, m_library.mayModerate()) : pending.mapped(),
                error.has_value());
}

bool MediaRequests::hasUploads() const
{
    return !m_uploads.uploads().empty();
}

bool MediaRequests::allUploadsPaused() const
{
    return std::ranges::all_of(m_uploads.uploads(), &UploadView::paused);
}

void MediaRequests::pauseOrResumeUploads()
{
    const bool pause = !allUploadsPaused();
    for (const UploadView &upload : m_uploads.uploads()) {
        if (upload.paused != pause) {
            m_uploads.pause(upload.recording, pause);
        }
    }
}

} // namespace prosc
