#pragma once

#include "app/recording/ports.h"
#include "app/stage/stage_layout.h"

#include <QJsonObject>
#include <QStringList>

namespace prosc::bench {

/// What is on stage.
enum class Stage {
    /// Everybody's camera is on.
    Moving,
    /// One slide is shared, all cameras are off, all microphones are on.
    Still,
};

/// Which layers of the cameras are sent.
enum class LayerRule {
    /// 1280x720.
    Full,
    /// The layer that fits the tile in the file.
    ByTile,
    /// As ByTile, and lower when the recorder asks for it.
    AsAsked,
};

struct EngineRun
{
    QStringList streams;
    int seconds = 20;
    Stage stage = Stage::Moving;
    LayerRule layers = LayerRule::Full;
    EncodingSettings encoding;
    /// Number of busy-loop processes that load the processors meanwhile.
    int hogs = 0;
    /// Where the MP4 goes.
    QString folder;
};

[[nodiscard]] StageScene benchScene(int people, Stage stage);

/// The participant who sends stream number `number`.
[[nodiscard]] ParticipantId benchParticipant(int number);

/// A page of black lines on white, 1920x1080.
[[nodiscard]] Picture slide();

/// Feeds the streams in real time, in this process, into StageMedia -> RecordingEngine and records.
/// CPU is that of the process without the feeding thread, between the first and the last of
/// `seconds` recorded seconds. On failure the object has an "error". Needs a QCoreApplication.
[[nodiscard]] QJsonObject measureEngine(const EngineRun &run);

} // namespace prosc::bench
