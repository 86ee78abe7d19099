#pragma once

#include "app/base/clock.h"

namespace prosc::test {

/// A clock that stands still until the test moves it.
class FixedClock final : public Clock
{
public:
    [[nodiscard]] MediaTime now() const override { return m_now; }
    [[nodiscard]] QDateTime wallTime() const override { return m_wall; }
    void advance(std::chrono::seconds by)
    {
        m_now += by;
        m_wall = m_wall.addSecs(by.count());
    }

private:
    MediaTime m_now{0};
    QDateTime m_wall = QDateTime::fromString(QStringLiteral("2026-03-01T12:00:00Z"), Qt::ISODate);
};

} // namespace prosc::test
