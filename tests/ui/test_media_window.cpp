#include "tests/ui/scenes.h"
#include "ui/library/media_entry.h"
#include "ui/library/media_row.h"
#include "ui/library/media_window.h"
#include "ui/player/player_page.h"
#include "ui/text/error_text.h"
#include "ui/text/upload_error_text.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QFileDialog>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestMediaWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void list_isAskedFor_andShowsNameDateLengthAndSize();
    void list_saysSo_whenItIsEmpty();
    void list_follows_whenAnItemBecomesReady();
    void list_keepsTheFocus_whenARecordingIsAdded();
    void keyboard_goesThroughTheButtons_fromTopToBottom();
    void screenReader_findsTheButtonsOfEachRow();
    void entries_mergeLocalUploads_withTheLibrary();
    void entries_sayWhy_whenARecordingFailed();
    void waitingUpload_isListed_andCanBeRetried();
    void view_playsInside_whatTheModelGives();
    void view_saysWhy_whenItIsRefused();
    void names_andTime_runFromLeftToRight_inHebrew();
    void download_asksWhere_andShowsTheWay();
    void download_canBeCancelled();
    void download_saysWhy_whenItFails();
    void bin_countsBegunDaysAsWholeOnes();
    void buttons_standInTheMiddleOfTheirCard();

private:
    [[nodiscard]] QList<MediaRow *> rows() const
    {
        return m_window->findChild<QScrollArea *>(u"mediaList"_s)->findChildren<MediaRow *>();
    }
    [[nodiscard]] static QString text(const QWidget *in, const char *name)
    {
        return in->findChild<QLabel *>(QString::fromLatin1(name))->text();
    }
    static QAbstractButton *button(const QWidget *in, const char *name)
    {
        return in->findChild<QAbstractButton *>(QString::fromLatin1(name));
    }
    void setItems(std::vector<MediaItem> items)
    {
        m_room->library.recordings = std::move(items);
        Q_EMIT m_room->library.listChanged();
        QCoreApplication::processEvents(); // lays out every button
    }

    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<MediaWindow> m_window;
    const RecordingId m_id{u"a"_s};
};

void TestMediaWindow::init()
{
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana"_s});
    m_window =
        std::make_unique<MediaWindow>(m_room->library, m_room->uploads, m_room->model.conversion);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMediaWindow::cleanup()
{
    m_window.reset();
    m_room.reset();
}

void TestMediaWindow::list_isAskedFor_andShowsNameDateLengthAndSize()
{
    QVERIFY(m_room->log.calls.contains(u"refreshMedia"_s));
    setItems({readyItem(u"a"_s, u"Biology"_s)});
    QCOMPARE(rows().size(), 1);
    QCOMPARE(text(rows()[0], "mediaName"), u"Rec – 2025-03-12 14-03-27 – Biology.mp4"_s);
    const QString details = text(rows()[0], "mediaDetails");
    QVERIFY2(details.contains(u"1:02:03"_s), qPrintable(details));
    QVERIFY2(details.contains(u"734.0 MB"_s), qPrintable(details));
    QVERIFY2(details.contains(QLocale().toString(QDate(2025, 3, 12), QLocale::ShortFormat)),
             qPrintable(details));
    QVERIFY(button(rows()[0], "viewButton")->isVisible());
    QVERIFY(button(rows()[0], "downloadButton")->isVisible());
}

void TestMediaWindow::list_saysSo_whenItIsEmpty()
{
    auto *empty = m_window->findChild<QLabel *>(u"mediaEmptyLabel"_s);
    QVERIFY(empty->isVisible());
    setItems({readyItem(u"a"_s, u"Biology"_s)});
    QVERIFY(!empty->isVisible());
}

void TestMediaWindow::list_follows_whenAnItemBecomesReady()
{
    MediaItem item = readyItem(u"a"_s, u"Biology"_s);
    item.state = MediaItemState::Uploading;
    item.received = item.bytes / 2;
    setItems({item});
    QCOMPARE(text(rows()[0], "mediaState"), u"Uploading 50%"_s);
    QVERIFY(!button(rows()[0], "viewButton")->isVisible());
    item.state = MediaItemState::Processing;
    setItems({item});
    QCOMPARE(text(rows()[0], "mediaState"), u"Processing…"_s);
    item.state = MediaItemState::Ready;
    setItems({item});
    QVERIFY(button(rows()[0], "viewButton")->isVisible());
    setItems({readyItem(u"b"_s, u"Physics"_s), item});
    QTRY_COMPARE(rows().size(), 2);
}

void TestMediaWindow::list_keepsTheFocus_whenARecordingIsAdded()
{
    const MediaItem old = readyItem(u"a"_s, u"Biology"_s);
    setItems({old});
    auto *download = button(rows()[0], "downloadButton");
    m_window->activateWindow();
    download->setFocus();
    QTRY_VERIFY(download->hasFocus());
    setItems({readyItem(u"b"_s, u"Physics"_s), old});
    QTRY_COMPARE(rows().size(), 2);
    QVERIFY(download->hasFocus());
}

void TestMediaWindow::keyboard_goesThroughTheButtons_fromTopToBottom()
{
    const MediaItem old = readyItem(u"a"_s, u"Biology"_s);
    setItems({old});
    setItems({readyItem(u"b"_s, u"Physics"_s), old});
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
    m_window->findChild<QWidget *>(u"recordingsFolder"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"binFolder"_s);
    QStringList passed;
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const QWidget *focused = QApplication::focusWidget();
        passed.append(focused->accessibleName() + QLatin1Char(' ') +
                      focused->accessibleDescription().section(QLatin1Char(' '), -1));
    }
    QCOMPARE(passed, (QStringList{u"View Physics.mp4"_s, u"Download Physics.mp4"_s,
                                  u"More Physics.mp4"_s, u"View Biology.mp4"_s,
                                  u"Download Biology.mp4"_s, u"More Biology.mp4"_s}));
}

