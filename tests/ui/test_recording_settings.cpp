#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/room/room_window.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestRecordingSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void options_areTheRooms();
    void options_areForModerators();
    void encoder_isChosen_fromThoseThatWork();
    void encoder_isShownAsItWasSet_beforeTheyWereTriedOut();
    void budget_isKept_andSaidInWords();
    void opening_changesNothing();
    void wheel_scrollsThePage_overControlsWithoutTheFocus_data();
    void wheel_scrollsThePage_overControlsWithoutTheFocus();

private:
    template <class Widget>
    Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QString::fromLatin1(name));
    }
    [[nodiscard]] bool choiceEnabled(int index) const
    {
        const auto *items =
            qobject_cast<QStandardItemModel *>(child<QComboBox>("encoderCombo")->model());
        return items->item(index)->isEnabled();
    }
    void open() { m_window->openSettings(); }
    void choose(int index)
    {
        auto *combo = child<QComboBox>("encoderCombo");
        combo->setFocus();
        while (combo->currentIndex() != index) {
            QTest::keyClick(combo, combo->currentIndex() < index ? Qt::Key_Down : Qt::Key_Up);
        }
    }

    FakeClock m_clock;
    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<RoomWindow> m_window;
};

void TestRecordingSettings::init()
{
    m_room = std::make_unique<FakeRoom>();
    fillRoom(*m_room, {u"Dana"_s});
    m_room->settings.known = {{u"nvenc"_s, false}, {u"x264"_s, true}, {u"openh264"_s, true}};
    m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestRecordingSettings::cleanup()
{
    m_window.reset();
    m_room.reset();
}

void TestRecordingSettings::options_areTheRooms()
{
    m_room->model.current.room.room.chapters = true;
    m_room->model.snapshot();
    open();
    auto *subtitles = child<QCheckBox>("subtitlesCheck");
    auto *chapters = child<QCheckBox>("chaptersCheck");
    QVERIFY(!subtitles->isChecked());
    QVERIFY(chapters->isChecked());
    subtitles->click();
    QCOMPARE(m_room->log.calls.last(), u"setRecordingOptions subtitles chapters"_s);
    Q_EMIT m_room->model.viewChanged(); // about something else, before the answer
    QVERIFY(subtitles->isChecked());
    // Another moderator changes them.
    m_room->model.current.room.room.subtitles = true;
    m_room->model.current.room.room.chapters = false;
    m_room->model.snapshot();
    QVERIFY(subtitles->isChecked());
    QVERIFY(!chapters->isChecked());
    QCOMPARE(m_room->log.calls.filter(u"setRecordingOptions"_s).size(), 1);
}

void TestRecordingSettings::options_areForModerators()
{
    open();
    QVERIFY(child<QWidget>("recordingSettings")->isVisible());
    m_room->model.current.role = Role::Participant;
    m_room->model.snapshot();
    QVERIFY(!child<QWidget>("recordingSettings")->isVisible());
}

void TestRecordingSettings::encoder_isChosen_fromThoseThatWork()
{
    open();
    auto *combo = child<QComboBox>("encoderCombo");
    QCOMPARE(combo->count(), 4);
    QCOMPARE(combo->itemText(0), u"Automatic"_s);
    QCOMPARE(combo->itemText(1), u"NVIDIA NVENC (not available on this computer)"_s);
    QVERIFY(!choiceEnabled(1));
    QCOMPARE(combo->itemText(2), u"x264"_s);
    QVERIFY(choiceEnabled(2));
    QCOMPARE(combo->currentIndex(), 0);
    choose(2);
    QCOMPARE(m_room->settings.encoding.encoder, u"x264"_s);
    choose(0);
    QCOMPARE(m_room->settings.encoding.encoder, QString());
}

void TestRecordingSettings::encoder_isShownAsItWasSet_beforeTheyWereTriedOut()
{
    const auto known = std::exchange(m_room->settings.known, {});
    m_room->settings.encoding.encoder = u"openh264"_s;
    open();
    auto *combo = child<QComboBox>("encoderCombo");
    QCOMPARE(combo->currentText(), u"OpenH264"_s);
    QCOMPARE(combo->count(), 2);
    m_room->settings.known = known;
    Q_EMIT m_room->settings.encodersChanged();
    QCOMPARE(combo->count(), 4);
    QCOMPARE(combo->currentText(), u"OpenH264"_s);
    QCOMPARE(m_room->settings.encoding.encoder, u"openh264"_s);
}

void TestRecordingSettings::budget_isKept_andSaidInWords()
{
    open();
    auto *slider = child<QSlider>("cpuBudgetSlider");
    QCOMPARE(slider->value(), 50);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(m_room->settings.encoding.cpuBudget, 55);
    QCOMPARE(child<QLabel>("cpuBudgetValue")->text(), u"55%"_s);
    QVERIFY(child<QLabel>("cpuBudgetHint")->text().contains(u"up to 55% of"_s));
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(m_room->settings.encoding.cpuBudget, 10);
    QTest::keyClick(slider, Qt::Key_End);
    QCOMPARE(m_room->settings.encoding.cpuBudget, 100);
    child<QDialog>("settingsDialog")->reject();
    QTRY_VERIFY(child<QDialog>("settingsDialog") == nullptr);
    open();
    QCOMPARE(child<QSlider>("cpuBudgetSlider")->value(), 100);
}

void TestRecordingSettings::opening_changesNothing()
{
    const EncodingSettings set{u"x264"_s, u"fast"_s, 33};
    m_room->settings.encoding = set;
    open();
    QCOMPARE(m_room->settings.encoding, set);
    QVERIFY(m_room->log.calls.filter(u"setRecordingOptions"_s).isEmpty());
    // Settings without a control are left unchanged.
    choose(3);
    QCOMPARE(m_room->settings.encoding, (EncodingSettings{u"openh264"_s, u"fast"_s, 33}));
}

void TestRecordingSettings::wheel_scrollsThePage_overControlsWithoutTheFocus_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("property");
    const auto row = [](const char *name, const char *property) {
        QTest::newRow(name) << QString::fromLatin1(name) << QByteArray(property);
    };
    row("encoderCombo", "currentIndex");
    row("cpuBudgetSlider", "value");
    row("uploadLimitSpin", "value");
    row("uploadLimitUnit", "currentIndex");
    row("localCopiesCombo", "currentIndex");
}

