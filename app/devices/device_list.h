#pragma once

#include <QMediaDevices>
#include <QObject>
#include <QString>

#include <vector>

namespace prosc {

struct DeviceInfo
{
    /// Stays the same while the device is plugged in; pass it to a source's create().
    QString id;
    /// For display.
    QString name;
    bool isDefault = false;

    friend bool operator==(const DeviceInfo &, const DeviceInfo &) = default;
};

/// The devices currently available on this computer. Needs a QGuiApplication; lives on its thread.
class DeviceList : public QObject
{
    Q_OBJECT
public:
    explicit DeviceList(QObject *parent = nullptr);

    [[nodiscard]] std::vector<DeviceInfo> cameras() const;
    [[nodiscard]] std::vector<DeviceInfo> microphones() const;
    [[nodiscard]] std::vector<DeviceInfo> speakers() const;

Q_SIGNALS:
    /// A device was plugged in or unplugged.
    void changed();

private:
    QMediaDevices m_devices;
};

} // namespace prosc
