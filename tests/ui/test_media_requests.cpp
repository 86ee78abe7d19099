#include "tests/ui/scenes.h"
#include "ui/library/media_row.h"
#include "ui/library/media_window.h"
#include "ui/text/error_text.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollArea>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

/// Requests about a recording: links, names, the bin.
class TestMediaRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void menu_offersWhatIsPossible_inEachState_data();
    void menu_offersWhatIsPossible_inEachState();
    void menu_opensByKeyboard();
    void share_copiesTheWholeLink_andSaysForHowLong();
    void share_saysWhy_whenItIsRefused();
    void share_ignoresAnswers_aboutOtherRecordings();
    void stopLinks_asksFirst();
    void rename_asksTheService_andClosesWhenItIsDone();
    void rename_isNotOffered_withoutAnotherName();
    void rename_takesNoMoreThanTheProtocol();
    void rename_staysOpen_whenItIsRefused();
    void delete_asksFirst_andSaysWhereItIs();
    void delete_saysWhy_whenItIsRefused();
    void bin_showsWhatWasDeleted_andRestoresIt();
    void bin_hasAnEmptyTextOfItsOwn();
    void saveReport_asksWhere_andSaysWhenItIsThere();

private:
    [[nodiscard]] MediaRow *row() const
    {
        const auto *list = m_window->findChild<QScrollArea *>(u"mediaList"_s);
        const auto rows = list->findChildren<MediaRow *>();
        return rows.isEmpty() ? nullptr : rows.last();
    }
    template <class Widget>
    Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    void click(const char *name) const
    {
        QTest::mouseClick(child<QAbstractButton>(name), Qt::LeftButton);
    }
    [[nodiscard]] QStringList offered() const
    {
        QStringList names;
        for (const QAction *action : row()->findChild<QMenu *>()->actions()) {
            if (action->isVisible()) {
                names.append(action->objectName());
            }
        }
        return names;
    }
    void choose(const char *action) const
    {
        auto *entry = row()->findChild<QAction *>(QString::fromLatin1(action));
        QVERIFY(entry->isVisible());
        entry->trigger();
    }
    void setItems(std::vector<MediaItem> items) const
    {
        m_room->library.recordings = std::move(items);
        Q_EMIT m_room->library.listChanged();
        QCoreApplication::processEvents(); // lays out every button
    }
    [[nodiscard]] QString text(const char *name) const { return child<QLabel>(name)->text(); }

    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<MediaWindow> m_window;
    const RecordingId m_id{u"a"_s};
};

void TestMediaRequests::init()
{
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana"_s});
    m_window =
        std::make_unique<MediaWindow>(m_room->library, m_room->uploads, m_room->model.conversion);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    setItems({readyItem(u"a"_s, u"Biology"_s)});
    m_room->log.calls.clear();
}

void TestMediaRequests::cleanup()
{
    m_window.reset();
    m_room.reset();
}

void TestMediaRequests::menu_offersWhatIsPossible_inEachState_data()
{
    using State = MediaItemState;
    QTest::addColumn<int>("state");
    QTest::addColumn<QStringList>("expected");
    const QStringList all{u"shareAction"_s, u"renameAction"_s, u"deleteAction"_s,
                          u"saveReportAction"_s};
    const auto row = [](const char *name, State state, const QStringList &expected) {
        QTest::newRow(name) << static_cast<int>(state) << expected;
    };
    row("recording", State::Recording, {});
    row("uploading", State::Uploading, {});
    row("processing", State::Processing, {});
    row("ready", State::Ready, all);
    row("interrupted", State::Interrupted, all);
    row("failed", State::Failed, {u"deleteAction"_s, u"saveReportAction"_s});
}

void TestMediaRequests::menu_offersWhatIsPossible_inEachState()
{
    QFETCH(int, state);
    QFETCH(QStringList, expected);
    MediaItem item = readyItem(u"a"_s, u"Biology"_s);
    item.state = static_cast<MediaItemState>(state);
    setItems({item});
    QCOMPARE(offered(), expected);
    const bool published = expected.contains(u"shareAction"_s);
    const auto visible = [this](const char *name) {
        return row()->findChild<QWidget *>(QString::fromLatin1(name))->isVisible();
    };
    QCOMPARE(visible("mediaMoreButton"), !expected.isEmpty());
    QCOMPARE(visible("viewButton"), published);
    QCOMPARE(visible("downloadButton"), published);
    QVERIFY(!visible("restoreButton"));
}

