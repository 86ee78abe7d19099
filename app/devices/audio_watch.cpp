#include "app/devices/audio_watch.h"

#include <QAudioDevice>

#include <algorithm>

namespace prosc {

AudioWatch::AudioWatch(AudioDirection direction, QByteArray deviceId)
    : m_direction(direction), m_id(std::move(deviceId))
{
    const auto signal = m_direction == AudioDirection::Input ? &QMediaDevices::audioInputsChanged
                                                             : &QMediaDevices::audioOutputsChanged;
    connect(&m_devices, signal, this, &AudioWatch::checkDevice);
}

void AudioWatch::stateChanged(QAudio::State state, QAudio::Error error)
{
    const bool isError = error != QAudio::NoError && error != QAudio::UnderrunError;
    if (state == QAudio::StoppedState && isError) {
        report(QStringLiteral("audio error %1").arg(static_cast<int>(error)));
    }
}

void AudioWatch::checkDevice()
{
    const auto devices = m_direction == AudioDirection::Input ? QMediaDevices::audioInputs()
                                                              : QMediaDevices::audioOutputs();
    const bool isThere = std::any_of(devices.begin(), devices.end(),
                                     [this](const auto &device) { return device.id() == m_id; });
    if (!isThere) {
        report(QStringLiteral("the device was taken out"));
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
