#pragma once

#include "ui/library/media_entry.h"

#include <QObject>

#include <map>

namespace prosc {

/// Why a request about a recording was refused, and what to do.
[[nodiscard]] QString mediaErrorText(const Error &error, const RoomView &view);

/// What Media and Files asks before it changes something in the library, and what comes of it.
class MediaRequests : public QObject
{
    Q_OBJECT
public:
    /// Dialogs stand over `window`. Both must outlive this.
    MediaRequests(RoomModel &model, QWidget &window);

    void share(const MediaEntry &entry);
    void rename(const MediaEntry &entry);
    /// Asks first.
    void remove(const MediaEntry &entry);
    void restore(const MediaEntry &entry);
    /// Asks first.
    void stopUpload(const MediaEntry &entry);
    /// Asks where.
    void saveReport(const MediaEntry &entry);
    /// Pauses all uploads, or resumes them when all are paused.
    void pauseOrResumeUploads();
    [[nodiscard]] bool hasUploads() const;
    [[nodiscard]] bool allUploadsPaused() const;

Q_SIGNALS:
    void said(const QString &sentence, bool problem);

private:
    void answered(const RecordingId &item, const std::optional<Error> &error);

    RoomModel &m_model;
    QWidget &m_window;
    /// What is said when it is done.
    std::map<RecordingId, QString> m_pending;
};

} // namespace prosc
