#include "tests/ui/room_window_test.h"
#include "ui/people/closing_text.h"
#include "ui/people/people_list.h"
#include "ui/people/person_actions.h"
#include "ui/people/person_menu.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

using Actions = std::vector<PersonAction>;

QString withoutMarks(QString text)
{
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

} // namespace

class TestPeople : public RoomWindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init() { open({u"Dana Levi"_s}, Role::Moderator, {1100, 700}); }
    void cleanup() { close(); }

    void actions_followRightsAndState_data();
    void actions_followRightsAndState();
    void list_putsRaisedHandsFirst_thenRoles();
    void list_saysWhatEverybodyIs();
    void search_isOffered_fromTenPeopleOn();
    void menu_asksTheService();
    void removing_isAskedFirst();
    void moderators_muteEveryone_andSayWhoMayComeOnStage();
    void participants_seeTheList_withoutTheButtons();
    void hand_isRaisedAndLowered();
    void moderators_areToldOfARaisedHand();
    void whatAModeratorDid_isTold_data();
    void whatAModeratorDid_isTold();
    void askToUnmute_offersTheMicrophone();
    void devices_areOffered_onlyToWhoMayComeOnStage();
    void countdown_isShown_whileTheSessionEnds();

private:
    Participant &add(const QString &id, const QString &name, Role role = Role::Participant);
    void openPeople();
    [[nodiscard]] QStringList listed() const;
    [[nodiscard]] QString toast() const
    {
        return withoutMarks(child<QLabel>("toastLabel")->text());
    }
};

Participant &TestPeople::add(const QString &id, const QString &name, Role role)
{
    Participant person;
    person.id = ParticipantId{id};
    person.name = name;
    person.role = role;
    auto &people = m_room->model.current.room.participants;
    people.push_back(person);
    return people.back();
}

void TestPeople::openPeople()
{
    child<QToolButton>("peopleButton")->click();
    QVERIFY(child<QWidget>("peoplePanel")->isVisible());
}

QStringList TestPeople::listed() const
{
    const auto *model = child<QListView>("peopleList")->model();
    QStringList names;
    for (int row = 0; row < model->rowCount(); ++row) {
        names.append(model->index(row, 0).data().toString());
    }
    return names;
}

void TestPeople::actions_followRightsAndState_data()
{
    QTest::addColumn<Role>("self");
    QTest::addColumn<Role>("other");
    QTest::addColumn<QString>("state");
    QTest::addColumn<Actions>("actions");
    using enum PersonAction;
    QTest::newRow("a participant may nothing")
        << Role::Participant << Role::Participant << u"stage"_s << Actions{};
    QTest::newRow("a moderator, on stage")
        << Role::Moderator << Role::Participant << u"stage"_s
        << Actions{Mute, SwitchCameraOff, TakeOffStage, MakeModerator, Remove};
    QTest::newRow("a moderator, silent")
        << Role::Moderator << Role::Participant << u"silent"_s
        << Actions{AskToUnmute, TakeOffStage, MakeModerator, Remove};
    QTest::newRow("a moderator, hand raised")
        << Role::Moderator << Role::Participant << u"hand"_s
        << Actions{InviteToStage, LowerHand, MakeModerator, Remove};
    QTest::newRow("a moderator, off stage")
        << Role::Moderator << Role::Participant << u""_s << Actions{MakeModerator, Remove};
    QTest::newRow("a moderator, a moderator")
        << Role::Moderator << Role::Moderator << u"silent"_s << Actions{AskToUnmute, TakeOffStage};
    QTest::newRow("a moderator, a host")
        << Role::Moderator << Role::Host << u"stage"_s << Actions{};
    QTest::newRow("a host, a moderator")
        << Role::Host << Role::Moderator << u"silent"_s
        << Actions{AskToUnmute, TakeOffStage, MakeParticipant, Remove};
    QTest::newRow("a host, a recorder")
        << Role::Host << Role::Moderator << u"recorder"_s << Actions{Remove};
}

