#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/main_window.h"
#include "ui/pages/start_page.h"
#include "ui/room/room_window.h"
#include "ui/text/error_text.h"
#include "ui/text/upload_error_text.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

template <class Widget>
Widget *child(QWidget &parent, const char *name)
{
    auto *found = parent.findChild<Widget *>(QString::fromLatin1(name));
    Q_ASSERT(found != nullptr);
    return found;
}

void type(QWidget &page, const char *name, const char *text)
{
    QTest::keyClicks(child<QLineEdit>(page, name), QString::fromLatin1(text));
}

void press(QWidget &page, const char *name)
{
    QTest::mouseClick(child<QPushButton>(page, name), Qt::LeftButton);
}

} // namespace

class TestStartPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void host_givesTitleAndName_whenBothAreFilledIn();
    void host_asksForTheName_whenItIsEmpty();
    void host_isNotOffered_byAProgramThatCannot();
    void keyboard_beginsWithTheName();
    void join_givesLinkAndName_whenEnterIsPressed();
    void join_refuses_whatIsNoLinkOfARoom();
    void fields_haveNamesForScreenReaders_withoutTheirKeys();
    void recentRoom_isJoined_byItsButton();
    void busy_offersCancelOnly_untilReady();
    void uploads_areShown_andCanBeRetriedResumedAndStopped();
    void window_showsEachPage_asTheConnectionGoes();
    void window_saysWhy_whenJoiningFails();
};

void TestStartPage::host_givesTitleAndName_whenBothAreFilledIn()
{
    StartPage page;
    page.show();
    QSignalSpy hosted(&page, &StartPage::hostRequested);
    type(page, "nameEdit", " Dana ");
    type(page, "titleEdit", "Biology");
    press(page, "hostButton");
    QCOMPARE(hosted.size(), 1);
    QCOMPARE(hosted[0][0].toString(), u"Biology"_s);
    QCOMPARE(hosted[0][1].toString(), u"Dana"_s);
}

void TestStartPage::host_asksForTheName_whenItIsEmpty()
{
    StartPage page;
    page.show();
    QSignalSpy hosted(&page, &StartPage::hostRequested);
    type(page, "nameEdit", "   ");
    type(page, "titleEdit", "Biology");
    press(page, "hostButton");
    QCOMPARE(hosted.size(), 0);
    auto *sentence = child<QLabel>(page, "startErrorLabel");
    QVERIFY(sentence->isVisible());
    QCOMPARE(sentence->text(), u"Enter your name first."_s);
}

void TestStartPage::host_isNotOffered_byAProgramThatCannot()
{
    StartPage page;
    page.setCanHost(false);
    page.resize(900, 700);
    page.show();
    QVERIFY(!child<QPushButton>(page, "hostButton")->isVisible());
    QVERIFY(!child<QLineEdit>(page, "titleEdit")->isVisible());
    // The card to join takes the place of both.
    const auto *link = child<QLineEdit>(page, "linkEdit");
    const auto *name = child<QLineEdit>(page, "nameEdit");
    QVERIFY(link->isVisible());
    QCOMPARE(link->width(), name->width());
    for (const auto *label : page.findChildren<QLabel *>()) {
        QVERIFY2(!label->isVisible() || !label->text().startsWith(u"Host"_s),
                 qPrintable(label->text()));
    }
    page.setCanHost(true);
    QVERIFY(child<QPushButton>(page, "hostButton")->isVisible());
}

void TestStartPage::keyboard_beginsWithTheName()
{
    FakeClock clock;
    MainWindow window(clock);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QCOMPARE(window.focusWidget(), child<QLineEdit>(window, "nameEdit"));
}

void TestStartPage::join_givesLinkAndName_whenEnterIsPressed()
{
    StartPage page;
    page.show();
    QSignalSpy joined(&page, &StartPage::joinRequested);
    type(page, "nameEdit", "Dana");
    type(page, "linkEdit", "https://room.example/join/b4#t=abc");
    QTest::keyClick(child<QLineEdit>(page, "linkEdit"), Qt::Key_Return);
    QCOMPARE(joined.size(), 1);
    QCOMPARE(joined[0][0].toString(), u"https://room.example/join/b4#t=abc"_s);
    QCOMPARE(joined[0][1].toString(), u"Dana"_s);
}

void TestStartPage::join_refuses_whatIsNoLinkOfARoom()
{
    StartPage page;
    page.show();
    QSignalSpy joined(&page, &StartPage::joinRequested);
    type(page, "nameEdit", "Dana");
    type(page, "linkEdit", "https://room.example/other");
    press(page, "joinButton");
    QCOMPARE(joined.size(), 0);
    QVERIFY(child<QLabel>(page, "startErrorLabel")->isVisible());
}

void TestStartPage::fields_haveNamesForScreenReaders_withoutTheirKeys()
{
    StartPage page;
    QCOMPARE(child<QLineEdit>(page, "nameEdit")->accessibleName(), u"Your name"_s);
    QCOMPARE(child<QLineEdit>(page, "titleEdit")->accessibleName(), u"Room title"_s);
    QCOMPARE(child<QLineEdit>(page, "linkEdit")->accessibleName(), u"Room link"_s);
}

