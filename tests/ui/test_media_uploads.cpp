#include "tests/ui/scenes.h"
#include "ui/library/media_row.h"
#include "ui/library/media_window.h"
#include "ui/settings/upload_options.h"
#include "ui/text/error_text.h"
#include "ui/text/upload_error_text.h"
#include "ui/uploads/upload_strip.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

/// The states of recordings, this computer's uploads, and their settings.
class TestMediaUploads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void state_isSaidInWords_data();
    void state_isSaidInWords();
    void interrupted_canBePlayed_andSaysWhatTheRestWaitsFor();
    void ready_warnsQuietly_whenTheCheckFoundSomething();
    void upload_saysWhyItWaits_data();
    void upload_saysWhyItWaits();
    void upload_isPausedAndResumed_fromItsMenu();
    void waitingUpload_goesFirst_fromItsMenu();
    void retry_isOffered_onlyWhereItHelps();
    void allUploads_arePausedAndResumed();
    void strip_leavesOut_whatIsRecordedNow();
    void strip_resumes_whatIsPaused();
    void limit_isKept_inTheChosenUnit();
    void limit_isShown_asItWasSet_data();
    void limit_isShown_asItWasSet();
    void otherSettings_areKept_atOnce();
    void settings_areFor_whoHasSomethingToUpload();

private:
    FakeRoom m_room;
};

void TestMediaUploads::init()
{
    clearMedia(m_room);
    m_room.settings.uploading = {};
    fillRoom(m_room, {u"Dana"_s});
}

void TestMediaUploads::state_isSaidInWords_data()
{
    using State = MediaItemState;
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, State state, const char *reason, const QString &words) {
        QTest::newRow(name) << static_cast<int>(state) << QString::fromLatin1(reason) << words;
    };
    row("recording", State::Recording, "", u"Recording now."_s);
    row("uploading", State::Uploading, "", u"Uploading 100%"_s);
    row("processing", State::Processing, "", u"Processing…"_s);
    row("ready", State::Ready, "", QString());
    row("failed", State::Failed, "fileDamaged",
        u"Failed. "_s + errorText({ErrorCode::FileDamaged, {}}));
    row("failed, no reason", State::Failed, "",
        u"Failed. Nothing was received from this recording."_s);
    row("deleted", State::Deleted, "", QString());
}

void TestMediaUploads::state_isSaidInWords()
{
    QFETCH(int, state);
    QFETCH(QString, reason);
    QFETCH(QString, words);
    MediaItem made = itemA(static_cast<MediaItemState>(state));
    made.reason = reason;
    if (made.state == MediaItemState::Recording) {
        made.received = 0;
    }
    QCOMPARE(entryState(mediaEntries({made}, {})[0]), words);
}

void TestMediaUploads::interrupted_canBePlayed_andSaysWhatTheRestWaitsFor()
{
    const MediaItem cut = itemA(MediaItemState::Interrupted);
    MediaEntry entry = mediaEntries({cut}, {})[0];
    QVERIFY(entry.isPublished());
    QVERIFY(needsAttention(entry));
    const QString sentence = entryState(entry);
    QVERIFY2(sentence.contains(u"lost its connection"_s), qPrintable(sentence));
    QVERIFY2(sentence.contains(u"You can play"_s), qPrintable(sentence));
    QVERIFY2(sentence.contains(u"automatically"_s), qPrintable(sentence));
    // The rest is still on this computer.
    UploadView rest = uploadOfA(UploadView::State::Waiting);
    rest.error = Error{ErrorCode::Unreachable, {}};
    entry = mediaEntries({cut}, {rest})[0];
    QVERIFY(entry.isPublished());
    QVERIFY(entry.canRetry);
    QVERIFY(entryState(entry).startsWith(sentence));
    QVERIFY(entryState(entry).contains(uploadErrorText({ErrorCode::Unreachable, {}})));
}

