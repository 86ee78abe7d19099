#pragma once

#include "app/recording/ports.h"
#include "app/recording/recording_note.h"

#include <QJsonObject>

#include <map>
#include <optional>
#include <vector>

namespace prosc {

/// What happened in a recording, told by its progress: when the computer was too slow and what was
/// done, which encoder and preset worked when, pauses, which track had a trouble. Kept beside the
/// recording as report.json; people's names stand there and never in the file. Pure; times are
/// those of the file.
class RecordingReport
{
public:
    RecordingReport() = default;
    explicit RecordingReport(RecordingOrder order) : m_order(std::move(order)) {}

    /// Of everyone seen in the room; those who leave stay.
    void setNames(const std::map<ParticipantId, QString> &names);
    /// What the program that recorded before this one knew, as readDraft() has it.
    void setBefore(QJsonObject draft) { m_before = std::move(draft); }
    /// The recording goes on after its program had ended: what comes next was noted after a gap.
    void goOn() { m_goesOn = true; }
    void note(const RecordingProgress &progress);
    /// The whole, once the file is complete.
    [[nodiscard]] QJsonObject json(const RecordedFile &file) const;
    /// What is known so far.
    [[nodiscard]] QJsonObject draft() const;

private:
    using Time = std::chrono::milliseconds;
    /// A stretch of the file; one that lasts has no end yet.
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
        /// Steps of lower layers at most.
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

/// Writes a draft in the report's place, for the case that the program ends without a word. Not
/// synced: after a power cut the one from before may be there, or none that can be read. DiskError.
[[nodiscard]] Status saveDraft(const QString &folder, const QJsonObject &draft);
/// The whole report is there.
[[nodiscard]] bool hasReport(const QString &folder);
/// The draft there; empty when there is none, or the whole report.
[[nodiscard]] QJsonObject readDraft(const QString &folder);

} // namespace prosc
