#include "app/devices/device_list.h"

#include <QAudioDevice>
#include <QCameraDevice>

namespace prosc {

namespace {

template <class Device>
std::vector<DeviceInfo> infos(const QList<Device> &devices)
{
    std::vector<DeviceInfo> all;
    all.reserve(static_cast<size_t>(devices.size()));
    for (const Device &device : devices) {
        all.push_back({QString::fromUtf8(device.id()), device.description(), device.isDefault()});
    }
    return all;
}

} // namespace

DeviceList::DeviceList(QObject *parent) : QObject(parent)
{
    connect(&m_devices, &QMediaDevices::videoInputsChanged, this, &DeviceList::changed);
    connect(&m_devices, &QMediaDevices::audioInputsChanged, this, &DeviceList::changed);
    connect(&m_devices, &QMediaDevices::audioOutputsChanged, this, &DeviceList::changed);
}

std::vector<DeviceInfo> DeviceList::cameras() const
{
    return infos(QMediaDevices::videoInputs());
}

std::vector<DeviceInfo> DeviceList::microphones() const
{
    return infos(QMediaDevices::audioInputs());
}

std::vector<DeviceInfo> DeviceList::speakers() const
{
    return infos(QMediaDevices::audioOutputs());
}

} // namespace prosc