void TestMediaUploads::ready_warnsQuietly_whenTheCheckFoundSomething()
{
    MediaItem ready = itemA(MediaItemState::Ready);
    QVERIFY(!needsAttention(mediaEntries({ready}, {})[0]));
    QStringList sentences;
    for (const auto *reason : {"fileDamaged", "mediaFailed"}) {
        ready.reason = QString::fromLatin1(reason);
        const MediaEntry entry = mediaEntries({ready}, {})[0];
        QVERIFY(entry.isPublished());
        QVERIFY(needsAttention(entry));
        sentences.append(entryState(entry));
    }
    QVERIFY2(sentences[0].contains(u"is damaged"_s), qPrintable(sentences[0]));
    QVERIFY2(sentences[1].contains(u"could not be checked"_s), qPrintable(sentences[1]));
}

void TestMediaUploads::upload_saysWhyItWaits_data()
{
    QTest::addColumn<bool>("live");
    QTest::addColumn<QString>("cause");
    QTest::addColumn<QString>("words");
    const auto row = [](bool live, const char *cause, const char *words) {
        QTest::addRow("%s, %s", cause, live ? "recorded now" : "finished")
            << live << QString::fromLatin1(cause) << QString::fromLatin1(words);
    };
    row(false, "none", "Waiting to upload from this computer.");
    row(false, "paused", "Upload paused.");
    row(false, "held", "after the meeting.");
    row(false, "error", "retried automatically. Can't reach the room.");
    row(true, "none", "Recording now.");
    row(true, "paused", "Recording now. Upload paused.");
    row(true, "held", "Recording now. Will be uploaded after the meeting.");
    row(true, "error", "retried automatically. Can't reach the room.");
}

void TestMediaUploads::upload_saysWhyItWaits()
{
    QFETCH(bool, live);
    QFETCH(QString, cause);
    QFETCH(QString, words);
    UploadView view = uploadOfA(UploadView::State::Waiting);
    view.live = live;
    view.paused = cause == QLatin1String("paused");
    view.held = cause == QLatin1String("held");
    if (cause == QLatin1String("error") || view.paused) {
        view.error = Error{ErrorCode::Unreachable, {}}; // from an attempt before it was paused
    }
    const MediaEntry entry = mediaEntries({itemA(MediaItemState::Recording)}, {view})[0];
    QVERIFY2(entryState(entry).contains(words), qPrintable(entryState(entry)));
    QVERIFY(!entry.isPublished());
    QCOMPARE(entry.canRetry, cause == QLatin1String("error"));
}

void TestMediaUploads::upload_isPausedAndResumed_fromItsMenu()
{
    MediaRow row(mediaEntries({}, {uploadOfA(UploadView::State::Uploading)})[0]);
    auto *pause = row.findChild<QAction *>(u"pauseUploadAction"_s);
    auto *resume = row.findChild<QAction *>(u"resumeUploadAction"_s);
    QVERIFY(pause->isVisible());
    QVERIFY(!resume->isVisible());
    std::vector<MediaAction> asked;
    connect(&row, &MediaRow::requested, this,
            [&asked](MediaAction action) { asked.push_back(action); });
    pause->trigger();
    UploadView paused = uploadOfA(UploadView::State::Waiting);
    paused.paused = true;
    row.setEntry(mediaEntries({}, {paused})[0]);
    QVERIFY(!pause->isVisible());
    QVERIFY(resume->isVisible());
    resume->trigger();
    QVERIFY((asked == std::vector{MediaAction::PauseUpload, MediaAction::ResumeUpload}));
    // Every byte has been sent: there is nothing left to pause.
    row.setEntry(mediaEntries({}, {uploadOfA(UploadView::State::Verifying)})[0]);
    QVERIFY(!pause->isVisible() && !resume->isVisible());
}

void TestMediaUploads::waitingUpload_goesFirst_fromItsMenu()
{
    MediaWindow window(m_room.library, m_room.uploads, m_room.model.conversion);
    m_room.uploads.waiting = {uploadOfA(UploadView::State::Waiting)};
    Q_EMIT m_room.uploads.uploadsChanged();
    auto *first = window.findChild<QAction *>(u"uploadFirstAction"_s);
    QVERIFY(first->isVisible());
    first->trigger();
    window.findChild<QAction *>(u"pauseUploadAction"_s)->trigger();
    QVERIFY(m_room.log.calls.contains(u"moveUploadFirst a"_s));
    QVERIFY(m_room.log.calls.contains(u"pauseUpload a"_s));
    m_room.uploads.waiting[0].live = true;
    Q_EMIT m_room.uploads.uploadsChanged();
    QVERIFY(!first->isVisible());
}

