#include "app/devices/device_permission.h"

#include <QCoreApplication>

#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
#include <QtCore/QPermissions> // named with its module: tests/structure knows the headers of older releases
#endif

#include <utility>

namespace prosc {

#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0) && QT_CONFIG(permissions)

namespace {

/// Calls `use` with Qt's permission for `device`.
template <class Use>
auto withPermission(PermittedDevice device, Use use)
{
    return device == PermittedDevice::Camera ? use(QCameraPermission())
                                             : use(QMicrophonePermission());
}

Qt::PermissionStatus statusOf(PermittedDevice device)
{
    return withPermission(device,
                          [](const auto &permission) { return qApp->checkPermission(permission); });
}

} // namespace

bool mayUseDevice(PermittedDevice device)
{
    return statusOf(device) == Qt::PermissionStatus::Granted;
}

void askForDevice(PermittedDevice device, QObject *context, std::function<void()> answered)
{
    if (statusOf(device) != Qt::PermissionStatus::Undetermined) {
        return answered();
    }
    withPermission(device, [&](const auto &permission) {
        qApp->requestPermission(
            permission, context,
            [answered = std::move(answered)](const QPermission &) { answered(); });
    });
}

#else

bool mayUseDevice(PermittedDevice)
{
    return true;
}

void askForDevice(PermittedDevice, QObject *, std::function<void()> answered)
{
    answered();
}

#endif

} // namespace prosc
