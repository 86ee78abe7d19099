#include "app/recording/recording_report.h"

#include "app/base/milliseconds.h"
#include "app/base/time_text.h"
#include "app/disk/files.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace prosc {

namespace {

constexpr int kReportFormat = 1;
/// So long nothing is heard before it counts as a silence.
constexpr std::chrono::seconds kSilence{60};
/// More of each kind says nothing new, and a recording may last a day.
constexpr size_t kMost = 5000;

QString nameOf(TrackKind kind)
{
    switch (kind) {
    case TrackKind::Camera:
        return QStringLiteral("camera");
    case TrackKind::Microphone:
        return QStringLiteral("microphone");
    case TrackKind::Screen:
        return QStringLiteral("screen");
    case TrackKind::ScreenAudio:
        return QStringLiteral("screenAudio");
    }
    return {};
}

QString nameOf(TrackTrouble trouble)
{
    switch (trouble) {
    case TrackTrouble::NoPicture:
        return QStringLiteral("noPicture");
    case TrackTrouble::BlackPicture:
        return QStringLiteral("blackPicture");
    case TrackTrouble::FrozenPicture:
        return QStringLiteral("frozenPicture");
    case TrackTrouble::NoSound:
        return QStringLiteral("noSound");
    case TrackTrouble::Clipping:
        return QStringLiteral("clipping");
    }
    return {};
}

QString nameOf(GapCause cause)
{
    switch (cause) {
    case GapCause::Stopped:
        return QStringLiteral("stopped");
    case GapCause::Suspended:
        return QStringLiteral("suspended");
    case GapCause::Overload:
        return QStringLiteral("overload");
    case GapCause::Restarted:
        return QStringLiteral("restarted");
    }
    return {};
}

/// What is not in the file, as nothing of it could be recorded.
QJsonArray listOf(const std::vector<RecordingGap> &gaps)
{
    QJsonArray list;
    for (const auto &gap : gaps) {
        list.append(QJsonObject{{QStringLiteral("at"), milliseconds(gap.at)},
                                {QStringLiteral("length"), milliseconds(gap.length)},
                                {QStringLiteral("cause"), nameOf(gap.cause)}});
    }
    return list;
}

/// Where the picture stands in it; without sound, too, where the program did not run.
QJsonArray listOf(const std::vector<HeldPicture> &held)
{
    QJsonArray list;
    for (const auto &picture : held) {
        list.append(QJsonObject{{QStringLiteral("from"), milliseconds(picture.from)},
                                {QStringLiteral("to"), milliseconds(picture.to)},
                                {QStringLiteral("sound"), picture.hasSound}});
    }
    return list;
}

constexpr QLatin1String kUnfinished("unfinished");
/// In which the entries of both parts of an interrupted recording stand, in the order of time.
constexpr std::array kLists{"encoders", "overloads",     "troubles",  "silences", "pauses",
                            "gaps",     "continuations", "lostSound", "held"};
/// Which count for both parts together.
constexpr std::array kCounts{"repeated", "lost"};

/// `report` of the last part with what was known of those before.
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

/// The report there, or its draft; empty when there is none that can be read.
QJsonObject readReport(const QString &folder)
{
    QFile file(reportFile(folder));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
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
    return {{QStringLiteral("from"), milliseconds(what.from)},
            {QStringLiteral("to"), milliseconds(what.to.value_or(end))}};
}

QJsonObject RecordingReport::trackOf(const TrackId &track) const
{
    const auto name = m_names.find(track.participant);
    return {{QStringLiteral("participant"), track.participant.value},
            {QStringLiteral("name"), name == m_names.end() ? QString() : name->second},
            {QStringLiteral("track"), nameOf(track.kind)}};
}

QJsonObject RecordingReport::json(const RecordedFile &file) const
{
    QJsonArray overloads;
    for (const auto &overload : m_overloads) {
        auto entry = stretch(overload, file.duration);
        entry[QStringLiteral("repeated")] = static_cast<qint64>(overload.repeated);
        // Received pictures that were not decoded: a tile stood still.
        entry[QStringLiteral("skipped")] = static_cast<qint64>(overload.skipped);
        entry[QStringLiteral("lowerLayers")] = overload.layers;
        overloads.append(entry);
    }
    QJsonArray encoders;
    for (const auto &encoding : m_encodings) {
        encoders.append(QJsonObject{{QStringLiteral("from"), milliseconds(encoding.from)},
                                    {QStringLiteral("encoder"), encoding.encoder}});
    }
    QJsonArray troubles;
    for (const auto &trouble : m_troubles) {
        auto entry = stretch(trouble, file.duration);
        entry[QStringLiteral("trouble")] = nameOf(trouble.health.trouble);
        entry[QStringLiteral("of")] = trackOf(trouble.health.track);
        troubles.append(entry);
    }
    QJsonArray lostSound;
    for (const auto &lost : m_last.lostSound) {
        lostSound.append(QJsonObject{{QStringLiteral("of"), trackOf(lost.track)},
                                     {QStringLiteral("length"), milliseconds(lost.length)}});
    }
    QJsonArray silences;
    for (const auto &silence : m_silences) {
        silences.append(stretch(silence, file.duration));
    }
    QJsonArray pauses;
    for (const auto &pause : m_pauses) {
        pauses.append(QJsonObject{{QStringLiteral("at"), milliseconds(pause.at)},
                                  {QStringLiteral("length"), milliseconds(pause.length)}});
    }
    QJsonArray continuations;
    if (m_continuedAt) {
        continuations.append(milliseconds(*m_continuedAt));
    }
    QJsonObject report{{QStringLiteral("format"), kReportFormat},
                       {QStringLiteral("recording"), m_order.recording.value},
                       {QStringLiteral("epoch"), m_order.epoch},
                       {QStringLiteral("title"), m_order.title},
                       {QStringLiteral("startedAt"), isoWithOffset(m_order.startedAt)},
                       {QStringLiteral("duration"), milliseconds(file.duration)},
                       {QStringLiteral("bytes"), static_cast<qint64>(file.bytes)},
                       {QStringLiteral("frames"), static_cast<qint64>(file.frames)},
                       {QStringLiteral("repeated"), static_cast<qint64>(file.repeated)},
                       {QStringLiteral("lost"), static_cast<qint64>(m_last.lost)},
                       {QStringLiteral("encoders"), encoders},
                       {QStringLiteral("overloads"), overloads},
                       {QStringLiteral("troubles"), troubles},
                       {QStringLiteral("silences"), silences},
                       {QStringLiteral("lostSound"), lostSound},
                       {QStringLiteral("pauses"), pauses},
                       {QStringLiteral("gaps"), listOf(m_last.gaps)},
                       {QStringLiteral("held"), listOf(m_last.held)},
                       {QStringLiteral("continuations"), continuations},
                       {QStringLiteral("checksum"), file.checksum},
                       {QStringLiteral("version"), QStringLiteral(PROSCENIUM_VERSION)}};
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
    return QDir(folder).filePath(QStringLiteral("report.json"));
}

Status saveReport(const QString &folder, const QJsonObject &report)
{
    return replaceFile(reportFile(folder), report);
}

Status saveDraft(const QString &folder, const QJsonObject &draft)
{
    // On the thread that answers the room, which must not wait for the disk.
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
