#pragma once

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

struct EngineRun
{
    QStringList streams;
    int seconds = 20;
    Stage stage = Stage::Moving;
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
