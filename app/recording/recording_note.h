#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"

#include <QDateTime>
#include <QUrl>

#include <chrono>

namespace prosc {

/// Where a finished recording goes: the library's upload endpoint and the ticket for it.
struct UploadTicket
{
    QUrl endpoint;
    QString token;
    /// SHA-256 of the service's own certificate, hexadecimal; empty when a public authority vouches
    /// for it.
    QString certificate;

    friend bool operator==(const UploadTicket &, const UploadTicket &) = default;
};

/// The recorder's place in its room: a restarted program resumes it and continues the recording.
struct RecorderPlace
{
    /// Service and room.
    QString room;
    /// msg::Join::resume. Empty: the place cannot be resumed after a restart.
    QString secret;

    friend bool operator==(const RecorderPlace &, const RecorderPlace &) = default;
};

/// The service's order to begin a recording.
struct RecordingOrder
{
    RecordingId recording;
    int epoch = 0;
    QString title;
    QDateTime startedAt;
    UploadTicket ticket;
    /// See RecordingPlan.
    bool subtitles = false;
    bool chapters = false;
    std::chrono::milliseconds limit = std::chrono::hours(24);
    RecorderPlace place = {};

    friend bool operator==(const RecordingOrder &, const RecordingOrder &) = default;
};

/// An order stored beside its recording (recording.json, mode 0600: it holds ticket and place), so
/// that a restarted program knows what an unfinished file is and where it belongs.
struct RecordingNote
{
    RecordingOrder order;
    /// The final name of the file in the folder.
    QString fileName;
    /// It was paused, and stays paused when it is continued.
    bool paused = false;

    friend bool operator==(const RecordingNote &, const RecordingNote &) = default;
};

/// Atomic and synced. DiskError.
[[nodiscard]] Status saveNote(const QString &folder, const RecordingNote &note);
/// NotFound, FileDamaged.
[[nodiscard]] Result<RecordingNote> readNote(const QString &folder);
/// Call when the recording is in the upload queue or produced nothing: nothing is left to resume.
void removeNote(const QString &folder);

} // namespace prosc
