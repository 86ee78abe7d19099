#include "app/recording/recording_report.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

const TrackId kCamera{ParticipantId{u"p1"_s}, TrackKind::Camera};

RecordingProgress at(std::chrono::milliseconds recorded)
{
    RecordingProgress progress;
    progress.recorded = recorded;
    progress.encoder = u"x264 veryfast"_s;
    return progress;
}

RecordedFile fileOf(std::chrono::milliseconds duration)
{
    RecordedFile file;
    file.duration = duration;
    file.frames = duration.count() * 30 / 1000;
    file.repeated = 12;
    return file;
}

QJsonObject stretch(int from, int to)
{
    return {{u"from"_s, from}, {u"to"_s, to}};
}

} // namespace

class TestRecordingReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void json_hasNothingToTell_whenAllWasWell()
    {
        RecordingReport report;
        report.note(at(1s));
        report.note(at(2s));
        const auto json = report.json(fileOf(2s));
        for (const char *list : {"overloads", "troubles", "silences", "pauses", "continuations",
                                 "lostSound", "gaps", "held"}) {
            QCOMPARE(json[QLatin1String(list)], QJsonValue(QJsonArray()));
        }
        QCOMPARE(json[u"frames"_s].toInt(), 60);
        QCOMPARE(json[u"repeated"_s].toInt(), 12);
        QCOMPARE(json[u"encoders"_s].toArray().size(), 1);
    }

    void json_tellsEachOverload_withWhatWasDone()
    {
        RecordingReport report;
        auto busy = at(5s);
        report.note(at(4s));
        busy.overloaded = true;
        busy.encoder = u"x264 ultrafast"_s;
        report.note(busy);
        busy.recorded = 6s;
        busy.repeated = 20;
        busy.skipped = 70;
        busy.layerReduction = 2;
        report.note(busy);
        auto well = at(9s);
        well.repeated = 25;
        well.skipped = 90;
        report.note(well);
        busy.recorded = 30s;
        busy.repeated = 30;
        busy.skipped = 101;
        report.note(busy);
        const auto overloads = report.json(fileOf(31s))[u"overloads"_s].toArray();
        auto first = stretch(5000, 9000);
        first[u"repeated"_s] = 25;
        first[u"skipped"_s] = 90;
        first[u"lowerLayers"_s] = 2;
        auto second = stretch(30000, 31000); // until the end
        second[u"repeated"_s] = 5;
        second[u"skipped"_s] = 11;
        second[u"lowerLayers"_s] = 2;
        QCOMPARE(overloads, (QJsonArray{first, second}));
        QCOMPARE(report.json(fileOf(31s))[u"encoders"_s].toArray().size(), 4);
    }

    void json_namesWhoHadATrouble_fromWhenToWhen()
    {
        RecordingReport report;
        report.setNames({{kCamera.participant, u"Anna"_s}});
        auto bad = at(3s);
        bad.troubles = {{kCamera, TrackTrouble::FrozenPicture}};
        report.note(bad);
        bad.recorded = 4s;
        report.note(bad);
        report.setNames({}); // she has left
        report.note(at(5s));
        const auto troubles = report.json(fileOf(9s))[u"troubles"_s].toArray();
        QCOMPARE(troubles.size(), 1);
        const auto trouble = troubles[0].toObject();
        QCOMPARE(trouble[u"from"_s].toInt(), 3000);
        QCOMPARE(trouble[u"to"_s].toInt(), 5000);
        QCOMPARE(trouble[u"trouble"_s].toString(), u"frozenPicture"_s);
        QCOMPARE(trouble[u"of"_s].toObject(), (QJsonObject{{u"participant"_s, u"p1"_s},
                                                           {u"name"_s, u"Anna"_s},
                                                           {u"track"_s, u"camera"_s}}));
    }

    void json_tellsSilencesAndPauses()
    {
        RecordingReport report;
        auto silent = at(100s);
        silent.soundless = 70s;
        report.note(silent);
        report.note(at(110s));
        auto paused = at(120s);
        paused.paused = true;
        report.note(paused);
        paused.pausedFor = 75s;
        report.note(paused);
        report.note(at(121s));
        const auto json = report.json(fileOf(130s));
        QCOMPARE(json[u"silences"_s].toArray(), (QJsonArray{stretch(30000, 110000)}));
        QCOMPARE(json[u"pauses"_s].toArray(),
                 (QJsonArray{QJsonObject{{u"at"_s, 120000}, {u"length"_s, 75000}}}));
    }

    void json_tellsWhatWasLost_ofSoundAndPicture()
    {
        RecordingReport report;
        report.setNames({{kCamera.participant, u"Anna"_s}});
        auto last = at(3s);
        last.lost = 2;
        last.lostSound = {{TrackId{kCamera.participant, TrackKind::Microphone}, 450ms}};
        report.note(last);
        const auto json = report.json(fileOf(3s));
        QCOMPARE(json[u"lost"_s].toInt(), 2);
        const auto sound = json[u"lostSound"_s].toArray();
        QCOMPARE(sound.size(), 1);
        QCOMPARE(sound[0].toObject()[u"length"_s].toInt(), 450);
        QCOMPARE(sound[0].toObject()[u"of"_s].toObject()[u"name"_s], u"Anna"_s);
    }

    void json_tellsWhatIsMissing_whenNothingCouldBeRecorded()
    {
        RecordingReport report;
        auto last = at(60s);
        last.gaps = {{8s, 450s, GapCause::Stopped}, {20s, 3h, GapCause::Suspended}};
        last.held = {{30s, 35s, false}, {40s, 42s, true}};
        report.note(last);
        const auto json = report.json(fileOf(60s));
        const auto gap = [](int at, int length, const char *cause) {
            return QJsonObject{
                {u"at"_s, at}, {u"length"_s, length}, {u"cause"_s, QLatin1String(cause)}};
        };
        QCOMPARE(json[u"gaps"_s].toArray(),
                 (QJsonArray{gap(8000, 450'000, "stopped"), gap(20'000, 10'800'000, "suspended")}));
        auto silent = stretch(30'000, 35'000);
        silent[u"sound"_s] = false;
        auto heard = stretch(40'000, 42'000);
        heard[u"sound"_s] = true;
        QCOMPARE(json[u"held"_s].toArray(), (QJsonArray{silent, heard}));
    }

    void json_tellsWhereItWentOn_afterACrash()
    {
        RecordingReport report;
        report.goOn();
        auto first = at(70s);
        first.gaps = {{70s, 4s, GapCause::Restarted}};
        report.note(first);
        first.recorded = 71s;
        report.note(first);
        auto file = fileOf(72s);
        file.checksum = u"c0ffee"_s;
        const auto json = report.json(file);
        QCOMPARE(json[u"continuations"_s].toArray(), (QJsonArray{70000}));
        QCOMPARE(json[u"gaps"_s].toArray(),
                 (QJsonArray{QJsonObject{
                     {u"at"_s, 70000}, {u"length"_s, 4000}, {u"cause"_s, u"restarted"_s}}}));
        QCOMPARE(json[u"checksum"_s].toString(), file.checksum);
        QCOMPARE(json[u"version"_s].toString(), QStringLiteral(PROSCENIUM_VERSION));
    }

    void json_tellsOfBothParts_afterACrash()
    {
        QTemporaryDir folder;
        RecordingReport first;
        first.setNames({{kCamera.participant, u"Anna"_s}});
        auto bad = at(60s);
        bad.troubles = {{kCamera, TrackTrouble::BlackPicture}};
        bad.repeated = 3;
        bad.lost = 1;
        bad.lostSound = {{TrackId{kCamera.participant, TrackKind::Microphone}, 100ms}};
        first.note(bad);
        bad.recorded = 65s;
        first.note(bad);
        QVERIFY(readDraft(folder.path()).isEmpty());
        QVERIFY(saveDraft(folder.path(), first.draft()));
        for (const auto began : {70s, 90s}) { // it is killed once more
            RecordingReport next;
            next.setBefore(readDraft(folder.path()));
            next.goOn();
            auto progress = at(began);
            progress.gaps = {{began, 3s, GapCause::Restarted}};
            next.note(progress);
            QVERIFY(saveDraft(folder.path(), next.draft()));
        }
        RecordingReport last;
        last.setBefore(readDraft(folder.path()));
        const auto json = last.json(fileOf(95s));
        QCOMPARE(json[u"continuations"_s].toArray(), (QJsonArray{70000, 90000}));
        QCOMPARE(json[u"gaps"_s].toArray().size(), 2);
        QCOMPARE(json[u"repeated"_s].toInt(), 15);
        QCOMPARE(json[u"lost"_s].toInt(), 1);
        QCOMPARE(json[u"lostSound"_s].toArray().size(), 1);
        QCOMPARE(json[u"duration"_s].toInt(), 95000);
        QVERIFY(!json.contains(u"unfinished"_s));
        const auto trouble = json[u"troubles"_s].toArray().at(0).toObject();
        QCOMPARE(trouble[u"from"_s].toInt(), 60000);
        QCOMPARE(trouble[u"to"_s].toInt(), 65000);
        QCOMPARE(trouble[u"of"_s].toObject()[u"name"_s], u"Anna"_s);
        QVERIFY(!hasReport(folder.path()));
        // After a power cut the file may be truncated: then it is neither report nor draft.
        QFile file(reportFile(folder.path()));
        QVERIFY(file.resize(40));
        QVERIFY(!hasReport(folder.path()) && readDraft(folder.path()).isEmpty());
        // A complete report is not a draft.
        QVERIFY(saveReport(folder.path(), json));
        QVERIFY(hasReport(folder.path()) && readDraft(folder.path()).isEmpty());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"report.json"_s});
    }

    void saveReport_writesAFileForItsOwnerOnly()
    {
        QTemporaryDir folder;
        const auto json = RecordingReport().json(fileOf(1s));
        QVERIFY(saveReport(folder.path(), json));
        QFile file(folder.filePath(u"report.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(file.readAll()).object(), json);
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
};

QTEST_APPLESS_MAIN(TestRecordingReport)
#include "test_recording_report.moc"
