#include "app/devices/audio_watch.h"

#include <QAudioDevice>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr std::chrono::seconds kLookEvery{1};

} // namespace

AudioWatch::AudioWatch(AudioDirection direction, QByteArray deviceId)
    : m_direction(direction), m_id(std::move(deviceId))
{
    const auto signal = m_direction == AudioDirection::Input ? &QMediaDevices::audioInputsChanged
                                                             : &QMediaDevices::audioOutputsChanged;
    connect(&m_devices, signal, this, &AudioWatch::checkDevice);
    if (m_direction == AudioDirection::Input) {
        // Qt 6.4 lists PulseAudio's devices anew without telling. PulseAudio itself moves the sound
        // to another device: nobody says which. Loudspeakers may be moved: one hears that.
        connect(&m_timer, &QTimer::timeout, this, &AudioWatch::checkDevice);
        m_timer.start(kLookEvery);
    }
}

void AudioWatch::stateChanged(QAudio::State state, QAudio::Error error)
{
    const bool isError = error != QAudio::NoError && error != QAudio::UnderrunError;
    if (state == QAudio::StoppedState && isError) {
        report(u"audio error %1"_s.arg(static_cast<int>(error)));
    }
}

void AudioWatch::checkDevice()
{
    const auto devices = m_direction == AudioDirection::Input ? QMediaDevices::audioInputs()
                                                              : QMediaDevices::audioOutputs();
    const bool isThere = std::any_of(devices.begin(), devices.end(),
                                     [this](const auto &device) { return device.id() == m_id; });
    if (!isThere) {
        report(u"the device was taken out"_s);
    }
}

void AudioWatch::report(const QString &detail)
{
    if (!m_reported) {
        m_reported = true;
        Q_EMIT lost(detail);
    }
}

} // namespace prosc
