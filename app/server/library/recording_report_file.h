#pragma once

#include "app/server/index/library_index.h"

#include <QJsonObject>

namespace prosc {

// report.json in a recording's folder (protocol.md, "The report of a recording"), and the files it
// is made of. People's names are stored there, never in the video people watch.

constexpr QLatin1String kReportFile("report.json");
/// As the recorder sent it.
constexpr QLatin1String kRecorderReportFile("recorder.json");
/// One JSON object per line: who was present, who agreed, what was done.
constexpr QLatin1String kRecordedFile("recorded.jsonl");
constexpr QLatin1String kConsentsFile("consents.jsonl");
constexpr QLatin1String kHistoryFile("history.jsonl");

// The history lines that the report uses.
constexpr QLatin1String kStarted("announced");
constexpr QLatin1String kEnded("ended");
/// Its detail: when the file last grew.
constexpr QLatin1String kRecorderLost("recorderLost");
constexpr QLatin1String kRecorderBack("recorderBack");

/// A line of a .jsonl file.
[[nodiscard]] QByteArray lineOf(const QJsonObject &object);
/// The lines of one, without any that a crash cut off. Empty if there is no such file.
[[nodiscard]] QList<QJsonObject> linesOf(const QString &path);

/// The report of `row`, from the files in its folder now.
[[nodiscard]] QJsonObject reportOf(const RecordingRow &row, const QString &folder);

} // namespace prosc
