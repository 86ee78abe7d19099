#pragma once

#include "tests/fake_clock.h"
#include "tests/ui/scenes.h"
#include "ui/room/room_window.h"

#include <QtTest>

#include <memory>

namespace prosc {

/// A test that opens the window on a room of fakes, anew for each function.
class RoomWindowTest : public QObject
{
protected:
    /// As fillRoom(). The log of calls begins when the window is on the screen.
    void open(const QStringList &names, Role role, QSize size)
    {
        close();
        m_room = std::make_unique<FakeRoom>();
        fillRoom(*m_room, names, role);
        m_window = std::make_unique<RoomWindow>(m_room->models(), m_clock);
        m_window->resize(size);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_room->log.calls.clear();
    }

    void close()
    {
        m_window.reset();
        m_room.reset();
    }

    template <class Widget>
    [[nodiscard]] Widget *child(const char *name) const
    {
        return m_window->findChild<Widget *>(QLatin1String(name));
    }

    FakeClock m_clock;
    std::unique_ptr<FakeRoom> m_room;
    std::unique_ptr<RoomWindow> m_window;
};

} // namespace prosc
