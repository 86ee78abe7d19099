#include "app/platform/console_events.h"
#include "app/platform/termination_signals.h"

#include <QCoreApplication>

#include <csignal>

using namespace Qt::StringLiterals;

namespace prosc {

class TerminationSignals::Impl
{
public:
    std::unique_ptr<ConsoleEvents> events;
};

TerminationSignals::TerminationSignals() : m_impl(std::make_unique<Impl>()) {}

Result<std::unique_ptr<TerminationSignals>> TerminationSignals::create()
{
    std::unique_ptr<TerminationSignals> made(new TerminationSignals);
    if (const auto ok = made->install(); !ok) {
        return fail(ok.error());
    }
    return made;
}

Status TerminationSignals::install()
{
    // Qt tells a program with windows itself (QGuiApplication::commitDataRequest).
    const auto *app = QCoreApplication::instance();
    const auto session = app && app->inherits("QGuiApplication")
                             ? ConsoleEvents::Session::LeftToWindows
                             : ConsoleEvents::Session::Watched;
    m_impl->events = ConsoleEvents::create(
        [this](ConsoleEvents::Event event) {
            const int number = event == ConsoleEvents::Event::Interrupt ? SIGINT : SIGTERM;
            QMetaObject::invokeMethod(
                this, [this, number] { Q_EMIT requested(number); }, Qt::QueuedConnection);
        },
        session);
    return m_impl->events ? Status()
                          : fail(ErrorCode::TooMany, u"the console's events are taken"_s);
}

TerminationSignals::~TerminationSignals() = default;

} // namespace prosc
