#pragma once

#include "app/recording/ports.h"
#include "app/stage/stage_layout.h"

#include <QJsonObject>
#include <QStringList>

namespace prosc::bench {

/// What stands on the stage.
enum class Stage {
    /// Everybody's camera is on.
    Moving,
    /// One slide is shared, everybody's camera is off; all are heard.
    Still,
};

/// In which size the cameras come.
enum class LayerRule {
    /// 1280x720.
    Full,
    /// The layer that fits the tile in the file.
    ByTile,
    /// The same, and smaller when the recorder asks for it.
    AsAsked,
};

struct EngineRun
{
    QStringList streams;
    int seconds = 20;
    Stage stage = Stage::Moving;
    LayerRule layers = LayerRule::Full;
    EncodingSettings encoding;
    /// So many processes that only count keep the processors busy meanwhile.
    int hogs = 0;
    /// Where the MP4 goes.
    QString folder;
};

[[nodiscard]] StageScene benchScene(int people, Stage stage);

/// The participant whose stream is number `number`.
[[nodiscard]] ParticipantId benchParticipant(int number);

/// A page of black lines on white, 1920x1080.
[[nodiscard]] Picture slide();

/// In this process: feeds the streams in real time into StageMedia -> RecordingEngine and records.
/// CPU is that of the process without the feeding thread, between the first and the last of
/// `seconds` recorded seconds. The object says what failed in "error". Needs a QCoreApplication.
[[nodiscard]] QJsonObject measureEngine(const EngineRun &run);

} // namespace prosc::bench
