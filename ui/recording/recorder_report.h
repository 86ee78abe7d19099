#pragma once

#include "ui/model/room_model.h"

#include <QStringList>

namespace prosc {

/// What the recorder's panel says.
struct RecorderReport
{
    struct Row
    {
        QString name;
        QString value;

        friend bool operator==(const Row &, const Row &) = default;
    };

    QString title;
    /// One sentence each; empty when everything is fine.
    QStringList troubles;
    std::vector<Row> rows;

    friend bool operator==(const RecorderReport &, const RecorderReport &) = default;
};

/// On the computer that records all it knows; elsewhere what the room's state tells. `elapsed` is
/// the recorded time.
[[nodiscard]] RecorderReport recorderReport(const RoomView &view,
                                            std::chrono::milliseconds elapsed);

/// What moderators should know about a recording while it lasts, one sentence each: no sound, the
/// end that comes near, a busy computer. Empty for participants.
[[nodiscard]] QStringList recordingNotices(const RoomView &view, std::chrono::milliseconds elapsed);

} // namespace prosc
