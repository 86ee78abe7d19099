#include "app/devices/loudspeaker_sink.h"

#include "app/devices/audio_format.h"
#include "app/devices/audio_watch.h"

#include <QAudioSink>
#include <QIODevice>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

// Below 100 ms the device underruns, and PulseAudio's never starts again.
constexpr int kPlaybackBufferMs = 120;
constexpr qint64 kMaxFrames = AudioBlock::kSampleRate / 10;

QAudioDevice findSpeaker(const QString &id)
{
    if (id.isEmpty()) {
        return QMediaDevices::defaultAudioOutput();
    }
    const auto devices = QMediaDevices::audioOutputs();
    const auto found = std::find_if(devices.begin(), devices.end(), [&id](const auto &device) {
        return device.id() == id.toUtf8();
    });
    return found == devices.end() ? QAudioDevice() : *found;
}

/// What the audio device reads from: the mix, in the device's format. It never ends.
class PullDevice : public QIODevice
{
public:
    PullDevice(AudioPullSource &source, const QAudioFormat &format)
        : m_source(source), m_format(format)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return kMaxFrames * m_format.bytesPerFrame();
    }

protected:
    qint64 readData(char *data, qint64 maxBytes) override
    {
        const qint64 frames = std::min(kMaxFrames, maxBytes / m_format.bytesPerFrame());
        m_samples.assign(static_cast<size_t>(frames) * 2, 0.0F);
        m_source.pullAudio(m_samples);
        fromStereo(m_samples, m_format, data);
        return frames * m_format.bytesPerFrame();
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    AudioPullSource &m_source;
    const QAudioFormat m_format;
    std::vector<float> m_samples;
};

} // namespace

/// Lives on the loudspeaker's thread.
class LoudspeakerSink::Playback : public QObject
{
public:
    Playback(AudioPullSource &source, const QAudioDevice &device, const QAudioFormat &format)
        : watch(AudioDirection::Output, device.id()), m_pull(source, format), m_sink(device, format)
    {
        m_sink.setBufferSize(format.bytesForDuration(kPlaybackBufferMs * 1000));
        connect(&m_sink, &QAudioSink::stateChanged, &watch,
                [this](QAudio::State state) { watch.stateChanged(state, m_sink.error()); });
    }

    [[nodiscard]] Status start()
    {
        m_sink.start(&m_pull);
        const auto error = m_sink.error();
        if (error != QAudio::NoError && error != QAudio::UnderrunError) {
            return fail(ErrorCode::DeviceMissing, u"the loudspeaker does not open"_s);
        }
        return {};
    }

    void stop()
    {
        m_sink.disconnect(&watch);
        m_sink.stop();
    }

    AudioWatch watch;

private:
    PullDevice m_pull;
    QAudioSink m_sink;
};

LoudspeakerSink::LoudspeakerSink() = default;

Result<std::unique_ptr<LoudspeakerSink>> LoudspeakerSink::create(AudioPullSource &source,
                                                                 const QString &speakerId)
{
    const QAudioDevice device = findSpeaker(speakerId);
    if (device.isNull()) {
        return fail(ErrorCode::DeviceMissing, u"no loudspeaker"_s);
    }
    const auto format = supportedFormat(device, 2);
    if (!format) {
        return fail(ErrorCode::DeviceMissing, u"the loudspeaker has no 48 kHz"_s);
    }
    std::unique_ptr<LoudspeakerSink> made(new LoudspeakerSink);
    if (const auto ok = made->start(source, device, *format); !ok) {
        return fail(ok.error());
    }
    return made;
}

Status LoudspeakerSink::start(AudioPullSource &source, const QAudioDevice &device,
                              const QAudioFormat &format)
{
    m_thread = std::make_unique<ObjectThread>(u"loudspeaker"_s);
    Status started;
    m_thread->call([&] {
        m_playback = std::make_unique<Playback>(source, device, format);
        connect(&m_playback->watch, &AudioWatch::lost, this, [this](const QString &detail) {
            Q_EMIT failed(Error{ErrorCode::DeviceMissing, detail});
        });
        started = m_playback->start();
    });
    return started;
}

LoudspeakerSink::~LoudspeakerSink()
{
    if (m_thread) {
        m_thread->call([this] {
            m_playback->stop();
            m_playback.reset();
        });
    }
}

} // namespace prosc
