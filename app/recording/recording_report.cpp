#include "app/recording/recording_report.h"

#include "app/base/milliseconds.h"
#include "app/base/time_text.h"
#include "app/disk/files.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kReportFormat = 1;
/// Minimum length of a silence in the report.
constexpr std::chrono::seconds kSilence{60};
/// Maximum number of entries of each kind: more would add nothing, and a recording may last a day.
constexpr size_t kMost = 5000;

QString nameOf(TrackKind kind)
{
    switch (kind) {
    case TrackKind::Camera:
        return u"camera"_s;
    case TrackKind::Microphone:
        return u"microphone"_s;
    case TrackKind::Screen:
        return u"screen"_s;
    case TrackKind::ScreenAudio:
        return u"screenAudio"_s;
    }
    return {};
}

QString nameOf(TrackTrouble trouble)
{
    switch (trouble) {
    case TrackTrouble::NoPicture:
        return u"noPicture"_s;
    case TrackTrouble::BlackPicture:
        return u"blackPicture"_s;
    case TrackTrouble::FrozenPicture:
        return u"frozenPicture"_s;
    case TrackTrouble::NoSound:
        return u"noSound"_s;
    case TrackTrouble::Clipping:
        return u"clipping"_s;
    }
    return {};
}

QString nameOf(GapCause cause)
{
    switch (cause) {
    case GapCause::Stopped:
        return u"stopped"_s;
    case GapCause::Suspended:
        return u"suspended"_s;
    case GapCause::Overload:
        return u"overload"_s;
    case GapCause::Restarted:
        return u"restarted"_s;
    }
    return {};
}

QJsonArray listOf(const std::vector<RecordingGap> &gaps)
{
    QJsonArray list;
    for (const auto &gap : gaps) {
        list.append(QJsonObject{{u"at"_s, milliseconds(gap.at)},
                                {u"length"_s, milliseconds(gap.length)},
                                {u"cause"_s, nameOf(gap.cause)}});
    }
    return list;
}

/// Where the video is frozen; without audio, too, if the program did not run.
QJsonArray listOf(const std::vector<HeldPicture> &held)
{
    QJsonArray list;
    for (const auto &picture : held) {
        list.append(QJsonObject{{u"from"_s, milliseconds(picture.from)},
                                {u"to"_s, milliseconds(picture.to)},
                                {u"sound"_s, picture.hasSound}});
    }
    return list;
}

constexpr QLatin1String kUnfinished("unfinished");
/// Lists that are concatenated, in chronological order, over the parts of an interrupted recording.
constexpr std::array kLists{"encoders", "overloads",     "troubles",  "silences", "pauses",
                            "gaps",     "continuations", "lostSound", "held"};
/// Counts that are summed over the parts.
constexpr std::array kCounts{"repeated", "lost"};

/// Prepends what is known of the earlier parts to the `report` of the last one.
void addBefore(QJsonObject &report, const QJsonObject &before)
{
    for (const auto *name : kLists) {
        const QLatin1String list(name);
        auto entries = before[list].toArray();
        for (const auto &entry : report[list].toArray()) {
            if (entries.size() < static_cast<qsizetype>(kMost)) {
                entries.append(entry);
            }
        }
        report[list] = entries;
    }
    for (const auto *name : kCounts) {
        const QLatin1String count(name);
        report[count] = report[count].toInteger() + before[count].toInteger();
    }
}

/// The report in `folder`, or its draft; empty when there is none or it is unreadable.
QJsonObject readReport(const QString &folder)
{
    return QJsonDocument::fromJson(contentOf(reportFile(folder))).object();
}

} // namespace

void RecordingReport::setNames(const std::map<ParticipantId, QString> &names)
{
    for (const auto &[participant, name] : names) {
        m_names[participant] = name;
    }
}

void RecordingReport::note(const RecordingProgress &progress)
{
    if (std::exchange(m_goesOn, false)) {
        m_continuedAt = progress.recorded;
    }
    if (!progress.encoder.isEmpty() && m_encodings.size() < kMost &&
        (m_encodings.empty() || m_encodings.back().encoder != progress.encoder)) {
        m_encodings.push_back({progress.recorded, progress.encoder});
    }
    if (progress.paused && !m_last.paused && m_pauses.size() < kMost) {
        m_pauses.push_back({progress.recorded, {}});
    }
    if (progress.paused && !m_pauses.empty()) {
        m_pauses.back().length = std::max(m_pauses.back().length, progress.pausedFor);
    }
    const bool silent = progress.soundless >= kSilence;
    const bool wasSilent = m_last.soundless >= kSilence;
    if (silent && !wasSilent && m_silences.size() < kMost) {
        m_silences.push_back({std::max(Time(), progress.recorded - progress.soundless), {}});
    } else if (!silent && wasSilent && !m_silences.empty()) {
        m_silences.back().to = progress.recorded;
    }
    noteOverload(progress);
    noteTroubles(progress);
    m_last = progress;
}

void RecordingReport::noteOverload(const RecordingProgress &progress)
{
    if (progress.overloaded && !m_last.overloaded && m_overloads.size() < kMost) {
        m_overloads.emplace_back();
        m_overloads.back().from = progress.recorded;
        m_overloads.back().repeatedBefore = m_last.repeated;
        m_overloads.back().skippedBefore = m_last.skipped;
    }
    if (m_overloads.empty() || m_overloads.back().to) {
        return;
    }
    auto &overload = m_overloads.back();
    overload.repeated = progress.repeated - overload.repeatedBefore;
    overload.skipped = progress.skipped - overload.skippedBefore;
    overload.layers = std::max(overload.layers, progress.layerReduction);
    if (!progress.overloaded) {
        overload.to = progress.recorded;
    }
}

