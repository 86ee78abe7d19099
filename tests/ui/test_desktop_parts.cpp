#include "app/desktop/models/computer_settings.h"
#include "app/desktop/models/desktop_uploads_model.h"
#include "app/desktop/models/encoder_list.h"
#include "app/desktop/models/recorder_monitor.h"
#include "app/desktop/models/upload_views.h"
#include "app/desktop/recent_rooms.h"
#include "app/disk/files.h"
#include "app/recording/disk_forecast.h"
#include "tests/uploads/upload_queue_fixture.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestDesktopParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void settings_comeBack_afterARestart();
    void settings_ofANewerVersion_areKept();
    void settings_areTheUsual_whenTheFileMakesNoSense_data();
    void settings_areTheUsual_whenTheFileMakesNoSense();
    void localCopies_areKept_whenTheRuleIsUnknown();
    void recentRooms_areRead_asTheyWereWrittenBefore();
    void filesOfAnotherForm_areSetAside_notOverwritten();
    void encoders_areTriedOutOnce_andElsewhere();
    void encoders_areWaitedFor_atTheEnd();
    void recorderView_reckonsHowLongTheDiskLasts();
    void recorderView_countsWhatTheLibraryLacks();
    void uploadViews_showTheQueue_alsoWhatIsNotUploaded();
    void uploadsModel_showsTheQueue_andSaysWhatFails();
};

void TestDesktopParts::settings_comeBack_afterARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.json"_s);
    QCOMPARE(ComputerSettings(file).encoding(), EncodingSettings{});
    const EncodingSettings set{u"x264"_s, u"fast"_s, 75};
    ComputerSettings settings(file);
    settings.setEncoding(set);
    QCOMPARE(settings.encoding(), set);
    QCOMPARE(ComputerSettings(file).encoding(), set);
}

void TestDesktopParts::settings_ofANewerVersion_areKept()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.json"_s);
    QVERIFY(replaceFile(file, QByteArray(R"({"cpuBudget":75,"background":{"blur":3}})")));
    ComputerSettings settings(file);
    settings.setEncoding({u"x264"_s, u"fast"_s, 60});
    const auto stored = QJsonDocument::fromJson(contentOf(file)).object();
    QCOMPARE(stored.value(u"cpuBudget"_s).toInt(), 60);
    QCOMPARE(stored.value(u"background"_s).toObject(), QJsonObject({{u"blur"_s, 3}}));
}

void TestDesktopParts::settings_areTheUsual_whenTheFileMakesNoSense_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("budget");
    QTest::newRow("no JSON") << QByteArray("half a fi") << 50;
    QTest::newRow("a list") << QByteArray("[]") << 50;
    QTest::newRow("another type") << QByteArray(R"({"cpuBudget":"much","encoder":3})") << 50;
    QTest::newRow("too little") << QByteArray(R"({"cpuBudget":-4})") << 10;
    QTest::newRow("too much") << QByteArray(R"({"cpuBudget":400})") << 100;
}

void TestDesktopParts::settings_areTheUsual_whenTheFileMakesNoSense()
{
    QFETCH(QByteArray, text);
    QFETCH(int, budget);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"settings.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const ComputerSettings settings(file.fileName());
    QCOMPARE(settings.encoding().cpuBudget, budget);
    QCOMPARE(settings.encoding().encoder, QString());
}

void TestDesktopParts::localCopies_areKept_whenTheRuleIsUnknown()
{
    const QTemporaryDir folder;
    const auto ruleFrom = [&folder](const char *text) {
        QFile file(folder.filePath(u"settings.json"_s));
        return file.open(QIODevice::WriteOnly) && file.write(text) > 0 && file.flush()
                   ? std::optional(ComputerSettings(file.fileName()).uploads().localCopy)
                   : std::nullopt;
    };
    QCOMPARE(ruleFrom(R"({"localCopy": "remove"})"), LocalCopy::RemoveAtOnce);
    QCOMPARE(ruleFrom(R"({"localCopy": "week"})"), LocalCopy::RemoveAfterAWeek);
    QCOMPARE(ruleFrom(R"({"localCopy": "after a month"})"), LocalCopy::Keep);
    QCOMPARE(ruleFrom(R"({"localCopy": 3})"), LocalCopy::Keep);
    QCOMPARE(ruleFrom(R"({"uploadLimit": 8})"), UploadSettings().localCopy);
}

