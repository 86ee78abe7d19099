#pragma once

#include "app/server/library/library_index.h"

#include <QJsonObject>

namespace prosc {

// report.json in a recording's folder (protocol.md, "The report of a recording"), and what it is
// made of. People's names stand there, never in the file people watch.

constexpr QLatin1String kReportFile("report.json");
/// As the recorder sent it.
constexpr QLatin1String kRecorderReportFile("recorder.json");
/// A JSON object a line each: who was there, who agreed, what was done.
constexpr QLatin1String kRecordedFile("recorded.jsonl");
constexpr QLatin1String kConsentsFile("consents.jsonl");
constexpr QLatin1String kHistoryFile("history.jsonl");

// Lines of the history that the report is made of.
constexpr QLatin1String kStarted("announced");
constexpr QLatin1String kEnded("ended");
/// Its detail: when the recorder was heard last.
constexpr QLatin1String kRecorderLost("recorderLost");
constexpr QLatin1String kRecorderBack("recorderBack");

/// The report of `row`, of what is in its folder now.
[[nodiscard]] QJsonObject reportOf(const RecordingRow &row, const QString &folder);

} // namespace prosc
