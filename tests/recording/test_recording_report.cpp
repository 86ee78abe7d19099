#include "app/recording/recording_report.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace prosc;
using namespace std::chrono_literals;

namespace {

const TrackId kCamera{ParticipantId{QStringLiteral("p1")}, TrackKind::Camera};

RecordingProgress at(std::chrono::milliseconds recorded)
{
    RecordingProgress progress;
    progress.recorded = recorded;
    progress.encoder = QStringLiteral("x264 veryfast");
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
    return {{QStringLiteral("from"), from}, {QStringLiteral("to"), to}};
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
        QCOMPARE(json[QStringLiteral("frames")].toInt(), 60);
        QCOMPARE(json[QStringLiteral("repeated")].toInt(), 12);
        QCOMPARE(json[QStringLiteral("encoders")].toArray().size(), 1);
    }

    void json_tellsEachOverload_withWhatWasDone()
    {
        RecordingReport report;
        auto busy = at(5s);
        report.note(at(4s));
        busy.overloaded = true;
        busy.encoder = QStringLiteral("x264 ultrafast");
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
        const auto overloads = report.json(fileOf(31s))[QStringLiteral("overloads")].toArray();
        auto first = stretch(5000, 9000);
        first[QStringLiteral("repeated")] = 25;
        first[QStringLiteral("skipped")] = 90;
        first[QStringLiteral("lowerLayers")] = 2;
        auto second = stretch(30000, 31000); // until the end
        second[QStringLiteral("repeated")] = 5;
        second[QStringLiteral("skipped")] = 11;
        second[QStringLiteral("lowerLayers")] = 2;
        QCOMPARE(overloads, (QJsonArray{first, second}));
        QCOMPARE(report.json(fileOf(31s))[QStringLiteral("encoders")].toArray().size(), 4);
    }

    void json_namesWhoHadATrouble_fromWhenToWhen()
    {
        RecordingReport report;
        report.setNames({{kCamera.participant, QStringLiteral("Anna")}});
        auto bad = at(3s);
        bad.troubles = {{kCamera, TrackTrouble::FrozenPicture}};
        report.note(bad);
        bad.recorded = 4s;
        report.note(bad);
        report.setNames({}); // she has left
        report.note(at(5s));
        const auto troubles = report.json(fileOf(9s))[QStringLiteral("troubles")].toArray();
        QCOMPARE(troubles.size(), 1);
        const auto trouble = troubles[0].toObject();
        QCOMPARE(trouble[QStringLiteral("from")].toInt(), 3000);
        QCOMPARE(trouble[QStringLiteral("to")].toInt(), 5000);
        QCOMPARE(trouble[QStringLiteral("trouble")].toString(), QStringLiteral("frozenPicture"));
        QCOMPARE(trouble[QStringLiteral("of")].toObject(),
                 (QJsonObject{{QStringLiteral("participant"), QStringLiteral("p1")},
                              {QStringLiteral("name"), QStringLiteral("Anna")},
                              {QStringLiteral("track"), QStringLiteral("camera")}}));
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
        QCOMPARE(json[QStringLiteral("silences")].toArray(), (QJsonArray{stretch(30000, 110000)}));
        QCOMPARE(json[QStringLiteral("pauses")].toArray(),
                 (QJsonArray{QJsonObject{{QStringLiteral("at"), 120000},
                                         {QStringLiteral("length"), 75000}}}));
    }

