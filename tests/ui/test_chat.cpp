#include "tests/ui/room_window_test.h"
#include "ui/chat/chat_text.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBrowser>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestChat : public RoomWindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { open({u"Dana Levi"_s, u"Noa"_s}, Role::Participant, {1100, 700}); }
    void cleanup() { close(); }

    void text_isNeverMarkup_andAddressesAreLinks_data();
    void text_isNeverMarkup_andAddressesAreLinks();
    void enter_sends_andShiftEnterBeginsALine();
    void lines_areShown_andCountedWhileClosed();
    void lines_canBeDeleted_byModeratorsAndTheirAuthors();
    void longText_isNotSent();

private:
    void say(const QString &from, const QString &text);
};

void TestChat::say(const QString &from, const QString &text)
{
    auto &view = m_room->model.current;
    const ParticipantId id{from};
    view.chat.push_back({static_cast<int>(view.chat.size()) + 1, id, view.room.find(id)->name, text,
                         QDateTime(QDate(2026, 3, 1), QTime(9, 30))});
    m_room->model.snapshot();
}

void TestChat::text_isNeverMarkup_andAddressesAreLinks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("html");
    const auto link = [](const QString &url) { return u"<a href=\"%1\">%1</a>"_s.arg(url); };
    QTest::newRow("markup") << u"<b>x</b> & \"y\""_s
                            << u"&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot;"_s;
    QTest::newRow("a link") << u"see https://example.org/a?b=1&c=2."_s
                            << u"see "_s + link(u"https://example.org/a?b=1&amp;c=2"_s) + u"."_s;
    QTest::newRow("in brackets") << u"(http://example.org)"_s
                                 << u"("_s + link(u"http://example.org"_s) + u")"_s;
    QTest::newRow("two") << u"https://a.b https://c.d!"_s
                         << link(u"https://a.b"_s) + u" "_s + link(u"https://c.d"_s) + u"!"_s;
    QTest::newRow("no other scheme") << u"javascript:alert(1) file:///etc/passwd"_s
                                     << u"javascript:alert(1) file:///etc/passwd"_s;
    QTest::newRow("no way out of the attribute")
        << u"https://a.b/\"onmouseover=x"_s << link(u"https://a.b/"_s) + u"&quot;onmouseover=x"_s;
    QTest::newRow("lines") << u"a\nb"_s << u"a<br>b"_s;
}

void TestChat::text_isNeverMarkup_andAddressesAreLinks()
{
    QFETCH(QString, text);
    QFETCH(QString, html);
    QCOMPARE(chatHtml(text), html);
}

void TestChat::enter_sends_andShiftEnterBeginsALine()
{
    child<QToolButton>("chatButton")->click();
    auto *input = child<QPlainTextEdit>("chatInput");
    QVERIFY(input->hasFocus());
    QVERIFY(!child<QPushButton>("chatSendButton")->isEnabled());
    QTest::keyClick(input, Qt::Key_Return);
    QVERIFY(m_room->log.calls.isEmpty());
    QTest::keyClicks(input, u"one"_s);
    QTest::keyClick(input, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(input, u"two"_s);
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(m_room->log.calls, QStringList{u"say one\ntwo"_s});
    QVERIFY(input->toPlainText().isEmpty());
}

void TestChat::lines_areShown_andCountedWhileClosed()
{
    auto *button = child<QToolButton>("chatButton");
    QVERIFY(button->toolTip().startsWith(u"Chat"_s));
    say(u"p2"_s, u"Hello"_s);
    say(u"p1"_s, u"I said that"_s);
    say(u"p2"_s, u"again"_s);
    QVERIFY(button->toolTip().startsWith(u"Chat (2 new)"_s));
    button->click();
    QVERIFY(!button->toolTip().contains(u"new"_s));
    const QString text = child<QTextBrowser>("chatLines")->toPlainText();
    QVERIFY(text.contains(u"Noa"_s) && text.contains(u"Hello"_s) && text.contains(u"again"_s));
    say(u"p2"_s, u"while it is open"_s);
    QVERIFY(!button->toolTip().contains(u"new"_s));
    button->click();
    say(u"p2"_s, u"closed"_s);
    QVERIFY(button->toolTip().startsWith(u"Chat (1 new)"_s));
}

void TestChat::lines_canBeDeleted_byModeratorsAndTheirAuthors()
{
    child<QToolButton>("chatButton")->click();
    say(u"p2"_s, u"theirs"_s);
    say(u"p1"_s, u"mine"_s);
    auto *lines = child<QTextBrowser>("chatLines");
    QCOMPARE(lines->toHtml().count(u"delete:"_s), 1);
    m_room->model.current.role = Role::Moderator;
    m_room->model.snapshot();
    QCOMPARE(lines->toHtml().count(u"delete:"_s), 2);
    Q_EMIT lines->anchorClicked(QUrl(u"delete:1"_s));
    QCOMPARE(m_room->log.calls, QStringList{u"deleteChatLine 1"_s});
    m_room->model.current.chat.clear();
    m_room->model.snapshot();
    QVERIFY(lines->toPlainText().startsWith(u"No messages yet."_s));
}

void TestChat::longText_isNotSent()
{
    child<QToolButton>("chatButton")->click();
    auto *input = child<QPlainTextEdit>("chatInput");
    input->setPlainText(QString(4001, QLatin1Char('x')));
    QVERIFY(!child<QPushButton>("chatSendButton")->isEnabled());
    QTest::keyClick(input, Qt::Key_Return);
    QVERIFY(m_room->log.calls.isEmpty());
    input->setPlainText(QString(4000, QLatin1Char('x')));
    QTest::keyClick(input, Qt::Key_Return);
    QCOMPARE(m_room->log.calls.size(), 1);
}

QTEST_MAIN(TestChat)
#include "test_chat.moc"
