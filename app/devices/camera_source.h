#pragma once

#include "app/base/result.h"
#include "app/devices/source_target.h"

#include <QCamera>
#include <QMediaCaptureSession>
#include <QMediaDevices>
#include <QVideoSink>

#include <memory>

namespace prosc {

/// A camera that runs while this object lives. Lives on the GUI thread; pictures come on the
/// camera's thread or the GUI thread, one at a time. The sink receives rawTrackEnded() when this is
/// destroyed.
class CameraSource : public QObject
{
    Q_OBJECT
public:
    /// `cameraId` empty: the default camera. DeviceMissing; PermissionDenied until the user allows
    /// it, see askForDevice(). A camera that another program is using is reported by failed().
    [[nodiscard]] static Result<std::unique_ptr<CameraSource>> create(const SourceTarget &target,
                                                                      const QString &cameraId = {});
    ~CameraSource() override;

    /// As in DeviceInfo.
    [[nodiscard]] QString id() const { return QString::fromUtf8(m_id); }

Q_SIGNALS:
    /// Emitted once: the camera was unplugged or reported an error (DeviceMissing with the driver's
    /// detail). Destroy the source then.
    void failed(const prosc::Error &error);

private:
    CameraSource(const SourceTarget &target, const QCameraDevice &device);

    void frameArrived(const QVideoFrame &frame) const;
    void checkDevice();
    void reportOnce(const QString &detail);

    const SourceTarget m_target;
    const QByteArray m_id;
    QMediaDevices m_devices;
    QMediaCaptureSession m_session;
    QVideoSink m_sink;
    QCamera m_camera;
    bool m_reported = false;
};

} // namespace prosc
