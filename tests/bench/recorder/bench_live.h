#pragma once

#include <QJsonObject>
#include <QString>

namespace prosc::bench {

struct LiveRun
{
    /// proscenium-room.
    QString program;
    int participants = 4;
    int seconds = 20;
    /// The participants send three sizes, and the recorder takes what fits the tiles.
    bool simulcast = false;
    /// x264's; empty: the recorder chooses.
    QString preset;
    /// For the service's data and the recording.
    QString folder;
    /// Sent by everyone instead of the generated picture and tone; may be empty.
    QString video;
};

/// The whole chain in processes of their own: a room service with its Janus, simulated participants
/// over WebRTC on loopback, and a recorder. Measures the recorder's process alone: CPU for each
/// second of wall time while it records, peak memory, repeated pictures; and how busy all
/// processors were ("machine", cores).
[[nodiscard]] QJsonObject measureLive(const LiveRun &run);

} // namespace prosc::bench