void TestPeople::actions_followRightsAndState()
{
    QFETCH(Role, self);
    QFETCH(Role, other);
    QFETCH(QString, state);
    QFETCH(Actions, actions);
    m_room->model.current.role = self;
    auto &person = add(u"x"_s, u"Xenia"_s, other);
    person.onStage = state == u"stage"_s || state == u"silent"_s;
    person.microphone = person.camera = state == u"stage"_s;
    person.handRaised = state == u"hand"_s;
    person.client = state == u"recorder"_s ? ClientKind::Recorder : ClientKind::Web;
    QVERIFY(actionsOn(m_room->model.current, person) == actions);
    for (const PersonAction action : actions) {
        QVERIFY(!actionText(action).isEmpty());
    }
    // Nobody acts on themselves.
    QVERIFY(actionsOn(m_room->model.current, m_room->model.self()).empty());
}

void TestPeople::list_putsRaisedHandsFirst_thenRoles()
{
    add(u"a"_s, u"Ada"_s);
    add(u"b"_s, u"Bob"_s).onStage = true;
    add(u"h"_s, u"Hila"_s, Role::Host);
    add(u"z"_s, u"Zoë"_s).handRaised = true;
    m_room->model.snapshot();
    openPeople();
    QCOMPARE(listed(),
             (QStringList{u"Zoë"_s, u"Hila"_s, u"Dana Levi (you)"_s, u"Bob"_s, u"Ada"_s}));
    QCOMPARE(child<QLabel>("peopleTitle")->text(), u"Participants (5)"_s);
}

void TestPeople::list_saysWhatEverybodyIs()
{
    auto &tom = add(u"t"_s, u"Tom"_s);
    tom.formFactor = FormFactor::Phone;
    tom.consent = Consent::Asked;
    tom.onStage = true;
    tom.microphone = true;
    m_room->model.setPhase(RecordingPhase::Recording, u"r"_s, u"p1"_s);
    openPeople();
    const auto *model = child<QListView>("peopleList")->model();
    const auto detail = [model](int row) {
        return model->index(row, 0).data(PeopleList::DetailRole).toString();
    };
    QCOMPARE(detail(0), u"Moderator · On stage"_s);
    QCOMPARE(detail(1), u"Phone · On stage · Not confirmed"_s);
    QCOMPARE(model->index(1, 0).data(Qt::AccessibleTextRole).toString(),
             u"Tom, Phone · On stage · Not confirmed, Microphone on, Camera off"_s);
    m_room->model.current.room.participants[1].present = false;
    m_room->model.setPhase(RecordingPhase::Idle, {});
    QCOMPARE(detail(1), u"Phone · Reconnecting…"_s);
}

void TestPeople::search_isOffered_fromTenPeopleOn()
{
    openPeople();
    QVERIFY(!child<QLineEdit>("peopleSearch")->isVisible());
    for (int i = 0; i < 9; ++i) {
        add(u"n%1"_s.arg(i), u"Person %1"_s.arg(i));
    }
    m_room->model.snapshot();
    auto *search = child<QLineEdit>("peopleSearch");
    QVERIFY(search->isVisible());
    QTest::keyClicks(search, u"PERSON 7"_s);
    QCOMPARE(listed(), QStringList{u"Person 7"_s});
    search->clear();
    QCOMPARE(listed().size(), 10);
}

void TestPeople::menu_asksTheService()
{
    auto &noa = add(u"n"_s, u"Noa"_s);
    noa.onStage = noa.microphone = true;
    m_room->model.snapshot();
    openPeople();
    auto *list = child<QListView>("peopleList");
    list->setFocus();
    list->setCurrentIndex(list->model()->index(1, 0));
    QTest::keyClick(list, Qt::Key_Return);
    auto *menu = child<QMenu>("personMenu");
    QVERIFY(menu != nullptr && menu->isVisible());
    QStringList entries;
    for (QAction *action : menu->actions()) {
        entries.append(action->text());
        if (action->text() == u"Mute"_s) {
            action->trigger();
        }
    }
    menu->close();
    QVERIFY(entries.contains(u"Highlight for everyone"_s));
    QCOMPARE(m_room->log.calls,
             QStringList{u"act %1 n"_s.arg(static_cast<int>(PersonAction::Mute))});
}

