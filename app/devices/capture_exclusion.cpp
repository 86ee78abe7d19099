#include "app/devices/capture_exclusion.h"

#include "app/devices/window_in_captures.h"

#include <QEvent>
#include <QGuiApplication>
#include <QWindow>

namespace prosc {

namespace {

/// A window that has no native one yet is excluded when it is shown.
void setAll(WindowInCaptures shown)
{
    for (auto *window : QGuiApplication::topLevelWindows()) {
        if (window->handle()) {
            setInCaptures(window->winId(), shown);
        }
    }
}

} // namespace

CaptureExclusion::CaptureExclusion()
{
    setAll(WindowInCaptures::Hidden);
    QCoreApplication::instance()->installEventFilter(this);
}

CaptureExclusion::~CaptureExclusion()
{
    setAll(WindowInCaptures::Shown);
}

bool CaptureExclusion::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Expose) {
        auto *window = qobject_cast<QWindow *>(watched);
        if (window && window->isTopLevel() && window->handle()) {
            setInCaptures(window->winId(), WindowInCaptures::Hidden);
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace prosc
