#include "tests/ui/room_window_test.h"
#include "ui/people/waiting_dialog.h"
#include "ui/people/waiting_strip.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

WaitingPerson person(const QString &id, const QString &name)
{
    return {ParticipantId{id}, name, Role::Participant, FormFactor::Desktop};
}

} // namespace

class TestWaitingRoom : public RoomWindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { open({u"Dana Levi"_s}, Role::Moderator, {900, 600}); }
    void cleanup() { close(); }
    void onePerson_isNamed_andAdmittedOrDeclined();
    void severalPeople_areCounted_andListed();
    void dialog_keepsRowsOfThoseWhoWait_andCloses();
    void dialog_admitsAll_orUnlocks();
    void keys_answerForNobodyElse_whenAnotherPersonComes();
    void participants_seeNothing();

private:
    void wait(const std::vector<WaitingPerson> &people);
    [[nodiscard]] QString sentence() const
    {
        return child<QLabel>("waitingStripLabel")
            ->text()
            .remove(QChar(0x2068))
            .remove(QChar(0x2069));
    }
    [[nodiscard]] static QStringList namesIn(const WaitingDialog &dialog);
};

void TestWaitingRoom::wait(const std::vector<WaitingPerson> &people)
{
    m_room->model.current.room.room.locked = true;
    m_room->model.current.room.waitingCount = static_cast<int>(people.size());
    m_room->model.current.waiting = people;
    m_room->model.snapshot();
}

QStringList TestWaitingRoom::namesIn(const WaitingDialog &dialog)
{
    QStringList names;
    for (const auto *label : dialog.findChildren<QLabel *>(u"waitingName"_s)) {
        if (label->isVisible()) {
            names << label->text().remove(QChar(0x2068)).remove(QChar(0x2069));
        }
    }
    return names;
}

void TestWaitingRoom::onePerson_isNamed_andAdmittedOrDeclined()
{
    auto *strip = child<QWidget>("waitingStrip");
    QVERIFY(!strip->isVisible());
    wait({person(u"w1"_s, u"Noa Barak"_s)});
    QVERIFY(strip->isVisible());
    QCOMPARE(sentence(), u"Noa Barak is waiting to join."_s);
    QCOMPARE(child<QPushButton>("admitButton")->accessibleName(), u"Admit Noa Barak"_s);
    QTest::mouseClick(child<QPushButton>("admitButton"), Qt::LeftButton);
    QCOMPARE(m_room->log.calls, QStringList{u"admit w1"_s});
    QTest::mouseClick(child<QPushButton>("declineButton"), Qt::LeftButton);
    QCOMPARE(m_room->log.calls.last(), u"decline w1"_s);
    wait({});
    QVERIFY(!strip->isVisible());
}

void TestWaitingRoom::severalPeople_areCounted_andListed()
{
    wait({person(u"w1"_s, u"Noa"_s), person(u"w2"_s, u"Uri"_s), person(u"w3"_s, u"Lea"_s)});
    QCOMPARE(sentence(), u"3 people are waiting to join."_s);
    QVERIFY(!child<QPushButton>("admitButton")->isVisible());
    QTest::mouseClick(child<QPushButton>("seeAllButton"), Qt::LeftButton);
    auto *dialog = child<WaitingDialog>("waitingDialog");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QCOMPARE(namesIn(*dialog), QStringList({u"Noa"_s, u"Uri"_s, u"Lea"_s}));
    QTest::mouseClick(dialog->findChildren<QPushButton *>(u"declineButton"_s).at(1),
                      Qt::LeftButton);
    QTest::mouseClick(dialog->findChildren<QPushButton *>(u"admitButton"_s).at(2), Qt::LeftButton);
    QCOMPARE(m_room->log.calls, QStringList({u"decline w2"_s, u"admit w3"_s}));
}

void TestWaitingRoom::dialog_keepsRowsOfThoseWhoWait_andCloses()
{
    wait({person(u"w1"_s, u"Noa"_s), person(u"w2"_s, u"Uri"_s)});
    QTest::mouseClick(child<QPushButton>("seeAllButton"), Qt::LeftButton);
    const QPointer<WaitingDialog> dialog(child<WaitingDialog>("waitingDialog"));
    auto *second = dialog->findChildren<QPushButton *>(u"admitButton"_s).at(1);
    second->setFocus();
    wait({person(u"w2"_s, u"Uri"_s), person(u"w3"_s, u"Lea"_s)});
    QTRY_COMPARE(namesIn(*dialog), QStringList({u"Uri"_s, u"Lea"_s}));
    QCOMPARE(dialog->focusWidget(), second);
    wait({});
    QTRY_VERIFY(dialog.isNull());
}

void TestWaitingRoom::dialog_admitsAll_orUnlocks()
{
    wait({person(u"w1"_s, u"Noa"_s), person(u"w2"_s, u"Uri"_s)});
    QTest::mouseClick(child<QPushButton>("seeAllButton"), Qt::LeftButton);
    QTest::keyClick(child<WaitingDialog>("waitingDialog"), Qt::Key_Return);
    QVERIFY(m_room->log.calls.isEmpty()); // Enter lets nobody in by mistake
    QTest::mouseClick(child<QPushButton>("admitAllButton"), Qt::LeftButton);
    QTest::mouseClick(child<QPushButton>("unlockRoomButton"), Qt::LeftButton);
    QCOMPARE(m_room->log.calls, QStringList({u"admit "_s, u"setLocked off"_s}));
}

void TestWaitingRoom::keys_answerForNobodyElse_whenAnotherPersonComes()
{
    wait({person(u"w1"_s, u"Noa"_s)});
    child<QPushButton>("declineButton")->setFocus();
    wait({person(u"w2"_s, u"Uri"_s)});
    QCOMPARE(sentence(), u"Uri is waiting to join."_s);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Space);
    QVERIFY(m_room->log.calls.isEmpty());
}

void TestWaitingRoom::participants_seeNothing()
{
    m_room->model.current.role = Role::Participant;
    wait({});
    QVERIFY(!child<QWidget>("waitingStrip")->isVisible());
}

QTEST_MAIN(TestWaitingRoom)
#include "test_waiting_room.moc"
