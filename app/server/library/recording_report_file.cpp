#include "app/server/library/recording_report_file.h"

#include "app/base/time_text.h"
#include "app/disk/files.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kFormat = 1;

QJsonArray arrayOf(const QList<QJsonObject> &lines)
{
    QJsonArray array;
    for (const auto &line : lines) {
        array.append(line);
    }
    return array;
}

/// The first line of the event `what`; empty if there is none.
QJsonObject firstOf(const QList<QJsonObject> &history, QLatin1String what)
{
    for (const auto &line : history) {
        if (line.value(QLatin1String("what")).toString() == what) {
            return line;
        }
    }
    return {};
}

/// Who did it and when; null if the history has no such line.
QJsonValue deed(const QJsonObject &line)
{
    if (line.isEmpty()) {
        return {};
    }
    QJsonObject made{{u"by"_s, line.value(QLatin1String("by")).toString()},
                     {u"at"_s, line.value(QLatin1String("at"))}};
    if (line.contains(QLatin1String("detail"))) {
        made.insert(u"reason"_s, line.value(QLatin1String("detail")));
    }
    return made;
}

/// Each participant once, in order of arrival.
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

/// The times without growth of the file; a gap has no end if the recorder did not return.
QJsonArray gapsOf(const QList<QJsonObject> &history)
{
    QJsonArray gaps;
    bool isOpen = false;
    for (const auto &line : history) {
        const auto what = line.value(QLatin1String("what")).toString();
        const auto at = line.value(QLatin1String("at"));
        if (what == kRecorderLost && !isOpen) {
            const auto heard = line.value(QLatin1String("detail")).toString();
            gaps.append(QJsonObject{{u"from"_s, heard.isEmpty() ? at : heard}, {u"to"_s, {}}});
            isOpen = true;
        } else if (what == kRecorderBack && isOpen) {
            auto gap = gaps.last().toObject();
            gap.insert(u"to"_s, at);
            gaps.replace(gaps.size() - 1, gap);
            isOpen = false;
        }
    }
    return gaps;
}

/// Nobody ended a recording whose recorder was lost: it ended with its file.
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
    return QJsonObject{{u"by"_s, QString()},
                       {u"at"_s, isoWithOffset(row.item.created.addMSecs(row.item.duration))},
                       {u"reason"_s, kRecorderLost}};
}

} // namespace

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

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

QJsonObject reportOf(const RecordingRow &row, const QString &folder)
{
    const QString prefix = folder + QLatin1Char('/');
    const auto history = linesOf(prefix + kHistoryFile);
    const auto started = firstOf(history, kStarted);
    const auto recorder = QJsonDocument::fromJson(contentOf(prefix + kRecorderReportFile)).object();
    const MediaItem &item = row.item;
    return {
        {u"format"_s, kFormat},
        {u"recording"_s, item.item.value},
        {u"room"_s, row.room.value},
        {u"title"_s, row.title},
        {u"owner"_s, row.owner},
        {u"name"_s, item.name},
        {u"state"_s, enumName(item.state)},
        {u"reason"_s, item.reason},
        {u"startedAt"_s, isoWithOffset(item.created)},
        {u"started"_s, deed(started)},
        {u"ended"_s, endOf(row, history, recorder)},
        {u"recorded"_s, peopleOf(linesOf(prefix + kRecordedFile))},
        {u"consents"_s, arrayOf(linesOf(prefix + kConsentsFile))},
        {u"gaps"_s, gapsOf(history)},
        {u"duration"_s, qint64{item.duration}},
        {u"bytes"_s, qint64{item.bytes}},
        {u"checksum"_s, item.sha256},
        {u"recorder"_s, recorder.isEmpty() ? QJsonValue() : QJsonValue(recorder)},
        {u"versions"_s, QJsonObject{{u"service"_s, started.value(QLatin1String("version"))},
                                    {u"recorder"_s, recorder.value(QLatin1String("version"))}}}};
}

} // namespace prosc
