#pragma once

#include "app/server/index/library_rows.h"
#include "app/server/index/library_store.h"

#include <QJsonObject>

#include <chrono>
#include <map>
#include <mutex>

namespace prosc {

/// history.jsonl, recorded.jsonl and recorder.json in a recording's folder, and report.json, which
/// is made of these (recording_report_file.h). Thread-safe, blocks on disk and SQL.
class LocalRecordingHistory final : public RecordingHistory
{
public:
    /// `rows` and `clock` must outlive it.
    LocalRecordingHistory(const LibraryRows &rows, const Clock &clock);

    Status addRecorded(const RecordingId &recording,
                       const std::vector<RecordedPerson> &people) override;
    Status noteEvent(const RecordingId &recording, const QString &what, const QString &by,
                     const QString &detail) override;
    [[nodiscard]] Result<QByteArray> report(const RecordingId &recording) const override;

    /// Adds a line to the recording's history, and updates its report. A failure is only logged:
    /// what happened is in the index already, and must not fail for its line.
    void note(const RecordingRow &row, const QString &what, const QString &by = {},
              const QString &detail = {});
    /// The same with `line` as it is; the moment is added.
    void note(const RecordingRow &row, const QJsonObject &line);
    /// Adds its first line, without the report: everyone is waiting for Start, and addRecorded()
    /// writes one soon.
    void noteStart(const RecordingRow &row, const QString &by);
    /// Replaces the recorder's report of a recording: a JSON object. Malformed.
    Status setRecorderReport(const RecordingId &recording, const QByteArray &json);

private:
    [[nodiscard]] Status addLine(const RecordingRow &row, QJsonObject line);
    [[nodiscard]] Status writeReport(const RecordingId &recording);
    /// The same, but not more often than kReportEvery: report() and the next event know what is
    /// missing.
    [[nodiscard]] Status writeReportIfDue(const RecordingId &recording);

    static constexpr std::chrono::seconds kReportEvery{2};

    const LibraryRows &m_rows;
    const Clock &m_clock;
    /// Of the files of lines.
    std::mutex m_linesMutex;
    std::mutex m_reportMutex;
    /// When each report was last written for somebody who came; under m_reportMutex.
    std::map<RecordingId, MediaTime> m_reported;
};

} // namespace prosc
