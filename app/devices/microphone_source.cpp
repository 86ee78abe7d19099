#include "app/devices/microphone_source.h"

#include "app/devices/audio_format.h"
#include "app/devices/audio_watch.h"
#include "app/devices/block_stamper.h"
#include "app/devices/device_permission.h"

#include <QAudioSource>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kCaptureBufferMs = 100;

QAudioDevice findMicrophone(const QString &id)
{
    if (id.isEmpty()) {
        return QMediaDevices::defaultAudioInput();
    }
    const auto devices = QMediaDevices::audioInputs();
    const auto found = std::find_if(devices.begin(), devices.end(), [&id](const auto &device) {
        return device.id() == id.toUtf8();
    });
    return found == devices.end() ? QAudioDevice() : *found;
}

} // namespace

/// Lives on the microphone's thread.
class MicrophoneSource::Capture : public QObject
{
public:
    Capture(const SourceTarget &target, const QAudioDevice &device, const QAudioFormat &format)
        : watch(AudioDirection::Input, device.id()), m_target(target), m_format(format),
          m_stamper(format.channelCount()), m_source(device, format)
    {
        connect(&m_source, &QAudioSource::stateChanged, &watch,
                [this](QAudio::State state) { watch.stateChanged(state, m_source.error()); });
    }

    [[nodiscard]] Status start()
    {
        m_source.setBufferSize(m_format.bytesForDuration(kCaptureBufferMs * 1000));
        m_device = m_source.start();
        if (m_device == nullptr || m_source.error() != QAudio::NoError) {
            return fail(ErrorCode::DeviceMissing, u"the microphone does not open"_s);
        }
        connect(m_device, &QIODevice::readyRead, this, [this] { readSamples(); });
        return {};
    }

    void stop()
    {
        m_source.disconnect(&watch);
        m_source.stop();
        m_target.sink.rawTrackEnded(m_target.track);
    }

    AudioWatch watch;

private:
    void readSamples()
    {
        const QByteArray bytes = m_device->readAll();
        const MediaTime now = m_target.clock.now();
        for (AudioBlock &block : m_stamper.add(toFloat(bytes, m_format), now)) {
            m_target.sink.audio(m_target.track, std::move(block));
        }
    }

    const SourceTarget m_target;
    const QAudioFormat m_format;
    BlockStamper m_stamper;
    QAudioSource m_source;
    QIODevice *m_device = nullptr;
};

MicrophoneSource::MicrophoneSource() = default;

Result<std::unique_ptr<MicrophoneSource>> MicrophoneSource::create(const SourceTarget &target,
                                                                   const QString &microphoneId)
{
    if (!mayUseDevice(PermittedDevice::Microphone)) {
        return fail(ErrorCode::PermissionDenied, u"the microphone may not be used"_s);
    }
    const QAudioDevice device = findMicrophone(microphoneId);
    if (device.isNull()) {
        return fail(ErrorCode::DeviceMissing, u"no microphone"_s);
    }
    const auto format = supportedFormat(device, 1);
    if (!format) {
        return fail(ErrorCode::DeviceMissing, u"the microphone has no 48 kHz"_s);
    }
    std::unique_ptr<MicrophoneSource> made(new MicrophoneSource);
    made->m_id = QString::fromUtf8(device.id());
    if (const auto ok = made->start(target, device, *format); !ok) {
        return fail(ok.error());
    }
    return made;
}

Status MicrophoneSource::start(const SourceTarget &target, const QAudioDevice &device,
                               const QAudioFormat &format)
{
    m_thread = std::make_unique<ObjectThread>(u"microphone"_s);
    Status started;
    m_thread->call([&] {
        m_capture = std::make_unique<Capture>(target, device, format);
        connect(&m_capture->watch, &AudioWatch::lost, this, [this](const QString &detail) {
            Q_EMIT failed(Error{ErrorCode::DeviceMissing, detail});
        });
        started = m_capture->start();
    });
    return started;
}

MicrophoneSource::~MicrophoneSource()
{
    if (m_thread) {
        m_thread->call([this] {
            m_capture->stop();
            m_capture.reset();
        });
    }
}

} // namespace prosc