void RecordingReport::noteTroubles(const RecordingProgress &progress)
{
    const auto &now = progress.troubles;
    for (auto &trouble : m_troubles) {
        if (!trouble.to && std::find(now.begin(), now.end(), trouble.health) == now.end()) {
            trouble.to = progress.recorded;
        }
    }
    for (const auto &health : now) {
        const bool lasts =
            std::any_of(m_troubles.begin(), m_troubles.end(), [&](const Trouble &trouble) {
                return !trouble.to && trouble.health == health;
            });
        if (!lasts && m_troubles.size() < kMost) {
            m_troubles.emplace_back();
            m_troubles.back().from = progress.recorded;
            m_troubles.back().health = health;
        }
    }
}

QJsonObject RecordingReport::stretch(const Stretch &what, Time end) const
{
    return {{u"from"_s, milliseconds(what.from)}, {u"to"_s, milliseconds(what.to.value_or(end))}};
}

QJsonObject RecordingReport::trackOf(const TrackId &track) const
{
    const auto name = m_names.find(track.participant);
    return {{u"participant"_s, track.participant.value},
            {u"name"_s, name == m_names.end() ? QString() : name->second},
            {u"track"_s, nameOf(track.kind)}};
}

QJsonObject RecordingReport::json(const RecordedFile &file) const
{
    QJsonArray overloads;
    for (const auto &overload : m_overloads) {
        auto entry = stretch(overload, file.duration);
        entry[u"repeated"_s] = static_cast<qint64>(overload.repeated);
        // Received frames that were not decoded: a tile froze.
        entry[u"skipped"_s] = static_cast<qint64>(overload.skipped);
        entry[u"lowerLayers"_s] = overload.layers;
        overloads.append(entry);
    }
    QJsonArray encoders;
    for (const auto &encoding : m_encodings) {
        encoders.append(QJsonObject{{u"from"_s, milliseconds(encoding.from)},
                                    {u"encoder"_s, encoding.encoder}});
    }
    QJsonArray troubles;
    for (const auto &trouble : m_troubles) {
        auto entry = stretch(trouble, file.duration);
        entry[u"trouble"_s] = nameOf(trouble.health.trouble);
        entry[u"of"_s] = trackOf(trouble.health.track);
        troubles.append(entry);
    }
    QJsonArray lostSound;
    for (const auto &lost : m_last.lostSound) {
        lostSound.append(
            QJsonObject{{u"of"_s, trackOf(lost.track)}, {u"length"_s, milliseconds(lost.length)}});
    }
    QJsonArray silences;
    for (const auto &silence : m_silences) {
        silences.append(stretch(silence, file.duration));
    }
    QJsonArray pauses;
    for (const auto &pause : m_pauses) {
        pauses.append(QJsonObject{{u"at"_s, milliseconds(pause.at)},
                                  {u"length"_s, milliseconds(pause.length)}});
    }
    QJsonArray continuations;
    if (m_continuedAt) {
        continuations.append(milliseconds(*m_continuedAt));
    }
    QJsonObject report{{u"format"_s, kReportFormat},
                       {u"recording"_s, m_order.recording.value},
                       {u"epoch"_s, m_order.epoch},
                       {u"title"_s, m_order.title},
                       {u"startedAt"_s, isoWithOffset(m_order.startedAt)},
                       {u"duration"_s, milliseconds(file.duration)},
                       {u"bytes"_s, static_cast<qint64>(file.bytes)},
                       {u"frames"_s, static_cast<qint64>(file.frames)},
                       {u"repeated"_s, static_cast<qint64>(file.repeated)},
                       {u"lost"_s, static_cast<qint64>(m_last.lost)},
                       {u"encoders"_s, encoders},
                       {u"overloads"_s, overloads},
                       {u"troubles"_s, troubles},
                       {u"silences"_s, silences},
                       {u"lostSound"_s, lostSound},
                       {u"pauses"_s, pauses},
                       {u"gaps"_s, listOf(m_last.gaps)},
                       {u"held"_s, listOf(m_last.held)},
                       {u"continuations"_s, continuations},
                       {u"checksum"_s, file.checksum},
                       {u"version"_s, QStringLiteral(PROSCENIUM_VERSION)}};
    addBefore(report, m_before);
    return report;
}

QJsonObject RecordingReport::draft() const
{
    RecordedFile file;
    file.duration = m_last.recorded;
    file.bytes = m_last.bytes;
    file.frames = m_last.frames;
    file.repeated = m_last.repeated;
    auto report = json(file);
    report.insert(kUnfinished, true);
    return report;
}

QString reportFile(const QString &folder)
{
    return QDir(folder).filePath(u"report.json"_s);
}

Status saveReport(const QString &folder, const QJsonObject &report)
{
    return replaceFile(reportFile(folder), report);
}

Status saveDraft(const QString &folder, const QJsonObject &draft)
{
    // Runs on the thread that answers the room, which must not wait for the disk.
    return replaceFile(reportFile(folder), draft, Durability::Written);
}

bool hasReport(const QString &folder)
{
    const auto report = readReport(folder);
    return !report.isEmpty() && !report[kUnfinished].toBool();
}

QJsonObject readDraft(const QString &folder)
{
    const auto report = readReport(folder);
    return report[kUnfinished].toBool() ? report : QJsonObject();
}

} // namespace prosc