void TestMediaWindow::screenReader_findsTheButtonsOfEachRow()
{
    setItems({readyItem(u"a"_s, u"Biology"_s), readyItem(u"b"_s, u"Physics"_s)});
    QStringList found;
    const std::function<void(QAccessibleInterface *)> walk = [&](QAccessibleInterface *node) {
        const bool isButton =
            node->role() == QAccessible::Button || node->role() == QAccessible::ButtonMenu;
        if (isButton && !node->state().invisible) {
            found.append(node->text(QAccessible::Name));
        }
        for (int i = 0; i < node->childCount(); ++i) {
            walk(node->child(i));
        }
    };
    walk(QAccessible::queryAccessibleInterface(m_window.get()));
    QCOMPARE(found.count(u"View"_s), 2);
    QCOMPARE(found.count(u"Download"_s), 2);
    QCOMPARE(found.count(u"More"_s), 2);
}

void TestMediaWindow::entries_mergeLocalUploads_withTheLibrary()
{
    MediaItem item = readyItem(u"a"_s, u"Biology"_s);
    item.state = MediaItemState::Uploading;
    const UploadView own{m_id, item.name, UploadView::State::Waiting,
                         10,   100,       Error{ErrorCode::Unreachable, {}}};
    const UploadView other{RecordingId{u"w"_s}, u"W"_s, UploadView::State::Uploading, 5, 100,
                           std::nullopt};
    const auto entries = mediaEntries({item}, {own, other});
    QCOMPARE(entries.size(), size_t(2));
    QCOMPARE(entries[0].id.value, u"w"_s);
    QVERIFY(entries[0].state == MediaEntry::State::Uploading);
    QVERIFY(!entries[0].canRetry);
    QVERIFY(entries[1].state == MediaEntry::State::Waiting);
    QVERIFY(entries[1].canRetry);
    item.state = MediaItemState::Ready;
    QVERIFY(mediaEntries({item}, {own})[0].state == MediaEntry::State::Ready);
}

void TestMediaWindow::entries_sayWhy_whenARecordingFailed()
{
    MediaItem item = readyItem(u"a"_s, u"Biology"_s);
    item.state = MediaItemState::Failed;
    item.reason = u"checksumMismatch"_s;
    const QString state = entryState(mediaEntries({item}, {})[0]);
    QVERIFY(state.contains(errorText({ErrorCode::ChecksumMismatch, {}})));
}