void TestPeople::removing_isAskedFirst()
{
    add(u"n"_s, u"Noa"_s);
    m_room->model.snapshot();
    auto *menu = makePersonMenu(m_room->model, ParticipantId{u"n"_s}, m_window.get());
    menu->actions().last()->trigger();
    delete menu;
    auto *ask = child<QDialog>("removeDialog");
    QVERIFY(ask != nullptr);
    QVERIFY(m_room->log.calls.isEmpty());
    ask->findChild<QPushButton *>(u"removeConfirm"_s)->click();
    QCOMPARE(m_room->log.calls,
             QStringList{u"act %1 n"_s.arg(static_cast<int>(PersonAction::Remove))});
}

void TestPeople::moderators_muteEveryone_andSayWhoMayComeOnStage()
{
    openPeople();
    child<QPushButton>("muteEveryoneButton")->click();
    auto *access = child<QComboBox>("stageAccess");
    QCOMPARE(access->currentText(), u"Everyone"_s);
    QTest::keyClick(access, Qt::Key_Down);
    QCOMPARE(m_room->log.calls, (QStringList{u"muteEveryone"_s, u"setStageAccess request"_s}));
    m_room->model.current.room.room.stageAccess = StageAccess::Invite;
    m_room->model.snapshot();
    QCOMPARE(access->currentText(), u"Invited people only"_s);
    m_room->model.current.formFactor = FormFactor::Phone;
    m_room->model.snapshot();
    QVERIFY(!access->isEnabled());
}

void TestPeople::participants_seeTheList_withoutTheButtons()
{
    m_room->model.current.role = Role::Participant;
    add(u"n"_s, u"Noa"_s);
    m_room->model.snapshot();
    openPeople();
    QCOMPARE(listed().size(), 2);
    QVERIFY(!child<QPushButton>("muteEveryoneButton")->isVisible());
    QVERIFY(makePersonMenu(m_room->model, ParticipantId{u"n"_s}, m_window.get()) == nullptr);
    child<QToolButton>("peopleCloseButton")->click();
    QVERIFY(!child<QWidget>("peoplePanel")->isVisible());
}

void TestPeople::hand_isRaisedAndLowered()
{
    auto *hand = child<QToolButton>("handButton");
    QVERIFY(hand->toolTip().startsWith(u"Raise hand"_s));
    hand->click();
    m_room->model.self().handRaised = true;
    m_room->model.snapshot();
    QVERIFY(hand->toolTip().startsWith(u"Lower hand"_s));
    hand->click();
    QCOMPARE(m_room->log.calls, (QStringList{u"setHandRaised on"_s, u"setHandRaised off"_s}));
    // One's own hand is no news.
    QVERIFY(!child<QWidget>("toast")->isVisible());
}

void TestPeople::moderators_areToldOfARaisedHand()
{
    add(u"n"_s, u"Noa"_s).handRaised = true;
    m_room->model.snapshot();
    QCOMPARE(toast(), u"Noa raised a hand."_s);
    add(u"t"_s, u"Tom"_s).handRaised = true;
    m_room->model.snapshot();
    QCOMPARE(toast(), u"2 people have raised a hand."_s);
    child<QPushButton>("toastActionButton")->click();
    QVERIFY(child<QWidget>("peoplePanel")->isVisible());
    // Nothing is said again about the same hands, or to participants.
    m_room->model.snapshot();
    QVERIFY(!child<QWidget>("toast")->isVisible());
    m_room->model.current.role = Role::Participant;
    add(u"u"_s, u"Uri"_s).handRaised = true;
    m_room->model.snapshot();
    QVERIFY(!child<QWidget>("toast")->isVisible());
}