void TestRecordingSettings::wheel_scrollsThePage_overControlsWithoutTheFocus()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, property);
    m_room->settings.uploading.bitRateLimit = 500'000; // otherwise there is no number field
    open();
    auto *dialog = child<QDialog>("settingsDialog");
    dialog->resize(dialog->width(), 300);
    dialog->activateWindow();
    QTRY_VERIFY(dialog->isActiveWindow());
    auto *page = dialog->findChild<QScrollArea *>()->verticalScrollBar();
    QTRY_VERIFY(page->maximum() > 0);
    child<QWidget>("closeButton")->setFocus();
    auto *control = dialog->findChild<QWidget *>(name);
    QVERIFY(control->isVisible());
    QCOMPARE(control->focusPolicy(), Qt::StrongFocus);
    const auto wheelDown = [dialog, control] {
        const QPointF place = control->mapTo(dialog, control->rect().center());
        QWheelEvent event(place, dialog->mapToGlobal(place), {}, QPoint(0, -120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QSpontaneKeyEvent::setSpontaneous(&event); // as from a real mouse
        qApp->notify(dialog->windowHandle(), &event);
    };
    dialog->findChild<QScrollArea *>()->ensureWidgetVisible(control);
    const int top = page->value();
    const QVariant before = control->property(property.constData());
    wheelDown();
    QCOMPARE(control->property(property.constData()), before);
    QVERIFY(page->value() > top);
    QVERIFY(!control->hasFocus());
    // Once the control has the focus, the wheel may change it.
    control->setFocus();
    wheelDown();
    QVERIFY(control->property(property.constData()) != before);
}

QTEST_MAIN(TestRecordingSettings)
#include "test_recording_settings.moc"
