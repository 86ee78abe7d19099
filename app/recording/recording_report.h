#pragma once

#include "app/recording/ports.h"
#include "app/recording/recording_note.h"

#include <QJsonObject>

#include <map>
#include <optional>
#include <vector>

namespace prosc {

/// What happened in a recording, gathered from its progress: overloads and what was done, encoders
/// and presets, pauses, problems with tracks. Stored beside the recording as report.json; it holds
/// people's names, which the recording itself does not. Pure; times are positions in the file.
class RecordingReport
{
public:
    RecordingReport() = default;
    explicit RecordingReport(RecordingOrder order) : m_order(std::move(order)) {}

    /// Names of everyone seen in the room; those who leave are kept.
    void setNames(const std::map<ParticipantId, QString> &names);
    /// The report of the program that recorded before this one, from readDraft().
    void setBefore(QJsonObject draft) { m_before = std::move(draft); }
    /// The recording is continued after a restart: what follows comes after a gap.
    void goOn() { m_goesOn = true; }
    void note(const RecordingProgress &progress);
    /// The complete report, once the file is complete.
    [[nodiscard]] QJsonObject json(const RecordedFile &file) const;
    /// The report so far.
    [[nodiscard]] QJsonObject draft() const;

private:
    using Time = std::chrono::milliseconds;
    /// A part of the file; without an end while it lasts.
    struct Stretch
    {
        Time from{};
        std::optional<Time> to;
    };
    struct Overload : Stretch
    {
        int64_t repeatedBefore = 0;
        int64_t repeated = 0;
        int64_t skippedBefore = 0;
        int64_t skipped = 0;
        /// Maximum reduction of layers, in steps.
        int layers = 0;
    };
    struct Trouble : Stretch
    {
        TrackHealth health;
    };
    struct Encoding
    {
        Time from{};
        QString encoder;
    };

    void noteOverload(const RecordingProgress &progress);
    void noteTroubles(const RecordingProgress &progress);
    [[nodiscard]] QJsonObject stretch(const Stretch &what, Time end) const;
    [[nodiscard]] QJsonObject trackOf(const TrackId &track) const;

    RecordingOrder m_order;
    QJsonObject m_before;
    std::map<ParticipantId, QString> m_names;
    std::vector<Overload> m_overloads;
    std::vector<Encoding> m_encodings;
    std::vector<Trouble> m_troubles;
    std::vector<Stretch> m_silences;
    /// Where in the file something was left out, and how much.
    struct Pause
    {
        Time at{};
        Time length{};
    };
    std::vector<Pause> m_pauses;
    std::optional<Time> m_continuedAt;
    bool m_goesOn = false;
    RecordingProgress m_last;
};

[[nodiscard]] QString reportFile(const QString &folder);
/// Writes report.json into the recording's folder, readable by its owner only. DiskError.
[[nodiscard]] Status saveReport(const QString &folder, const QJsonObject &report);

/// Writes a draft in the report's place, in case the program ends unexpectedly. Not synced: after a
/// power cut the previous draft may be there, or an unreadable one. DiskError.
[[nodiscard]] Status saveDraft(const QString &folder, const QJsonObject &draft);
/// Whether the complete report exists.
[[nodiscard]] bool hasReport(const QString &folder);
/// The draft in `folder`; empty when there is none, or when the report is complete.
[[nodiscard]] QJsonObject readDraft(const QString &folder);

} // namespace prosc
