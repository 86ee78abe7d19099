#pragma once

#include "app/recording/ports.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace prosc::bench {

/// What the process had used at a moment of the recording.
struct Mark
{
    double cpu = 0;
    double feeding = 0;
    /// Of all processes, and when that was; seconds.
    double machine = 0;
    double time = 0;
    /// Megabytes.
    double resident = 0;
    /// Milliseconds that the file is behind, beyond the engine's own delay.
    double late = 0;
    RecordingProgress progress;
};

struct Measurement
{
    /// One for each recorded second.
    std::vector<Mark> marks;
    std::optional<RecordedFile> file;
    std::optional<Error> error;
};

/// Resident memory at a moment.
struct Resident
{
    double seconds = 0;
    double megabytes = 0;
};

/// At the start, the quarters and the end; megabytes an hour after the first quarter; the peak.
[[nodiscard]] QJsonObject memoryToJson(const std::vector<Resident> &moments, double peak);
[[nodiscard]] QJsonObject failure(const Error &error);
[[nodiscard]] QJsonObject toJson(const Measurement &measured);

} // namespace prosc::bench