void TestMediaUploads::retry_isOffered_onlyWhereItHelps()
{
    UploadView view = uploadOfA(UploadView::State::Failed);
    view.error = Error{ErrorCode::DiskFull, {}};
    QVERIFY(mediaEntries({}, {view})[0].canRetry);
    view.paused = true;
    QVERIFY(!mediaEntries({}, {view})[0].canRetry);
    view.paused = false;
    view.held = true;
    QVERIFY(!mediaEntries({}, {view})[0].canRetry);
}

void TestMediaUploads::allUploads_arePausedAndResumed()
{
    MediaWindow window(m_room.library, m_room.uploads, m_room.model.conversion);
    window.show();
    auto *button = window.findChild<QPushButton *>(u"pauseUploadsButton"_s);
    QVERIFY(!button->isVisible());
    m_room.uploads.waiting = {uploadOfA(UploadView::State::Uploading),
                              uploadOfA(UploadView::State::Waiting)};
    m_room.uploads.waiting[1].recording = RecordingId{u"b"_s};
    m_room.uploads.waiting[1].paused = true;
    Q_EMIT m_room.uploads.uploadsChanged();
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), u"Pause uploads"_s);
    m_room.log.calls.clear();
    button->click();
    QCOMPARE(m_room.log.calls, QStringList{u"pauseUpload a"_s});
    m_room.uploads.waiting[0].paused = true;
    Q_EMIT m_room.uploads.uploadsChanged();
    QCOMPARE(button->accessibleName(), u"Resume uploads"_s);
    m_room.log.calls.clear();
    button->click();
    QCOMPARE(m_room.log.calls, (QStringList{u"resumeUpload a"_s, u"resumeUpload b"_s}));
    m_room.uploads.waiting.clear();
    Q_EMIT m_room.uploads.uploadsChanged();
    QVERIFY(!button->isVisible());
}

void TestMediaUploads::strip_leavesOut_whatIsRecordedNow()
{
    UploadStrip strip;
    UploadView live = uploadOfA(UploadView::State::Uploading);
    live.live = true;
    strip.setUploads({live});
    QVERIFY(!strip.isVisible());
    UploadView finished = uploadOfA(UploadView::State::Waiting);
    finished.held = true;
    strip.setUploads({live, finished});
    QVERIFY(strip.isVisible());
    QCOMPARE(strip.findChild<QLabel *>(u"uploadLabel"_s)->text(),
             u"The recording will be uploaded after the meeting."_s);
}

void TestMediaUploads::strip_resumes_whatIsPaused()
{
    UploadStrip strip;
    UploadView view = uploadOfA(UploadView::State::Waiting);
    view.paused = true;
    view.error = Error{ErrorCode::Unreachable, {}};
    strip.setUploads({view});
    auto *resume = strip.findChild<QPushButton *>(u"uploadResumeButton"_s);
    auto *retry = strip.findChild<QPushButton *>(u"uploadRetryButton"_s);
    QVERIFY(resume->isVisibleTo(&strip));
    QVERIFY(!retry->isVisibleTo(&strip));
    QSignalSpy asked(&strip, &UploadStrip::resumeRequested);
    resume->click();
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].value<RecordingId>(), view.recording);
    view.paused = false;
    strip.setUploads({view});
    QVERIFY(!resume->isVisibleTo(&strip));
    QVERIFY(retry->isVisibleTo(&strip));
}

