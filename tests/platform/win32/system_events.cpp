// A program for Windows without Qt, which ctest runs under Wine. Its argument is a case; it exits
// with 0 where all of it holds.
#include "app/platform/console_events.h"

#include <windows.h>

#include <atomic>
#include <cstdio>
#include <string>
#include <string_view>

using namespace prosc;

namespace {

int failWith(const char *what)
{
    std::fprintf(stderr, "%s\n", what);
    return 1;
}

/// Log-out while work goes on: the window must not answer before the process ends.
int sessionEndIsNotAnswered()
{
    std::atomic<bool> isEnding = false;
    auto events = ConsoleEvents::create(
        [&isEnding](ConsoleEvents::Event event) {
            isEnding = event == ConsoleEvents::Event::SessionEnd;
        },
        ConsoleEvents::Session::Watched);
    const HWND window = events ? ::FindWindowW(L"ProsceniumSession", nullptr) : nullptr;
    if (!window) {
        return failWith("no window");
    }
    if (ConsoleEvents::create([](ConsoleEvents::Event) {}, ConsoleEvents::Session::Watched)) {
        return failWith("a second one was made");
    }
    if (::SendMessageW(window, WM_QUERYENDSESSION, 0, 0) == FALSE) {
        return failWith("a log-out is refused");
    }
    ::SendMessageW(window, WM_ENDSESSION, FALSE, 0); // somebody else has refused it
    if (isEnding) {
        return failWith("a log-out that was cancelled is delivered");
    }
    DWORD_PTR answer = 0;
    const auto sent =
        ::SendMessageTimeoutW(window, WM_ENDSESSION, TRUE, 0, SMTO_NORMAL, 500, &answer);
    if (!isEnding || sent != 0) {
        return failWith(isEnding ? "a log-out was answered" : "a log-out is not delivered");
    }
    events.reset(); // does not wait for the thread that never answers
    return 0;
}

int endsWithoutEvents()
{
    for (int i = 0; i < 20; ++i) {
        if (!ConsoleEvents::create([](ConsoleEvents::Event) {}, ConsoleEvents::Session::Watched)) {
            return failWith("not made again");
        }
    }
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    const std::string name = argc == 2 ? argv[1] : "";
    if (name == "session") {
        return sessionEndIsNotAnswered();
    }
    return name == "again" ? endsWithoutEvents() : failWith("which case?");
}
