#pragma once

#include <functional>
#include <memory>

namespace prosc {

/// Windows' ways of ending a program that has no window: Ctrl+C and Ctrl+Break, a console that is
/// closed, log-out and shutdown. Free of Qt, so that a program made by mingw can test it. One
/// instance per process at a time.
///
/// After the last three Windows ends the process as soon as it has been answered (and after some
/// seconds in any case), so the thread that answers never does: the process ends by itself once its
/// work is complete.
class ConsoleEvents
{
public:
    enum class Event { Interrupt, Break, Close, SessionEnd };
    /// On a thread of Windows or of this object.
    using Receiver = std::function<void(Event)>;
    /// Where a log-out comes from: a program with windows of its own is told through them.
    enum class Session { Watched, LeftToWindows };

    /// nullptr if there is one already, or if Windows refuses.
    [[nodiscard]] static std::unique_ptr<ConsoleEvents> create(Receiver receiver, Session session);
    /// The receiver is called no more.
    ~ConsoleEvents();
    ConsoleEvents(const ConsoleEvents &) = delete;
    ConsoleEvents &operator=(const ConsoleEvents &) = delete;

private:
    class SessionWindow;
    ConsoleEvents();

    std::unique_ptr<SessionWindow> m_window;
};

} // namespace prosc
