#pragma once

#include <QObject>

class QWindow;

namespace prosc {

/// Keeps this program's windows out of what it captures of the screen while this object lives,
/// where the system can do that: Windows 10 of 2020 and later (WDA_EXCLUDEFROMCAPTURE). Elsewhere
/// they are in the picture. GUI thread.
class CaptureExclusion : public QObject
{
public:
    CaptureExclusion();
    ~CaptureExclusion() override;

protected:
    /// Windows that are opened meanwhile.
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace prosc
