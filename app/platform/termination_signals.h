#pragma once

#include "app/base/result.h"

#include <QObject>

#include <memory>

namespace prosc {

/// Turns SIGINT and SIGTERM, and what stands for them on Windows (ConsoleEvents), into a Qt signal
/// on the thread that created it. One instance per process at a time; the destructor restores the
/// previous handlers.
class TerminationSignals : public QObject
{
    Q_OBJECT
public:
    /// TooMany if there is one already, Internal.
    [[nodiscard]] static Result<std::unique_ptr<TerminationSignals>> create();
    ~TerminationSignals() override;

Q_SIGNALS:
    /// SIGINT or SIGTERM arrived (again). On Windows Ctrl+C is SIGINT, all else SIGTERM.
    void requested(int signalNumber);

private:
    TerminationSignals();
    [[nodiscard]] Status install();

    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace prosc