void TestDesktopParts::recentRooms_areRead_asTheyWereWrittenBefore()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"rooms.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"([{"title": "Choir", "link": "https://a.example/#t", "last": "2026-05-04T10:00:00"},
                   {"title": "No link"}, 3])");
    file.close();
    RecentRooms recent(file.fileName());
    const QDateTime then(QDate(2026, 5, 4), QTime(10, 0));
    QCOMPARE(recent.rooms().size(), size_t(1));
    QCOMPARE(recent.rooms()[0].title, u"Choir"_s);
    QCOMPARE(recent.rooms()[0].last, then);
    recent.add({u"Band"_s, u"https://b.example/#t"_s, then});
    QCOMPARE(recent.rooms().size(), size_t(2));
    QCOMPARE(recent.rooms()[0].last, then);
    QCOMPARE(recent.rooms()[1].link, u"https://a.example/#t"_s);
}

void TestDesktopParts::filesOfAnotherForm_areSetAside_notOverwritten()
{
    const QTemporaryDir folder;
    const QString settings = folder.filePath(u"settings.json"_s);
    QVERIFY(replaceFile(settings, QByteArray("half a fi")));
    ComputerSettings(settings).setEncoding({u"x264"_s, u"fast"_s, 60});
    QCOMPARE(ComputerSettings(settings).encoding().cpuBudget, 60);
    QCOMPARE(contentOf(settings + u".unreadable"_s), QByteArray("half a fi"));

    const QString rooms = folder.filePath(u"rooms.json"_s);
    const QByteArray newer = R"({"version":2,"rooms":[]})";
    QVERIFY(replaceFile(rooms, newer));
    RecentRooms recent(rooms);
    recent.add({u"Band"_s, u"https://b.example/#t"_s, QDateTime::currentDateTime()});
    QCOMPARE(recent.rooms().size(), size_t(1));
    QCOMPARE(contentOf(rooms + u".unreadable"_s), newer);
    recent.add({u"Choir"_s, u"https://a.example/#t"_s, QDateTime::currentDateTime()});
    QCOMPARE(recent.rooms().size(), size_t(2));
    QCOMPARE(contentOf(rooms + u".unreadable"_s), newer);
}

void TestDesktopParts::encoders_areTriedOutOnce_andElsewhere()
{
    std::atomic<int> probes = 0;
    std::atomic<bool> here = false;
    const std::vector<EncoderChoice> found = {{u"nvenc"_s, false}, {u"x264"_s, true}};
    EncoderList list([&, gui = QThread::currentThread()] {
        ++probes;
        here = QThread::currentThread() == gui;
        return found;
    });
    QSignalSpy changed(&list, &EncoderList::changed);
    QCOMPARE(probes.load(), 0);
    QVERIFY(list.choices().empty());
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(list.choices(), found);
    QCOMPARE(probes.load(), 1);
    QVERIFY(!here);
}

void TestDesktopParts::encoders_areWaitedFor_atTheEnd()
{
    std::atomic<bool> done = false;
    {
        EncoderList list([&done] {
            done = true;
            return std::vector<EncoderChoice>{};
        });
        QVERIFY(list.choices().empty());
    }
    QVERIFY(done);
}

