#pragma once

#include <QJsonObject>
#include <QString>

namespace prosc::bench {

struct LiveRun
{
    /// Path of proscenium-room.
    QString program;
    int participants = 4;
    int seconds = 20;
    /// The participants send three layers, and the recorder takes the one that fits each tile.
    bool simulcast = false;
    /// Preset of x264; empty: the recorder chooses.
    QString preset;
    /// For the service's data and the recording.
    QString folder;
    /// Sent by everyone instead of the generated video and tone; may be empty.
    QString video;
};

/// The whole chain in separate processes: a room service with its Janus, simulated participants
/// over WebRTC on loopback, and a recorder. Measures the recorder's process alone: CPU per second
/// of wall time while it records, peak memory, repeated frames; and the load of all processors
/// ("machine", cores).
[[nodiscard]] QJsonObject measureLive(const LiveRun &run);

} // namespace prosc::bench
