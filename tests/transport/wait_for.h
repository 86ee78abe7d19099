#pragma once

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

#include <functional>

/// Runs the event loop until `condition` holds, for at most `ms`; returns whether it holds.
inline bool waitFor(int ms, const std::function<bool()> &condition)
{
    const QDeadlineTimer deadline(ms);
    QEventLoop loop;
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &loop, [&] {
        if (condition() || deadline.hasExpired()) {
            loop.quit();
        }
    });
    tick.start(10);
    if (!condition()) {
        loop.exec();
    }
    return condition();
}
