#pragma once

#include "ui/library/media_entry.h"
#include "ui/model/library_model.h"
#include "ui/model/uploads_model.h"

#include <QObject>

#include <map>

namespace prosc {

/// Why a request about a recording was refused, and what to do next.
[[nodiscard]] QString mediaErrorText(const Error &error, bool mayModerate);

/// Media and Files' requests that change the library: their dialogs and their outcome.
class MediaRequests : public QObject
{
    Q_OBJECT
public:
    /// `window` is the parent of the dialogs. All of them must outlive this.
    MediaRequests(LibraryModel &library, UploadsModel &uploads, QWidget &window);

    void share(const MediaEntry &entry);
    void rename(const MediaEntry &entry);
    /// Asks for confirmation.
    void remove(const MediaEntry &entry);
    void restore(const MediaEntry &entry);
    /// Asks for confirmation.
    void stopUpload(const MediaEntry &entry);
    /// Asks for the file name.
    void saveReport(const MediaEntry &entry);
    /// Pauses all uploads, or resumes them when all are paused.
    void pauseOrResumeUploads();
    [[nodiscard]] bool hasUploads() const;
    [[nodiscard]] bool allUploadsPaused() const;

Q_SIGNALS:
    void said(const QString &sentence, bool problem);

private:
    void answered(const RecordingId &item, const std::optional<Error> &error);

    LibraryModel &m_library;
    UploadsModel &m_uploads;
    QWidget &m_window;
    /// The sentence to show when the request succeeds.
    std::map<RecordingId, QString> m_pending;
};

} // namespace prosc
