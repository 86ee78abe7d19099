#pragma once

#include "tests/fake_clock.h"

namespace prosc::test {

/// A FakeClock that starts at a fixed moment, which tokens and certificates can be compared with.
struct FixedClock : FakeClock
{
    FixedClock()
        : FakeClock(MediaTime{0},
                    QDateTime::fromString(QStringLiteral("2026-03-01T12:00:00Z"), Qt::ISODate))
    {
    }
};

} // namespace prosc::test
