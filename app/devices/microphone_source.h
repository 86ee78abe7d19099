#pragma once

#include "app/base/object_thread.h"
#include "app/base/result.h"
#include "app/devices/source_target.h"

#include <QObject>

#include <memory>

QT_BEGIN_NAMESPACE
class QAudioDevice;
class QAudioFormat;
QT_END_NAMESPACE

namespace prosc {

/// A microphone that runs while this object lives, on its own thread so that a frozen window does
/// not interrupt the audio. Blocks of 20 ms, mono or stereo as the device delivers them. The sink
/// receives rawTrackEnded() when it stops.
class MicrophoneSource : public QObject
{
    Q_OBJECT
public:
    /// `microphoneId` empty: the default one. Created and destroyed on the GUI thread.
    /// DeviceMissing; PermissionDenied until the user allows it, see askForDevice().
    [[nodiscard]] static Result<std::unique_ptr<MicrophoneSource>>
    create(const SourceTarget &target, const QString &microphoneId = {});
    ~MicrophoneSource() override;

    /// As in DeviceInfo.
    [[nodiscard]] const QString &id() const { return m_id; }

Q_SIGNALS:
    /// Emitted once: the microphone was unplugged or reported an error (DeviceMissing). Destroy the
    /// source then.
    void failed(const prosc::Error &error);

private:
    class Capture;

    MicrophoneSource();
    [[nodiscard]] Status start(const SourceTarget &target, const QAudioDevice &device,
                               const QAudioFormat &format);

    QString m_id;
    std::unique_ptr<ObjectThread> m_thread;
    /// Created, used and destroyed on m_thread.
    std::unique_ptr<Capture> m_capture;
};

} // namespace prosc