void TestMediaUploads::limit_isKept_inTheChosenUnit()
{
    UploadOptions options(m_room.model, m_room.uploads, m_room.settings);
    options.show();
    auto *unit = options.findChild<QComboBox *>(u"uploadLimitUnit"_s);
    auto *limit = options.findChild<QSpinBox *>(u"uploadLimitSpin"_s);
    QCOMPARE(unit->currentText(), u"No limit"_s);
    QVERIFY(!limit->isVisible());
    unit->setFocus();
    QTest::keyClick(unit, Qt::Key_Down);
    QCOMPARE(unit->currentText(), u"kbit/s"_s);
    QVERIFY(limit->isVisible());
    QCOMPARE(m_room.settings.uploading.bitRateLimit, qint64(1'000'000));
    limit->setFocus();
    limit->selectAll();
    QTest::keyClicks(limit, u"2500"_s);
    QCOMPARE(m_room.settings.uploading.bitRateLimit,
             qint64(1'000'000)); // not before the input is complete
    QTest::keyClick(limit, Qt::Key_Return);
    QCOMPARE(m_room.settings.uploading.bitRateLimit, qint64(2'500'000));
    QTest::keyClick(unit, Qt::Key_Down);
    QCOMPARE(unit->currentText(), u"Mbit/s"_s);
    QCOMPARE(limit->value(), 2);
    QCOMPARE(m_room.settings.uploading.bitRateLimit, qint64(2'000'000));
    QTest::keyClick(unit, Qt::Key_Home);
    QCOMPARE(m_room.settings.uploading.bitRateLimit, qint64(0));
    QVERIFY(!limit->isVisible());
}

void TestMediaUploads::limit_isShown_asItWasSet_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<int>("number");
    QTest::newRow("whole megabits") << qint64(20'000'000) << u"Mbit/s"_s << 20;
    QTest::newRow("half megabits") << qint64(1'500'000) << u"kbit/s"_s << 1500;
    QTest::newRow("slow") << qint64(64'000) << u"kbit/s"_s << 64;
}

void TestMediaUploads::limit_isShown_asItWasSet()
{
    QFETCH(qint64, limit);
    QFETCH(QString, unit);
    QFETCH(int, number);
    m_room.settings.uploading = {limit, true, LocalCopy::Keep};
    const UploadSettings before = m_room.settings.uploading;
    const UploadOptions options(m_room.model, m_room.uploads, m_room.settings);
    QCOMPARE(options.findChild<QComboBox *>(u"uploadLimitUnit"_s)->currentText(), unit);
    QCOMPARE(options.findChild<QSpinBox *>(u"uploadLimitSpin"_s)->value(), number);
    QVERIFY(options.findChild<QCheckBox *>(u"afterMeetingCheck"_s)->isChecked());
    QCOMPARE(options.findChild<QComboBox *>(u"localCopiesCombo"_s)->currentText(), u"Keep"_s);
    QVERIFY(m_room.settings.uploading == before);
}

void TestMediaUploads::otherSettings_areKept_atOnce()
{
    m_room.settings.uploading = {3'000'000, false, LocalCopy::RemoveAfterAWeek};
    UploadOptions options(m_room.model, m_room.uploads, m_room.settings);
    options.show();
    QTest::keyClick(options.findChild<QCheckBox *>(u"afterMeetingCheck"_s), Qt::Key_Space);
    QVERIFY((m_room.settings.uploading ==
             UploadSettings{3'000'000, true, LocalCopy::RemoveAfterAWeek}));
    auto *copies = options.findChild<QComboBox *>(u"localCopiesCombo"_s);
    for (const LocalCopy rule : {LocalCopy::RemoveAtOnce, LocalCopy::Keep}) {
        QTest::keyClick(copies, Qt::Key_Down);
        QVERIFY((m_room.settings.uploading == UploadSettings{3'000'000, true, rule}));
    }
}

void TestMediaUploads::settings_areFor_whoHasSomethingToUpload()
{
    UploadOptions options(m_room.model, m_room.uploads, m_room.settings);
    options.refresh();
    QVERIFY(options.isVisible());
    m_room.model.current.role = Role::Participant;
    options.refresh();
    QVERIFY(!options.isVisible());
    m_room.uploads.waiting = {uploadOfA(UploadView::State::Waiting)};
    options.refresh();
    QVERIFY(options.isVisible());
}

QTEST_MAIN(TestMediaUploads)
#include "test_media_uploads.moc"
