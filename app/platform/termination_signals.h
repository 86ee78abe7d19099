#pragma once

#include "app/base/result.h"

#include <QObject>

#include <memory>

namespace prosc {

/// Turns SIGINT and SIGTERM into a Qt signal on the thread it is made on. One at a time in a
/// process; destroying it brings back what was there before. Where there are no such signals it
/// never fires.
class TerminationSignals : public QObject
{
    Q_OBJECT
public:
    /// TooMany when there is one already, Internal.
    [[nodiscard]] static Result<std::unique_ptr<TerminationSignals>> create();
    ~TerminationSignals() override;

Q_SIGNALS:
    /// SIGINT or SIGTERM came (again).
    void requested(int signalNumber);

private:
    TerminationSignals();
    [[nodiscard]] Status install();
    void drain();

    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace prosc