void TestMediaRequests::menu_opensByKeyboard()
{
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
    auto *more = row()->findChild<QWidget *>(u"mediaMoreButton"_s);
    auto *menu = row()->findChild<QMenu *>();
    bool opened = false;
    // The menu runs its own event loop.
    connect(menu, &QMenu::aboutToShow, this, [&opened, menu] {
        opened = true;
        QTimer::singleShot(0, menu, [menu] { QTest::keyClick(menu, Qt::Key_Escape); });
    });
    more->setFocus();
    QTest::keyClick(more, Qt::Key_Space);
    QTRY_VERIFY(opened);
    QTRY_VERIFY(!menu->isVisible());
    disconnect(menu, nullptr, this, nullptr);
}

void TestMediaRequests::share_copiesTheWholeLink_andSaysForHowLong()
{
    choose("shareAction");
    QVERIFY(child<QDialog>("shareDialog")->isVisible());
    auto *purpose = child<QComboBox>("linkPurposeCombo");
    auto *lifetime = child<QComboBox>("linkLifetimeCombo");
    click("copyMediaLinkButton");
    QCOMPARE(m_room->log.calls, QStringList{u"shareMedia a view 168"_s});
    QVERIFY(!child<QAbstractButton>("copyMediaLinkButton")->isEnabled());
    QVERIFY(!purpose->isEnabled());
    const QString link = u"https://room.example:8443/watch/a#t=abc%20d"_s;
    const QDateTime expires(QDate(2025, 3, 19), QTime(14, 3));
    QGuiApplication::clipboard()->clear();
    Q_EMIT m_room->library.shareLinkReady(m_id, QUrl(link), expires);
    QCOMPARE(QGuiApplication::clipboard()->text(), link);
    QVERIFY2(text("shareStatus").startsWith(u"Link copied."_s), qPrintable(text("shareStatus")));
    QVERIFY(text("shareStatus").contains(QLocale().toString(expires, QLocale::ShortFormat)));
    // A different choice needs a different link.
    m_room->log.calls.clear();
    purpose->setCurrentIndex(1);
    QVERIFY(text("shareStatus").isEmpty());
    QStringList expected;
    for (const int hours : {24, 168, 720, 8760}) {
        lifetime->setCurrentIndex(static_cast<int>(expected.size()));
        click("copyMediaLinkButton");
        Q_EMIT m_room->library.shareLinkReady(m_id, QUrl(link), expires);
        expected.append(u"shareMedia a download %1"_s.arg(hours));
    }
    QCOMPARE(m_room->log.calls, expected);
}

void TestMediaRequests::share_saysWhy_whenItIsRefused()
{
    choose("shareAction");
    click("copyMediaLinkButton");
    QGuiApplication::clipboard()->setText(u"before"_s);
    Q_EMIT m_room->library.answered(m_id, Error{ErrorCode::NotFound, {}});
    QCOMPARE(text("shareStatus"), errorText({ErrorCode::NotFound, {}}));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QVERIFY(child<QAbstractButton>("copyMediaLinkButton")->isEnabled());
}

void TestMediaRequests::share_ignoresAnswers_aboutOtherRecordings()
{
    choose("shareAction");
    click("copyMediaLinkButton");
    QGuiApplication::clipboard()->setText(u"before"_s);
    const RecordingId other{u"b"_s};
    Q_EMIT m_room->library.shareLinkReady(other, QUrl(u"https://h/watch/b"_s), {});
    Q_EMIT m_room->library.answered(other, Error{ErrorCode::NotFound, {}});
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QVERIFY(!child<QAbstractButton>("copyMediaLinkButton")->isEnabled());
}

void TestMediaRequests::stopLinks_asksFirst()
{
    choose("shareAction");
    click("stopLinksButton");
    QCOMPARE(child<QWidget>("stopLinksConfirm")->property("role"), u"record"_s);
    click("stopLinksConfirm");
    QCOMPARE(m_room->log.calls, QStringList{u"revokeLinks a"_s});
    Q_EMIT m_room->library.answered(m_id, std::nullopt);
    QCOMPARE(text("shareStatus"), u"All links have been revoked."_s);
    // Cancel does nothing.
    QTRY_VERIFY(child<QDialog>("stopLinksDialog") == nullptr);
    click("stopLinksButton");
    child<QDialog>("stopLinksDialog")->reject();
    QCOMPARE(m_room->log.calls.size(), 1);
}

