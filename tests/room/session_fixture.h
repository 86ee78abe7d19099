#pragma once

#include "app/room/session/room_session.h"
#include "tests/room/fake_room_link.h"

#include <QTest>

#include <memory>

namespace prosc {

/// A session on a link that the test controls; a base class for tests.
class SessionFixture
{
protected:
    void makeSession()
    {
        m_link = std::make_unique<FakeRoomLink>();
        m_session = std::make_unique<RoomSession>(
            *m_link, SessionIdentity{QStringLiteral("token"), QStringLiteral("Zoë"),
                                     FormFactor::Desktop, ClientKind::Desktop});
    }

    void endSession()
    {
        m_session.reset();
        m_link.reset();
    }

    void enterRoom()
    {
        m_session->join();
        m_link->accept();
        m_link->welcome();
    }

    /// Cuts the link; the session's next attempt succeeds.
    void cutAndReturn()
    {
        const auto opens = m_link->opens.size();
        m_link->cut();
        QTRY_COMPARE(m_link->opens.size(), opens + 1);
        m_link->accept();
        m_link->welcome();
    }

    std::unique_ptr<FakeRoomLink> m_link;
    std::unique_ptr<RoomSession> m_session;
};

} // namespace prosc
