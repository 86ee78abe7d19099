#pragma once

#include <QAudio>
#include <QByteArray>
#include <QMediaDevices>
#include <QObject>
#include <QTimer>

#include <functional>

namespace prosc {

enum class AudioDirection { Input, Output };

/// Reports once that an audio device was unplugged or stopped with an error. Lives on the device's
/// thread.
class AudioWatch : public QObject
{
    Q_OBJECT
public:
    AudioWatch(AudioDirection direction, QByteArray deviceId);

    /// To be called on every change of the device's state.
    void stateChanged(QAudio::State state, QAudio::Error error);

Q_SIGNALS:
    void lost(const QString &detail);

private:
    void checkDevice();
    void report(const QString &detail);

    const AudioDirection m_direction;
    const QByteArray m_id;
    QMediaDevices m_devices;
    QTimer m_timer;
    bool m_reported = false;
};

} // namespace prosc