void TestStartPage::recentRoom_isJoined_byItsButton()
{
    StartPage page;
    page.setName(u"Dana"_s);
    page.setRecentRooms(
        {{u"Biology"_s, u"http://h/join/x#t=1"_s, QDateTime(QDate(2025, 3, 12), QTime(9, 0))}});
    page.show();
    QSignalSpy joined(&page, &StartPage::joinRequested);
    press(page, "recentJoinButton");
    QCOMPARE(joined.size(), 1);
    QCOMPARE(joined[0][0].toString(), u"http://h/join/x#t=1"_s);
}

void TestStartPage::busy_offersCancelOnly_untilReady()
{
    StartPage page;
    page.show();
    page.showBusy(u"Connecting"_s);
    QVERIFY(!child<QPushButton>(page, "hostButton")->isEnabled());
    QSignalSpy cancelled(&page, &StartPage::cancelRequested);
    press(page, "cancelButton");
    QCOMPARE(cancelled.size(), 1);
    page.showReady();
    QVERIFY(child<QPushButton>(page, "hostButton")->isEnabled());
    QVERIFY(!child<QPushButton>(page, "cancelButton")->isVisible());
}

void TestStartPage::uploads_areShown_andCanBeRetriedResumedAndStopped()
{
    StartPage page;
    page.show();
    auto *strip = child<QWidget>(page, "uploadStrip");
    QVERIFY(!strip->isVisible());
    UploadView view{RecordingId{u"r1"_s},
                    u"Rec.mp4"_s,
                    UploadView::State::Failed,
                    0,
                    100,
                    Error{ErrorCode::TokenExpired, {}}};
    view.canStop = true;
    page.setUploads({view});
    QVERIFY(strip->isVisible());
    QVERIFY(child<QLabel>(page, "uploadLabel")->text().contains(uploadErrorText(*view.error)));
    QSignalSpy retried(&page, &StartPage::retryUploadRequested);
    press(page, "uploadRetryButton");
    QCOMPARE(retried.size(), 1);
    QCOMPARE(retried[0][0].value<RecordingId>(), view.recording);
    QSignalSpy stopped(&page, &StartPage::stopUploadRequested);
    press(page, "uploadStopButton");
    QCOMPARE(stopped.size(), 0); // it asks first
    press(*child<QWidget>(page, "stopUploadDialog"), "stopUploadConfirm");
    QCOMPARE(stopped.size(), 1);
    view.state = UploadView::State::Waiting;
    page.setUploads({view});
    QVERIFY(child<QPushButton>(page, "uploadStopButton")->isVisible());
    view.error.reset();
    view.paused = true;
    page.setUploads({view});
    QSignalSpy resumed(&page, &StartPage::resumeUploadRequested);
    press(page, "uploadResumeButton");
    QCOMPARE(resumed.size(), 1);
    QVERIFY(!child<QPushButton>(page, "uploadStopButton")->isVisible());
    page.setUploads({});
    QVERIFY(!strip->isVisible());
}

void TestStartPage::window_showsEachPage_asTheConnectionGoes()
{
    const FakeClock clock;
    FakeRoom room;
    fillRoom(room, {u"Dana"_s});
    MainWindow window(clock);
    window.show();
    room.model.current.connection = Connection::Connecting;
    window.enter(room.models());
    QCOMPARE(window.currentWidget()->objectName(), u"startPage"_s);
    press(window, "cancelButton");
    QCOMPARE(room.log.calls, QStringList{u"leave"_s});
    room.model.current.connection = Connection::Waiting;
    room.model.snapshot();
    QCOMPARE(window.currentWidget()->objectName(), u"waitingPage"_s);
    room.model.current.connection = Connection::Joined;
    room.model.snapshot();
    QCOMPARE(window.currentWidget(), window.room());
    QSignalSpy closed(&window, &MainWindow::roomClosed);
    Q_EMIT room.model.left({ErrorCode::SessionEnded, {}});
    QCOMPARE(window.currentWidget()->objectName(), u"leftPage"_s);
    QCOMPARE(child<QLabel>(window, "leftLabel")->text(), errorText({ErrorCode::SessionEnded, {}}));
    QCOMPARE(closed.size(), 1);
    QCOMPARE(window.room(), nullptr);
    press(window, "backButton");
    QCOMPARE(window.currentWidget()->objectName(), u"startPage"_s);
}

void TestStartPage::window_saysWhy_whenJoiningFails()
{
    const FakeClock clock;
    FakeRoom room;
    MainWindow window(clock);
    window.show();
    window.enter(room.models());
    Q_EMIT room.model.left({ErrorCode::TokenExpired, {}});
    QCOMPARE(window.currentWidget()->objectName(), u"startPage"_s);
    auto *sentence = child<QLabel>(window, "startErrorLabel");
    QVERIFY(sentence->isVisible());
    QCOMPARE(sentence->text(), errorText({ErrorCode::TokenExpired, {}}));
    QVERIFY(child<QPushButton>(window, "joinButton")->isEnabled());
}

QTEST_MAIN(TestStartPage)
#include "test_start_page.moc"
