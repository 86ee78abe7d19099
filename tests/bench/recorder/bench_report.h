#pragma once

#include "app/recording/ports.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace prosc::bench {

/// Resources used by the process at one moment of the recording.
struct Mark
{
    double cpu = 0;
    double feeding = 0;
    /// CPU seconds of all processes, and the time of the reading in seconds.
    double machine = 0;
    double time = 0;
    /// Resident memory, megabytes.
    double resident = 0;
    /// How late the file is, beyond the engine's own delay; milliseconds.
    double late = 0;
    RecordingProgress progress;
};

struct Measurement
{
    /// One per recorded second.
    std::vector<Mark> marks;
    std::optional<RecordedFile> file;
    std::optional<Error> error;
};

/// Resident memory at one moment.
struct Resident
{
    double seconds = 0;
    double megabytes = 0;
};

/// Memory at the start, the quarters and the end; megabytes per hour after the first quarter; the
/// peak.
[[nodiscard]] QJsonObject memoryToJson(const std::vector<Resident> &moments, double peak);
[[nodiscard]] QJsonObject failure(const Error &error);
[[nodiscard]] QJsonObject toJson(const Measurement &measured);

} // namespace prosc::bench