    void json_tellsWhatWasLost_ofSoundAndPicture()
    {
        RecordingReport report;
        report.setNames({{kCamera.participant, QStringLiteral("Anna")}});
        auto last = at(3s);
        last.lost = 2;
        last.lostSound = {{TrackId{kCamera.participant, TrackKind::Microphone}, 450ms}};
        report.note(last);
        const auto json = report.json(fileOf(3s));
        QCOMPARE(json[QStringLiteral("lost")].toInt(), 2);
        const auto sound = json[QStringLiteral("lostSound")].toArray();
        QCOMPARE(sound.size(), 1);
        QCOMPARE(sound[0].toObject()[QStringLiteral("length")].toInt(), 450);
        QCOMPARE(sound[0].toObject()[QStringLiteral("of")].toObject()[QStringLiteral("name")],
                 QStringLiteral("Anna"));
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
            return QJsonObject{{QStringLiteral("at"), at},
                               {QStringLiteral("length"), length},
                               {QStringLiteral("cause"), QLatin1String(cause)}};
        };
        QCOMPARE(json[QStringLiteral("gaps")].toArray(),
                 (QJsonArray{gap(8000, 450'000, "stopped"), gap(20'000, 10'800'000, "suspended")}));
        auto silent = stretch(30'000, 35'000);
        silent[QStringLiteral("sound")] = false;
        auto heard = stretch(40'000, 42'000);
        heard[QStringLiteral("sound")] = true;
        QCOMPARE(json[QStringLiteral("held")].toArray(), (QJsonArray{silent, heard}));
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
        file.checksum = QStringLiteral("c0ffee");
        const auto json = report.json(file);
        QCOMPARE(json[QStringLiteral("continuations")].toArray(), (QJsonArray{70000}));
        QCOMPARE(json[QStringLiteral("gaps")].toArray(),
                 (QJsonArray{QJsonObject{{QStringLiteral("at"), 70000},
                                         {QStringLiteral("length"), 4000},
                                         {QStringLiteral("cause"), QStringLiteral("restarted")}}}));
        QCOMPARE(json[QStringLiteral("checksum")].toString(), file.checksum);
        QCOMPARE(json[QStringLiteral("version")].toString(), QStringLiteral(PROSCENIUM_VERSION));
    }

    void json_tellsOfBothParts_afterACrash()
    {
        QTemporaryDir folder;
        RecordingReport first;
        first.setNames({{kCamera.participant, QStringLiteral("Anna")}});
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
        for (const auto began : {70s, 90s}) { // it ends without a word once more
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
        QCOMPARE(json[QStringLiteral("continuations")].toArray(), (QJsonArray{70000, 90000}));
        QCOMPARE(json[QStringLiteral("gaps")].toArray().size(), 2);
        QCOMPARE(json[QStringLiteral("repeated")].toInt(), 15);
        QCOMPARE(json[QStringLiteral("lost")].toInt(), 1);
        QCOMPARE(json[QStringLiteral("lostSound")].toArray().size(), 1);
        QCOMPARE(json[QStringLiteral("duration")].toInt(), 95000);
        QVERIFY(!json.contains(QStringLiteral("unfinished")));
        const auto trouble = json[QStringLiteral("troubles")].toArray().at(0).toObject();
        QCOMPARE(trouble[QStringLiteral("from")].toInt(), 60000);
        QCOMPARE(trouble[QStringLiteral("to")].toInt(), 65000);
        QCOMPARE(trouble[QStringLiteral("of")].toObject()[QStringLiteral("name")],
                 QStringLiteral("Anna"));
        QVERIFY(!hasReport(folder.path()));
        // A power cut may leave a part of what was not synced: that is neither.
        QFile file(reportFile(folder.path()));
        QVERIFY(file.resize(40));
        QVERIFY(!hasReport(folder.path()) && readDraft(folder.path()).isEmpty());
        // The whole report is no draft.
        QVERIFY(saveReport(folder.path(), json));
        QVERIFY(hasReport(folder.path()) && readDraft(folder.path()).isEmpty());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 QStringList{QStringLiteral("report.json")});
    }

    void saveReport_writesAFileForItsOwnerOnly()
    {
        QTemporaryDir folder;
        const auto json = RecordingReport().json(fileOf(1s));
        QVERIFY(saveReport(folder.path(), json));
        QFile file(folder.filePath(QStringLiteral("report.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(file.readAll()).object(), json);
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
};

QTEST_APPLESS_MAIN(TestRecordingReport)
#include "test_recording_report.moc"
