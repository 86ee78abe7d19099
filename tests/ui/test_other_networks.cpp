#include "tests/ui/fake_room.h"
#include "ui/room/other_networks_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestOtherNetworks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void addresses_areListed_withNetworkAndAnswer();
    void link_isCopied_withTheChosenAddress();
    void answers_areShown_inTheSameRows();
    void addresses_areListedAnew_whenTheNetworkHasChanged();
    void checkAgain_asksAgain_onceAllHaveAnswered();
    void sentence_saysSo_whereThereIsNoAddress();

private:
    template <class T>
    [[nodiscard]] T *child(const char *name) const
    {
        return m_dialog->findChild<T *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString allText() const;

    std::unique_ptr<FakeRoom> m_room;
    QPointer<OtherNetworksDialog> m_dialog;
};

void TestOtherNetworks::init()
{
    m_room = std::make_unique<FakeRoom>();
    using Reach = InviteAddress::Reach;
    m_room->invites.found = {
        {u"192.0.2.10"_s, u"w0"_s, u"https://192.0.2.10/join/x#t=1"_s, true, Reach::Answers},
        {u"10.5.0.2"_s, u"vpn0"_s, u"https://10.5.0.2/join/x#t=1"_s, false, Reach::Checking},
        {u"172.17.0.1"_s, u"docker0"_s, u"https://172.17.0.1/join/x#t=1"_s, false, Reach::Silent}};
    m_dialog = new OtherNetworksDialog(m_room->invites, nullptr);
    m_dialog->open();
}

void TestOtherNetworks::cleanup()
{
    delete m_dialog;
}

QString TestOtherNetworks::allText() const
{
    QString all;
    for (const auto *label : m_dialog->findChildren<QLabel *>()) {
        all += label->isVisible() ? label->text() + QLatin1Char('\n') : QString();
    }
    return all;
}

void TestOtherNetworks::addresses_areListed_withNetworkAndAnswer()
{
    QCOMPARE(m_room->log.calls, QStringList{u"check"_s});
    for (const auto &text : {u"192.0.2.10"_s, u"w0 · in the invite link"_s, u"10.5.0.2"_s,
                             u"vpn0"_s, u"172.17.0.1"_s, u"docker0"_s}) {
        QVERIFY2(allText().contains(text), qUtf8Printable(text));
    }
    QCOMPARE(child<QLabel>("networkReach0")->text(), u"Answers"_s);
    QCOMPARE(child<QLabel>("networkReach1")->text(), u"Checking…"_s);
    QCOMPARE(child<QLabel>("networkReach2")->text(), u"Does not answer"_s);
}

void TestOtherNetworks::link_isCopied_withTheChosenAddress()
{
    child<QPushButton>("copyNetworkLink2")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://172.17.0.1/join/x#t=1"_s);
    QVERIFY(child<QLabel>("otherNetworksStatus")->text().contains(u"172.17.0.1"_s));
}

void TestOtherNetworks::answers_areShown_inTheSameRows()
{
    const QPointer<QPushButton> button = child<QPushButton>("copyNetworkLink1");
    m_room->invites.found[1].reach = InviteAddress::Reach::Silent;
    Q_EMIT m_room->invites.changed();
    QCOMPARE(child<QLabel>("networkReach1")->text(), u"Does not answer"_s);
    // A focused button must stay.
    QVERIFY(button && button == child<QPushButton>("copyNetworkLink1"));
}

void TestOtherNetworks::addresses_areListedAnew_whenTheNetworkHasChanged()
{
    m_room->invites.found.erase(m_room->invites.found.begin());
    m_room->invites.found.front().address = u"192.0.2.77"_s;
    Q_EMIT m_room->invites.changed();
    QVERIFY2(allText().contains(u"192.0.2.77"_s), qUtf8Printable(allText()));
    QVERIFY(!allText().contains(u"192.0.2.10"_s));
}

void TestOtherNetworks::checkAgain_asksAgain_onceAllHaveAnswered()
{
    auto *again = child<QPushButton>("checkAgainButton");
    QVERIFY(!again->isEnabled());
    m_room->invites.found[1].reach = InviteAddress::Reach::Answers;
    Q_EMIT m_room->invites.changed();
    QVERIFY(again->isEnabled());
    again->click();
    QCOMPARE(m_room->log.calls.size(), 2);
}

void TestOtherNetworks::sentence_saysSo_whereThereIsNoAddress()
{
    m_room->invites.found.clear();
    Q_EMIT m_room->invites.changed();
    QVERIFY(child<QLabel>("otherNetworksStatus")->text().contains(u"no address"_s));
    QVERIFY(!allText().contains(u"docker0"_s));
}

QTEST_MAIN(TestOtherNetworks)
#include "test_other_networks.moc"
