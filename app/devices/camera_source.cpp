#include "app/devices/camera_source.h"

#include "app/devices/device_permission.h"
#include "app/devices/video_frame_picture.h"

#include <QCameraDevice>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr QSize kWanted(1280, 720);
constexpr float kWantedRate = 30.0F;

/// How far a format is from 720p at 30 frames per second; less is better. Extra pixels cost more
/// than missing ones.
double distance(const QCameraFormat &format)
{
    const QSize size = format.resolution();
    const int over = std::max(0, size.width() - kWanted.width());
    const double pixels = std::abs(size.width() - kWanted.width()) +
                          std::abs(size.height() - kWanted.height()) + over;
    const double rate = std::max(0.0F, kWantedRate - format.maxFrameRate());
    // The CPU has to decode a compressed frame first.
    const double decoding = format.pixelFormat() == QVideoFrameFormat::Format_Jpeg ? 100 : 0;
    return pixels + rate * 60 + decoding;
}

QCameraDevice findCamera(const QString &id)
{
    if (id.isEmpty()) {
        return QMediaDevices::defaultVideoInput();
    }
    const auto cameras = QMediaDevices::videoInputs();
    const auto found = std::find_if(cameras.begin(), cameras.end(), [&id](const auto &camera) {
        return camera.id() == id.toUtf8();
    });
    return found == cameras.end() ? QCameraDevice() : *found;
}

} // namespace

Result<std::unique_ptr<CameraSource>> CameraSource::create(const SourceTarget &target,
                                                           const QString &cameraId)
{
    if (!mayUseDevice(PermittedDevice::Camera)) {
        return fail(ErrorCode::PermissionDenied, u"the camera may not be used"_s);
    }
    const QCameraDevice device = findCamera(cameraId);
    if (device.isNull()) {
        return fail(ErrorCode::DeviceMissing, u"no camera"_s);
    }
    return std::unique_ptr<CameraSource>(new CameraSource(target, device));
}

CameraSource::CameraSource(const SourceTarget &target, const QCameraDevice &device)
    : m_target(target), m_id(device.id()), m_camera(device)
{
    const auto formats = device.videoFormats();
    const auto best =
        std::min_element(formats.begin(), formats.end(),
                         [](const auto &a, const auto &b) { return distance(a) < distance(b); });
    if (best != formats.end()) {
        m_camera.setCameraFormat(*best);
    }
    // Direct: stamped on the camera's thread, not when a busy window gets to it.
    connect(
        &m_sink, &QVideoSink::videoFrameChanged, this,
        [this](const QVideoFrame &frame) { frameArrived(frame); }, Qt::DirectConnection);
    connect(&m_camera, &QCamera::errorOccurred, this,
            [this](QCamera::Error error, const QString &detail) {
                if (error != QCamera::NoError) {
                    reportOnce(detail);
                }
            });
    connect(&m_devices, &QMediaDevices::videoInputsChanged, this, &CameraSource::checkDevice);
    m_session.setCamera(&m_camera);
    m_session.setVideoSink(&m_sink);
    m_camera.start();
}

CameraSource::~CameraSource()
{
    m_camera.stop();
    m_session.setVideoSink(nullptr);
    m_session.setCamera(nullptr);
    m_sink.disconnect(this);
    m_target.sink.rawTrackEnded(m_target.track);
}

void CameraSource::frameArrived(const QVideoFrame &frame) const
{
    // A frame that cannot be read is skipped; the next one comes in 33 ms.
    if (auto picture = toPicture(frame, m_target.clock.now())) {
        m_target.sink.picture(m_target.track, *std::move(picture));
    }
}

void CameraSource::checkDevice()
{
    if (findCamera(QString::fromUtf8(m_id)).isNull()) {
        reportOnce(u"the camera was taken out"_s);
    }
}

void CameraSource::reportOnce(const QString &detail)
{
    if (m_reported) {
        return;
    }
    m_reported = true;
    // Queued: errors also come from inside start(), before anyone can be connected.
    QMetaObject::invokeMethod(
        this,
        [this, detail] {
            Q_EMIT failed(Error{ErrorCode::DeviceMissing, detail});
        },
        Qt::QueuedConnection);
}

} // namespace prosc
