#pragma once

#include "app/base/result.h"

#include <QObject>

namespace prosc {

/// Switches this computer's devices. Whether they are on, or why not, is in the RoomView. Lives on
/// the GUI thread.
class DevicesModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Answered by RoomModel::viewChanged(), and by requestFailed() if it did not work.
    virtual void setCamera(bool on) = 0;
    virtual void setMicrophone(bool on) = 0;
    virtual void setScreen(bool on) = 0;

Q_SIGNALS:
    /// A device could not be switched on, or stopped unexpectedly: DeviceMissing,
    /// PermissionDenied, ...
    void requestFailed(const prosc::Error &error);
    /// It was taken out or failed; the one called `name` is used instead.
    void cameraReplaced(const QString &name);
    void microphoneReplaced(const QString &name);
};

} // namespace prosc
