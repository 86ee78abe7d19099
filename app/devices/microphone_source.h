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

/// A microphone that runs as long as this object lives, on a thread of its own so that a frozen
/// window does not cut the sound. Blocks of 20 ms, mono or stereo as the device gives it.
/// rawTrackEnded() is sent to the sink when it stops.
class MicrophoneSource : public QObject
{
    Q_OBJECT
public:
    /// `microphoneId` empty: the default one. Made and destroyed on the GUI thread. DeviceMissing.
    [[nodiscard]] static Result<std::unique_ptr<MicrophoneSource>>
    create(const SourceTarget &target, const QString &microphoneId = {});
    ~MicrophoneSource() override;

Q_SIGNALS:
    /// Once: the microphone was taken out or gave an error (DeviceMissing). Destroy the source
    /// then.
    void failed(const prosc::Error &error);

private:
    class Capture;

    MicrophoneSource();
    [[nodiscard]] Status start(const SourceTarget &target, const QAudioDevice &device,
                               const QAudioFormat &format);

    std::unique_ptr<ObjectThread> m_thread;
    /// Made, used and destroyed on m_thread.
    std::unique_ptr<Capture> m_capture;
};

} // namespace prosc