void TestMediaWindow::waitingUpload_isListed_andCanBeRetried()
{
    m_room->uploads.waiting = {
        {m_id, u"Rec"_s, UploadView::State::Waiting, 0, 100, Error{ErrorCode::Unreachable, {}}}};
    Q_EMIT m_room->uploads.uploadsChanged();
    QCOMPARE(rows().size(), 1);
    QVERIFY(text(rows()[0], "mediaState").contains(uploadErrorText({ErrorCode::Unreachable, {}})));
    QTest::mouseClick(button(rows()[0], "retryButton"), Qt::LeftButton);
    QVERIFY(m_room->log.calls.contains(u"retryUpload a"_s));
}

void TestMediaWindow::view_playsInside_whatTheModelGives()
{
    setItems({readyItem(u"a"_s, u"Biology"_s)});
    QTest::mouseClick(button(rows()[0], "viewButton"), Qt::LeftButton);
    QVERIFY(m_room->log.calls.contains(u"openMedia a"_s));
    auto *sentence = m_window->findChild<QLabel *>(u"mediaErrorLabel"_s);
    QCOMPARE(sentence->text(), u"Opening the recording…"_s);
    QVERIFY(sentence->isVisible());
    const QUrl source = QUrl::fromLocalFile(u"/nowhere/rec.mp4"_s);
    Q_EMIT m_room->library.viewReady(RecordingId{u"other"_s}, source);
    QVERIFY(m_window->findChild<PlayerPage *>() == nullptr);
    Q_EMIT m_room->library.viewReady(m_id, source);
    auto *player = m_window->findChild<PlayerPage *>();
    QVERIFY(player != nullptr && player->isVisible());
    QVERIFY(!sentence->isVisible());
    QCOMPARE(player->source(), source);
    QCOMPARE(text(player, "playerName"), u"Rec – 2025-03-12 14-03-27 – Biology.mp4"_s);
    auto *volume = player->findChild<QSlider *>(u"volumeSlider"_s);
    auto *mute = button(player, "muteButton");
    QCOMPARE(mute->accessibleName(), u"Mute"_s);
    QTest::keyClick(player, Qt::Key_M);
    QCOMPARE(mute->accessibleName(), u"Unmute"_s);
    volume->setValue(40); // moving the slider unmutes
    QCOMPARE(mute->accessibleName(), u"Mute"_s);
    volume->setValue(0);
    QCOMPARE(mute->accessibleName(), u"Unmute"_s);
    QTest::mouseClick(mute, Qt::LeftButton);
    QCOMPARE(volume->value(), 100);
    QCOMPARE(mute->accessibleName(), u"Mute"_s);
    // There is no such file: the window says so.
    QTRY_VERIFY(player->findChild<QLabel *>(u"playerError"_s)->isVisible());
    QTest::mouseClick(button(player, "playerBackButton"), Qt::LeftButton);
    QVERIFY(!player->isVisible());
    QVERIFY(player->source().isEmpty());
}

void TestMediaWindow::view_saysWhy_whenItIsRefused()
{
    setItems({readyItem(u"a"_s, u"Biology"_s)});
    QTest::mouseClick(button(rows()[0], "viewButton"), Qt::LeftButton);
    Q_EMIT m_room->library.requestFailed({ErrorCode::NotFound, {}}, {});
    auto *sentence = m_window->findChild<QLabel *>(u"mediaErrorLabel"_s);
    QVERIFY(sentence->isVisible());
    QCOMPARE(sentence->text(), errorText({ErrorCode::NotFound, {}}));
}

void TestMediaWindow::names_andTime_runFromLeftToRight_inHebrew()
{
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
    setItems({readyItem(u"a"_s, u"ביולוגיה 4"_s)});
    const QString shown = text(rows()[0], "mediaName");
    QCOMPARE(shown.front(), QChar(0x2066));
    QCOMPARE(shown.back(), QChar(0x2069));
    QVERIFY(!rows()[0]->accessibleName().contains(QChar(0x2066)));
    QTest::mouseClick(button(rows()[0], "viewButton"), Qt::LeftButton);
    Q_EMIT m_room->library.viewReady(m_id, QUrl::fromLocalFile(u"/nowhere/rec.mp4"_s));
    auto *slider = m_window->findChild<QWidget *>(u"positionSlider"_s);
    QCOMPARE(slider->layoutDirection(), Qt::LeftToRight);
}