void TestDesktopParts::recorderView_reckonsHowLongTheDiskLasts()
{
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    RecordingProgress progress;
    const int64_t free = 1'000'000'000;
    QVERIFY(recorderView(progress, free, {}).diskLeft < seconds::zero());
    progress.bitRate = 80'000;
    const auto left = recorderView(progress, free, {}).diskLeft;
    QCOMPARE(left, diskLasts(free, 80'000));
    QVERIFY(left > std::chrono::hours(24));
    QCOMPARE(recorderView(progress, 0, {}).diskLeft, seconds(0));
    QVERIFY(recorderView(progress, std::nullopt, {}).diskLeft < seconds::zero());
    // During a pause nothing is written; then the recording's average rate counts.
    progress.bitRate = 0;
    progress.bytes = 200'000;
    progress.recorded = milliseconds(10'000);
    QCOMPARE(recorderView(progress, free, {}).diskLeft,
             diskLasts(free, 160'000, milliseconds(10'000)));
}

void TestDesktopParts::recorderView_countsWhatTheLibraryLacks()
{
    RecordingProgress progress;
    progress.bytes = 500;
    UploadStatus running;
    running.total = 1000;
    running.sent = 400;
    UploadStatus waiting;
    waiting.total = 70;
    QCOMPARE(recorderView(progress, 0, {running, waiting}).backlog, qint64(500 + 600 + 70));
    running.live = true;
    QCOMPARE(recorderView(progress, 0, {running, waiting}).backlog, qint64(600 + 70));
}

void TestDesktopParts::uploadViews_showTheQueue_alsoWhatIsNotUploaded()
{
    const QTemporaryDir folder;
    FakeUploader live;
    FakeUploader uploader;
    FakeTimer timer;
    const FakeClock clock;
    const auto queue =
        UploadQueue::create({folder.path(), live, uploader, timer, clock, [] { return 0.0; }});
    QVERIFY(queue);
    QVERIFY((*queue)->begin(growing("now")));
    QCOMPARE(notUploaded(uploadViews(**queue)), 0);
    QVERIFY((*queue)->add(job("a")));
    QVERIFY((*queue)->add(job("b")));
    QVERIFY((*queue)->setPaused(RecordingId{u"b"_s}, true));
    const auto views = uploadViews(**queue);
    QCOMPARE(notUploaded(views), 2);
    QVERIFY(views[0].live && !views[0].canStop);
    QVERIFY(views[1].state == UploadView::State::Uploading && views[1].canStop);
    QCOMPARE(views[1].file, job("a").file);
    QVERIFY(views[2].paused && !views[2].givenUp);
    (*queue)->interrupt(RecordingId{u"now"_s});
    (*queue)->giveUp(RecordingId{u"now"_s}, Error{ErrorCode::FileDamaged, {}});
    const auto lost = uploadViews(**queue)[0];
    QVERIFY(lost.givenUp && lost.canStop && !lost.canRetry());
}

void TestDesktopParts::uploadsModel_showsTheQueue_andSaysWhatFails()
{
    const QTemporaryDir folder;
    FakeUploader live;
    FakeUploader uploader;
    FakeTimer timer;
    const FakeClock clock;
    ObjectThread engine(u"engine"_s);
    std::unique_ptr<UploadQueue> queue;
    engine.call([&] {
        queue = std::move(*UploadQueue::create(
            {folder.path(), live, uploader, timer, clock, [] { return 0.0; }}));
        QVERIFY(queue->add(job("a")));
    });
    DesktopUploadsModel model(engine, *queue);
    const QSignalSpy failed(&model, &UploadsModel::requestFailed);
    QVERIFY(model.isIdle());
    QTRY_COMPARE(model.uploads().size(), size_t(1)); // although nothing changes
    QVERIFY(!model.isIdle());
    model.pause(RecordingId{u"a"_s}, true);
    QTRY_VERIFY(model.uploads()[0].paused && model.isIdle());
    model.pause(RecordingId{u"a"_s}, false);
    QTRY_VERIFY(!model.uploads()[0].paused && !model.isIdle());
    QCOMPARE(failed.size(), 0);
    model.stop(RecordingId{u"gone"_s});
    QTRY_COMPARE(failed.size(), 1);
    engine.call([&] { queue.reset(); });
}

QTEST_GUILESS_MAIN(TestDesktopParts)
#include "test_desktop_parts.moc"
