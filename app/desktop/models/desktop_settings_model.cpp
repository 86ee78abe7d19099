#include "app/desktop/models/desktop_settings_model.h"

namespace prosc {

DesktopSettingsModel::DesktopSettingsModel(ObjectThread &engineThread, EngineParts &engine,
                                           ComputerSettings &settings, QString recordingsFolder)
    : m_thread(engineThread), m_engine(engine), m_settings(settings),
      m_recordingsFolder(std::move(recordingsFolder)),
      m_encoders([&engine] { return engine.encoders.all(); })
{
    connect(&m_encoders, &EncoderList::changed, this, &DesktopSettingsModel::encodersChanged);
}

std::vector<EncoderChoice> DesktopSettingsModel::encoders() const
{
    return m_encoders.choices();
}

void DesktopSettingsModel::setEncodingSettings(const EncodingSettings &settings)
{
    m_settings.setEncoding(settings);
    Q_EMIT encodingChanged(settings);
}

void DesktopSettingsModel::setUploadSettings(const UploadSettings &settings)
{
    m_settings.setUploads(settings);
    m_thread.post([engine = &m_engine, settings, folder = m_recordingsFolder] {
        engine->apply(settings, folder);
    });
    Q_EMIT uploadingChanged(settings);
}

} // namespace prosc
