#pragma once

#include "ui/model/room_view.h"

#include <QStringList>

namespace prosc {

/// The contents of the recorder's panel.
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

/// Full statistics on the recording computer; elsewhere only what the room's state contains.
/// `elapsed` is the recorded time.
[[nodiscard]] RecorderReport recorderReport(const RoomView &view,
                                            std::chrono::milliseconds elapsed);

/// Warnings for moderators during a recording, one sentence each: no sound, the approaching end, a
/// busy computer. Empty for participants.
[[nodiscard]] QStringList recordingWarnings(const RoomView &view,
                                            std::chrono::milliseconds elapsed);

} // namespace prosc
