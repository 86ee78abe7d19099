#include "ui/tray_controller.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestTrayController : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void close_quits_whenNothingGoesOn();
    void close_asks_whileHostingAndRecording();
    void keepGoing_putsTheWindowAway_withoutQuitting();
    void stopAndQuit_isAskedFor();
    void cancel_keepsTheWindow();
    void question_followsWhatGoesOn();
    void tray_saysWhatIsNotUploaded_whenNothingGoesOn();

private:
    [[nodiscard]] QDialog *dialog() const
    {
        return m_window->findChild<QDialog *>(u"quitDialog"_s);
    }
    void press(const char *name) const
    {
        QTest::mouseClick(dialog()->findChild<QPushButton *>(QString::fromLatin1(name)),
                          Qt::LeftButton);
    }

    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<TrayController> m_tray;
    std::unique_ptr<QSignalSpy> m_quit;
    std::unique_ptr<QSignalSpy> m_stop;
};

void TestTrayController::init()
{
    m_window = std::make_unique<QWidget>();
    m_tray = std::make_unique<TrayController>(*m_window);
    m_quit = std::make_unique<QSignalSpy>(m_tray.get(), &TrayController::quitRequested);
    m_stop = std::make_unique<QSignalSpy>(m_tray.get(), &TrayController::stopAndQuitRequested);
    m_window->show();
}

void TestTrayController::cleanup()
{
    m_quit.reset();
    m_stop.reset();
    m_tray.reset();
    m_window.reset();
}

void TestTrayController::close_quits_whenNothingGoesOn()
{
    m_window->close();
    QCOMPARE(m_quit->size(), 1);
    QVERIFY(dialog() == nullptr);
}

void TestTrayController::close_asks_whileHostingAndRecording()
{
    m_tray->setWork({true, true, false});
    m_window->close();
    QVERIFY(m_window->isVisible());
    QVERIFY(dialog() != nullptr);
    QCOMPARE(dialog()->findChild<QLabel *>(u"questionLabel"_s)->text(),
             u"This computer hosts the room and is recording. Keep it going in the background?"_s);
    QCOMPARE(m_quit->size(), 0);
}

void TestTrayController::keepGoing_putsTheWindowAway_withoutQuitting()
{
    m_tray->setWork({true, true, false});
    m_window->close();
    press("keepGoingButton");
    QTRY_VERIFY(m_window->isMinimized() || !m_window->isVisible());
    QCOMPARE(m_quit->size(), 0);
    QCOMPARE(m_stop->size(), 0);
}

void TestTrayController::stopAndQuit_isAskedFor()
{
    m_tray->setWork({false, true, false});
    m_window->close();
    press("stopAndQuitButton");
    QCOMPARE(m_stop->size(), 1);
    QCOMPARE(m_quit->size(), 0);
}

void TestTrayController::cancel_keepsTheWindow()
{
    m_tray->setWork({true, false, false});
    m_window->close();
    press("cancelButton");
    QTRY_VERIFY(dialog() == nullptr);
    QVERIFY(m_window->isVisible());
    QCOMPARE(m_quit->size() + m_stop->size(), 0);
}

void TestTrayController::question_followsWhatGoesOn()
{
    m_tray->setWork({true, true, false});
    m_window->close();
    m_tray->setWork({false, false, true});
    QCOMPARE(dialog()->findChild<QLabel *>(u"questionLabel"_s)->text(),
             u"A recording is being uploaded. Keep it going in the background?"_s);
}

void TestTrayController::tray_saysWhatIsNotUploaded_whenNothingGoesOn()
{
    QAction *entry = nullptr;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = widget->findChild<QAction *>(u"trayUploadsAction"_s)) {
            entry = found;
        }
    }
    QVERIFY(entry != nullptr);
    QVERIFY(!entry->isVisible());
    QCOMPARE(m_tray->stateText(), u"Safe to close"_s);
    m_tray->setWork({false, false, false, 2});
    QVERIFY(entry->isVisible());
    QVERIFY2(entry->text().startsWith(QLatin1String("2 recording")), qPrintable(entry->text()));
    QCOMPARE(m_tray->stateText(), entry->text());
    // An upload is in progress.
    m_tray->setWork({false, false, true, 2});
    QCOMPARE(m_tray->stateText(), u"Keep this computer on"_s);
    // Work that waits for a person does not keep the program running.
    m_tray->setWork({false, false, false, 1});
    m_window->close();
    QCOMPARE(m_quit->size(), 1);
}

QTEST_MAIN(TestTrayController)
#include "test_tray_controller.moc"