void TestMediaWindow::download_asksWhere_andShowsTheWay()
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(u"mine.mp4"_s);
    setItems({readyItem(u"a"_s, u"Biology"_s)});
    QTest::mouseClick(button(rows()[0], "downloadButton"), Qt::LeftButton);
    auto *dialog = m_window->findChild<QFileDialog *>(u"saveDialog"_s);
    QVERIFY(dialog != nullptr);
    dialog->selectFile(target);
    QMetaObject::invokeMethod(dialog, "accept");
    QVERIFY(m_room->log.calls.contains(u"downloadMedia a"_s));
    QCOMPARE(m_room->library.downloadTarget, target);
    Q_EMIT m_room->library.downloadProgress(m_id, 30, 100);
    QCOMPARE(text(rows()[0], "mediaState"), u"Downloading 30%"_s);
    QVERIFY(!button(rows()[0], "downloadButton")->isVisible());
    Q_EMIT m_room->library.downloadFinished(m_id, target, std::nullopt);
    QCOMPARE(text(rows()[0], "mediaState"), u"Saved to %1"_s.arg(target));
    QVERIFY(button(rows()[0], "openFolderButton")->isVisible());
}

void TestMediaWindow::download_canBeCancelled()
{
    setItems({readyItem(u"a"_s, u"Biology"_s)});
    Q_EMIT m_room->library.downloadProgress(m_id, 30, 100);
    QTest::mouseClick(button(rows()[0], "cancelDownloadButton"), Qt::LeftButton);
    QVERIFY(m_room->log.calls.contains(u"cancelDownload a"_s));
    Q_EMIT m_room->library.downloadFinished(m_id, {}, Error{ErrorCode::Cancelled, {}});
    QVERIFY(button(rows()[0], "downloadButton")->isVisible());
    QVERIFY(text(rows()[0], "mediaState").isEmpty());
}

void TestMediaWindow::download_saysWhy_whenItFails()
{
    setItems({readyItem(u"a"_s, u"Biology"_s)});
    Q_EMIT m_room->library.downloadFinished(m_id, {}, Error{ErrorCode::DiskFull, {}});
    QVERIFY(text(rows()[0], "mediaState").contains(errorText({ErrorCode::DiskFull, {}})));
    QVERIFY(button(rows()[0], "downloadButton")->isVisible());
}

void TestMediaWindow::bin_countsBegunDaysAsWholeOnes()
{
    const auto stateAfter = [](int hours) {
        MediaEntry entry;
        entry.state = MediaEntry::State::Deleted;
        entry.binnedUntil = QDateTime::currentDateTime().addSecs(hours * 3600 - 60);
        return entryState(entry);
    };
    QCOMPARE(stateAfter(30 * 24), u"Deleted permanently in 30 day(s)."_s);
    QCOMPARE(stateAfter(29 * 24 + 1), u"Deleted permanently in 30 day(s)."_s);
    QCOMPARE(stateAfter(25), u"Deleted permanently in 2 day(s)."_s);
    QCOMPARE(stateAfter(24), u"Deleted permanently within a day."_s);
}

void TestMediaWindow::buttons_standInTheMiddleOfTheirCard()
{
    MediaItem damaged = readyItem(u"b"_s, u"Physics"_s);
    damaged.reason = u"fileDamaged"_s;
    m_room->library.recordings = {readyItem(u"a"_s, u"Biology"_s), damaged};
    Q_EMIT m_room->library.listChanged();
    m_window->resize(960, 700);
    QTRY_COMPARE(rows().size(), 2);
    for (const MediaRow *row : rows()) {
        const auto distance = [row](const QWidget *button) {
            return std::abs(button->geometry().center().y() - row->rect().center().y());
        };
        const auto *view = row->findChild<QWidget *>(u"viewButton"_s);
        QTRY_VERIFY(view->isVisible());
        QTRY_VERIFY2(distance(view) <= 1, qPrintable(QString::number(distance(view))));
        // Next to the text; only in a narrow window are the buttons below it.
        const auto *name = row->findChild<QWidget *>(u"mediaName"_s);
        QVERIFY(name->geometry().right() < view->geometry().left());
    }
    m_window->resize(m_window->minimumSize());
    const auto *name = rows()[0]->findChild<QWidget *>(u"mediaName"_s);
    const auto *view = rows()[0]->findChild<QWidget *>(u"viewButton"_s);
    QTRY_VERIFY(name->geometry().bottom() < view->geometry().top());
    QTRY_VERIFY(name->width() > 300);
}

QTEST_MAIN(TestMediaWindow)
#include "test_media_window.moc"
