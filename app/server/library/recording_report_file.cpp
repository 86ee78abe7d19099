#include "app/server/library/recording_report_file.h"

#include "app/base/time_text.h"
#include "app/disk/files.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace prosc {

namespace {

constexpr int kFormat = 1;

/// A line that a crash cut off is passed over.
QList<QJsonObject> linesOf(const QString &path)
{
    QList<QJsonObject> lines;
    for (const auto &text : contentOf(path).split('\n')) {
        const auto line = QJsonDocument::fromJson(text).object();
        if (!line.isEmpty()) {
            lines.append(line);
        }
    }
    return lines;
}

QJsonArray arrayOf(const QList<QJsonObject> &lines)
{
    QJsonArray array;
    for (const auto &line : lines) {
        array.append(line);
    }
    return array;
}

/// The first line that says `what`; empty when there is none.
QJsonObject firstOf(const QList<QJsonObject> &history, QLatin1String what)
{
    for (const auto &line : history) {
        if (line.value(QLatin1String("what")).toString() == what) {
            return line;
        }
    }
    return {};
}

/// Who did it and when; null when nobody noted it.
QJsonValue deed(const QJsonObject &line)
{
    if (line.isEmpty()) {
        return {};
    }
    QJsonObject made{{QStringLiteral("by"), line.value(QLatin1String("by")).toString()},
                     {QStringLiteral("at"), line.value(QLatin1String("at"))}};
    if (line.contains(QLatin1String("detail"))) {
        made.insert(QStringLiteral("reason"), line.value(QLatin1String("detail")));
    }
    return made;
}

/// Everyone once, as they came.
QJsonArray peopleOf(const QList<QJsonObject> &lines)
{
    QJsonArray people;
    QSet<QString> known;
    for (const auto &line : lines) {
        const auto id = line.value(QLatin1String("participant")).toString();
        if (!known.contains(id)) {
            known.insert(id);
            people.append(line);
        }
    }
    return people;
}

/// When the recorder was not heard of; one that did not come back has no end.
QJsonArray gapsOf(const QList<QJsonObject> &history)
{
    QJsonArray gaps;
    bool isOpen = false;
    for (const auto &line : history) {
        const auto what = line.value(QLatin1String("what")).toString();
        const auto at = line.value(QLatin1String("at"));
        if (what == kRecorderLost && !isOpen) {
            const auto heard = line.value(QLatin1String("detail")).toString();
            gaps.append(QJsonObject{{QStringLiteral("from"), heard.isEmpty() ? at : heard},
                                    {QStringLiteral("to"), {}}});
            isOpen = true;
        } else if (what == kRecorderBack && isOpen) {
            auto gap = gaps.last().toObject();
            gap.insert(QStringLiteral("to"), at);
            gaps.replace(gaps.size() - 1, gap);
            isOpen = false;
        }
    }
    return gaps;
}

/// Nobody ended one whose recorder was lost: it ends with what there is of it.
QJsonValue endOf(const RecordingRow &row, const QList<QJsonObject> &history,
                 const QJsonObject &recorder)
{
    const auto ended = firstOf(history, kEnded);
    const auto state = row.item.state;
    const bool isLost =
        state == MediaItemState::Interrupted || recorder.value(QLatin1String("recovered")).toBool();
    if (!ended.isEmpty() || !isLost) {
        return deed(ended);
    }
    return QJsonObject{
        {QStringLiteral("by"), QString()},
        {QStringLiteral("at"), isoWithOffset(row.item.created.addMSecs(row.item.duration))},
        {QStringLiteral("reason"), kRecorderLost}};
}

} // namespace

QJsonObject reportOf(const RecordingRow &row, const QString &folder)
{
    const QString prefix = folder + QLatin1Char('/');
    const auto history = linesOf(prefix + kHistoryFile);
    const auto started = firstOf(history, kStarted);
    const auto recorder = QJsonDocument::fromJson(contentOf(prefix + kRecorderReportFile)).object();
    const MediaItem &item = row.item;
    return {{QStringLiteral("format"), kFormat},
            {QStringLiteral("recording"), item.item.value},
            {QStringLiteral("room"), row.room.value},
            {QStringLiteral("title"), row.title},
            {QStringLiteral("owner"), row.owner},
            {QStringLiteral("name"), item.name},
            {QStringLiteral("state"), enumName(item.state)},
            {QStringLiteral("reason"), item.reason},
            {QStringLiteral("startedAt"), isoWithOffset(item.created)},
            {QStringLiteral("started"), deed(started)},
            {QStringLiteral("ended"), endOf(row, history, recorder)},
            {QStringLiteral("recorded"), peopleOf(linesOf(prefix + kRecordedFile))},
            {QStringLiteral("consents"), arrayOf(linesOf(prefix + kConsentsFile))},
            {QStringLiteral("gaps"), gapsOf(history)},
            {QStringLiteral("duration"), qint64{item.duration}},
            {QStringLiteral("bytes"), qint64{item.bytes}},
            {QStringLiteral("checksum"), item.sha256},
            {QStringLiteral("recorder"), recorder.isEmpty() ? QJsonValue() : QJsonValue(recorder)},
            {QStringLiteral("versions"),
             QJsonObject{{QStringLiteral("service"), started.value(QLatin1String("version"))},
                         {QStringLiteral("recorder"), recorder.value(QLatin1String("version"))}}}};
}

} // namespace prosc