void TestMediaRequests::rename_asksTheService_andClosesWhenItIsDone()
{
    choose("renameAction");
    auto *edit = child<QLineEdit>("renameEdit");
    QCOMPARE(edit->text(), u"Rec – 2025-03-12 14-03-27 – Biology"_s);
    QCOMPARE(edit->selectedText(), edit->text());
    QTest::keyClicks(edit, u"Cells and genes.mp4"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(m_room->log.calls, QStringList{u"renameMedia a Cells and genes.mp4"_s});
    QVERIFY(child<QDialog>("renameDialog")->isVisible());
    QVERIFY(!child<QAbstractButton>("renameConfirm")->isEnabled());
    Q_EMIT m_room->library.answered(m_id, std::nullopt);
    QTRY_VERIFY(child<QDialog>("renameDialog") == nullptr);
}

void TestMediaRequests::rename_isNotOffered_withoutAnotherName()
{
    choose("renameAction");
    auto *edit = child<QLineEdit>("renameEdit");
    const auto *confirm = child<QAbstractButton>("renameConfirm");
    QVERIFY(!confirm->isEnabled());
    for (const auto *name : {"", "   ", ".mp4"}) {
        edit->setText(QString::fromLatin1(name));
        QVERIFY2(!confirm->isEnabled(), name);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    edit->setText(u"B"_s);
    QVERIFY(confirm->isEnabled());
    QVERIFY(m_room->log.calls.isEmpty());
}

void TestMediaRequests::rename_takesNoMoreThanTheProtocol()
{
    choose("renameAction");
    child<QLineEdit>("renameEdit")->setText(QString(400, QLatin1Char('x')));
    click("renameConfirm");
    QCOMPARE(m_room->log.calls.size(), 1);
    const QString name = m_room->log.calls[0].section(QLatin1Char(' '), 2);
    QCOMPARE(name.size(), 255);
    QVERIFY(name.endsWith(u"x.mp4"_s));
}

void TestMediaRequests::rename_staysOpen_whenItIsRefused()
{
    choose("renameAction");
    auto *edit = child<QLineEdit>("renameEdit");
    edit->setText(u"B"_s);
    click("renameConfirm");
    Q_EMIT m_room->library.answered(m_id, Error{ErrorCode::NotAllowed, {}});
    // A moderator may rename, so the problem is that the recording cannot be renamed now.
    QVERIFY2(text("renameProblem").contains(u"someone else has changed"_s),
             qPrintable(text("renameProblem")));
    QVERIFY(child<QDialog>("renameDialog")->isVisible());
    QVERIFY(child<QAbstractButton>("renameConfirm")->isEnabled());
    edit->setText(u"C"_s);
    QVERIFY(text("renameProblem").isEmpty());
    click("renameConfirm");
    Q_EMIT m_room->library.answered(m_id, Error{ErrorCode::Unreachable, {}});
    QCOMPARE(text("renameProblem"), errorText({ErrorCode::Unreachable, {}}));
}

void TestMediaRequests::delete_asksFirst_andSaysWhereItIs()
{
    choose("deleteAction");
    child<QDialog>("deleteMediaDialog")->reject();
    QTRY_VERIFY(child<QDialog>("deleteMediaDialog") == nullptr);
    QVERIFY(m_room->log.calls.isEmpty());
    choose("deleteAction");
    QStringList words;
    for (const QLabel *label : child<QDialog>("deleteMediaDialog")->findChildren<QLabel *>()) {
        words.append(label->text());
    }
    const QString question = words.join(QLatin1Char(' '));
    QVERIFY2(question.contains(u"30 days"_s), qPrintable(question));
    QVERIFY2(question.contains(u"Biology.mp4"_s), qPrintable(question));
    QCOMPARE(child<QWidget>("deleteMediaConfirm")->property("role"), u"record"_s);
    click("deleteMediaConfirm");
    QCOMPARE(m_room->log.calls, QStringList{u"deleteMedia a"_s});
    Q_EMIT m_room->library.answered(m_id, std::nullopt);
    QVERIFY(child<QLabel>("mediaErrorLabel")->isVisible());
    QCOMPARE(text("mediaErrorLabel"), u"Recording moved to the bin."_s);
    MediaItem item = readyItem(u"a"_s, u"Biology"_s);
    item.state = MediaItemState::Deleted;
    setItems({item});
    QTRY_VERIFY(row() == nullptr);
    QVERIFY(child<QLabel>("mediaEmptyLabel")->isVisible());
}

void TestMediaRequests::delete_saysWhy_whenItIsRefused()
{
    choose("deleteAction");
    click("deleteMediaConfirm");
    Q_EMIT m_room->library.answered(m_id, Error{ErrorCode::DiskError, {}});
    QCOMPARE(text("mediaErrorLabel"), errorText({ErrorCode::DiskError, {}}));
    QVERIFY(row() != nullptr);
}

void TestMediaRequests::bin_showsWhatWasDeleted_andRestoresIt()
{
    MediaItem item = readyItem(u"a"_s, u"Biology"_s);
    item.state = MediaItemState::Deleted;
    item.binnedUntil = QDateTime::currentDateTime().addSecs(12 * 24 * 3600 - 60);
    setItems({item, readyItem(u"b"_s, u"Physics"_s)});
    QTRY_VERIFY(row()->accessibleName().contains(u"Physics"_s));
    click("binFolder");
    QCOMPARE(text("mediaTitle"), u"Bin"_s);
    QVERIFY(text("mediaBinHint").contains(u"30 days"_s));
    QVERIFY(child<QLabel>("mediaBinHint")->isVisible());
    QTRY_VERIFY(row()->accessibleName().contains(u"Biology"_s));
    QCOMPARE(row()->findChild<QLabel *>(u"mediaState"_s)->text(),
             u"Deleted permanently in 12 day(s)."_s);
    QVERIFY(offered().isEmpty());
    for (const auto *hidden : {"viewButton", "downloadButton", "mediaMoreButton"}) {
        QVERIFY2(!row()->findChild<QWidget *>(QString::fromLatin1(hidden))->isVisible(), hidden);
    }
    click("restoreButton");
    QCOMPARE(m_room->log.calls, QStringList{u"restoreMedia a"_s});
    Q_EMIT m_room->library.answered(m_id, std::nullopt);
    item.state = MediaItemState::Ready;
    setItems({item});
    QTRY_VERIFY(row() == nullptr);
    QVERIFY(text("mediaErrorLabel").contains(u"restored"_s));
    click("recordingsFolder");
    QVERIFY(row()->accessibleName().contains(u"Biology"_s));
    QVERIFY(!child<QLabel>("mediaErrorLabel")->isVisible());
}

void TestMediaRequests::bin_hasAnEmptyTextOfItsOwn()
{
    setItems({});
    const QString empty = text("mediaEmptyLabel");
    click("binFolder");
    QVERIFY(child<QLabel>("mediaEmptyLabel")->isVisible());
    QVERIFY2(text("mediaEmptyLabel").startsWith(u"The bin is empty."_s),
             qPrintable(text("mediaEmptyLabel")));
    QVERIFY(!child<QLabel>("mediaBinHint")->isVisible());
    click("recordingsFolder");
    QCOMPARE(text("mediaEmptyLabel"), empty);
}

void TestMediaRequests::saveReport_asksWhere_andSaysWhenItIsThere()
{
    const QTemporaryDir folder;
    const QString target = folder.filePath(u"mine.json"_s);
    choose("saveReportAction");
    auto *dialog = child<QFileDialog>("saveReportDialog");
    QVERIFY(dialog != nullptr);
    QVERIFY(dialog->selectedFiles().value(0).endsWith(u"Biology.report.json"_s));
    dialog->selectFile(target);
    QMetaObject::invokeMethod(dialog, "accept");
    QCOMPARE(m_room->log.calls, QStringList{u"saveReport a "_s + target});
    Q_EMIT m_room->library.answered(m_id, std::nullopt);
    QCOMPARE(text("mediaErrorLabel"), u"Report saved."_s);
}

QTEST_MAIN(TestMediaRequests)
#include "test_media_requests.moc"