void TestPeople::whatAModeratorDid_isTold_data()
{
    QTest::addColumn<ModeratorAct>("act");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("muted") << ModeratorAct::Muted << u"Mia muted you."_s;
    QTest::newRow("camera") << ModeratorAct::CameraOff << u"Mia turned your camera off."_s;
    QTest::newRow("hand") << ModeratorAct::HandLowered << u"Mia lowered your hand."_s;
    QTest::newRow("off stage") << ModeratorAct::OffStage
                               << u"Mia took you off the stage. Nobody sees or hears you now."_s;
    QTest::newRow("promoted") << ModeratorAct::Promoted
                              << u"Mia made you a moderator. You can now admit people, lock the "
                                 u"room and, from a computer, "
                                 "record."_s;
    QTest::newRow("demoted") << ModeratorAct::Demoted
                             << u"Mia made you a participant. You are no longer a moderator."_s;
}

void TestPeople::whatAModeratorDid_isTold()
{
    QFETCH(ModeratorAct, act);
    QFETCH(QString, sentence);
    Q_EMIT m_room->model.toldBy(act, u"Mia"_s);
    QCOMPARE(toast(), sentence);
    QVERIFY(!child<QPushButton>("toastActionButton")->isVisible());
}

void TestPeople::askToUnmute_offersTheMicrophone()
{
    for (const auto act : {ModeratorAct::UnmuteAsked, ModeratorAct::Invited}) {
        m_room->log.calls.clear();
        Q_EMIT m_room->model.toldBy(act, u"Mia"_s);
        QVERIFY(m_room->log.calls.isEmpty());
        child<QPushButton>("toastActionButton")->click();
        QCOMPARE(m_room->log.calls, QStringList{u"setMicrophone on"_s});
    }
}

void TestPeople::devices_areOffered_onlyToWhoMayComeOnStage()
{
    m_room->model.current.role = Role::Participant;
    m_room->model.self().role = Role::Participant;
    m_room->model.current.microphoneOn = m_room->model.current.cameraOn = false;
    m_room->model.current.room.room.stageAccess = StageAccess::Request;
    m_room->model.snapshot();
    auto *microphone = child<QToolButton>("microphoneButton");
    QVERIFY(!microphone->isEnabled());
    QCOMPARE(microphone->toolTip(), u"Raise your hand to be invited to the stage."_s);
    m_room->model.current.room.room.stageAccess = StageAccess::Invite;
    m_room->model.snapshot();
    QCOMPARE(microphone->toolTip(), u"Only people invited by a moderator can go on stage."_s);
    QVERIFY(!child<QToolButton>("screenButton")->isEnabled());
    QVERIFY(child<QToolButton>("handButton")->isEnabled());
    m_room->model.self().invited = true;
    m_room->model.snapshot();
    QVERIFY(microphone->isEnabled());
}

void TestPeople::countdown_isShown_whileTheSessionEnds()
{
    auto &view = m_room->model.current;
    view.room.session.closing = Closing::HostLeft;
    view.closesAt = m_clock.now() + 15min;
    m_room->model.snapshot();
    auto *banner = child<QLabel>("bannerLabel");
    QCOMPARE(banner->text(),
             u"The host left. The session ends in 15:00 unless a host comes back."_s);
    m_clock.advance(61s);
    QTRY_COMPARE(banner->text(),
                 u"The host left. The session ends in 13:59 unless a host comes back."_s);
    view.room.session = {};
    m_room->model.snapshot();
    QVERIFY(!banner->isVisible());
    view.room.session.closing = Closing::Limit;
    view.closesAt = m_clock.now() + 1h;
    QCOMPARE(closingText(view, m_clock.now()),
             u"This session reaches its maximum length in 60 minutes, and ends."_s);
    m_clock.advance(50min);
    QCOMPARE(closingText(view, m_clock.now()),
             u"This session reaches its maximum length in 10:00, and ends."_s);
}

QTEST_MAIN(TestPeople)
#include "test_people.moc"
