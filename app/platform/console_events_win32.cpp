#include "app/platform/console_events.h"

#include <windows.h>

#include <future>
#include <mutex>
#include <optional>
#include <thread>

namespace prosc {

namespace {

/// Global because a console's handler gets no context.
struct Registered
{
    std::mutex mutex;
    /// Empty while there is no ConsoleEvents.
    ConsoleEvents::Receiver receiver;
    /// A thread that Windows has asked waits for the end of the process, and holds Windows' lock of
    /// the handlers.
    bool isEnding = false;
};

Registered &registered()
{
    static Registered only;
    return only;
}

bool endsTheProcess(ConsoleEvents::Event event)
{
    return event == ConsoleEvents::Event::Close || event == ConsoleEvents::Event::SessionEnd;
}

void deliver(ConsoleEvents::Event event)
{
    const std::lock_guard lock(registered().mutex);
    registered().isEnding = registered().isEnding || endsTheProcess(event);
    if (registered().receiver) {
        registered().receiver(event);
    }
}

/// Answering would end the process in the middle of its recording.
[[noreturn]] void waitForTheProcessToEnd()
{
    for (;;) {
        ::Sleep(INFINITE);
    }
}

std::optional<ConsoleEvents::Event> eventOf(DWORD type)
{
    switch (type) {
    case CTRL_C_EVENT:
        return ConsoleEvents::Event::Interrupt;
    case CTRL_BREAK_EVENT:
        return ConsoleEvents::Event::Break;
    case CTRL_CLOSE_EVENT:
        return ConsoleEvents::Event::Close;
    case CTRL_LOGOFF_EVENT:
    case CTRL_SHUTDOWN_EVENT:
        return ConsoleEvents::Event::SessionEnd;
    default:
        return std::nullopt;
    }
}

/// On a thread that Windows makes for it.
BOOL WINAPI handle(DWORD type)
{
    const auto event = eventOf(type);
    if (!event) {
        return FALSE;
    }
    deliver(*event);
    if (endsTheProcess(*event)) {
        waitForTheProcessToEnd();
    }
    return TRUE;
}

LRESULT CALLBACK answer(HWND window, UINT message, WPARAM word, LPARAM more)
{
    if (message == WM_ENDSESSION && word != FALSE) {
        deliver(ConsoleEvents::Event::SessionEnd);
        waitForTheProcessToEnd();
    }
    if (message == WM_DESTROY) {
        ::PostQuitMessage(0);
        return 0;
    }
    return ::DefWindowProcW(window, message, word, more);
}

} // namespace

/// A window that is never shown, on a thread of its own: a program that has loaded user32.dll, as
/// Qt does, is told of a log-out only so. Not a message-only window, which is told nothing.
class ConsoleEvents::SessionWindow
{
public:
    SessionWindow()
    {
        std::promise<HWND> made;
        auto window = made.get_future();
        m_thread = std::thread([&made] { run(made); });
        m_window = window.get();
    }

    ~SessionWindow()
    {
        if (m_window) {
            ::PostMessageW(m_window, WM_CLOSE, 0, 0);
        }
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    /// For a thread that waits for the end of the process.
    void leave() { m_thread.detach(); }

    SessionWindow(const SessionWindow &) = delete;
    SessionWindow &operator=(const SessionWindow &) = delete;

    [[nodiscard]] bool exists() const { return m_window != nullptr; }

private:
    static constexpr const wchar_t *kClass = L"ProsceniumSession";

    static void run(std::promise<HWND> &made)
    {
        WNDCLASSW description{};
        description.lpfnWndProc = answer;
        description.hInstance = ::GetModuleHandleW(nullptr);
        description.lpszClassName = kClass;
        ::RegisterClassW(&description);
        const HWND window = ::CreateWindowExW(0, kClass, L"Proscenium", WS_OVERLAPPED, 0, 0, 0, 0,
                                              nullptr, nullptr, description.hInstance, nullptr);
        made.set_value(window);
        MSG message{};
        while (window && ::GetMessageW(&message, nullptr, 0, 0) > 0) {
            ::DispatchMessageW(&message);
        }
        ::UnregisterClassW(kClass, description.hInstance);
    }

    HWND m_window = nullptr;
    std::thread m_thread;
};

ConsoleEvents::ConsoleEvents() = default;

std::unique_ptr<ConsoleEvents> ConsoleEvents::create(Receiver receiver, Session session)
{
    {
        const std::lock_guard lock(registered().mutex);
        if (registered().receiver) {
            return nullptr;
        }
        registered().receiver = std::move(receiver);
    }
    std::unique_ptr<ConsoleEvents> events(new ConsoleEvents);
    if (::SetConsoleCtrlHandler(handle, TRUE) == FALSE) {
        return nullptr;
    }
    if (session == Session::Watched) {
        events->m_window = std::make_unique<SessionWindow>();
        if (!events->m_window->exists()) {
            return nullptr;
        }
    }
    return events;
}

ConsoleEvents::~ConsoleEvents()
{
    bool isEnding = false;
    {
        const std::lock_guard lock(registered().mutex);
        registered().receiver = {};
        isEnding = registered().isEnding;
    }
    if (!isEnding) {
        ::SetConsoleCtrlHandler(handle, FALSE);
    } else if (m_window) {
        m_window->leave();
    }
}

} // namespace prosc
