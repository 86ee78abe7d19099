#pragma once

#include "app/base/object_thread.h"
#include "app/composition/engine_parts.h"
#include "app/desktop/models/computer_settings.h"
#include "app/desktop/models/encoder_list.h"
#include "ui/model/settings_model.h"

namespace prosc {

/// Stores the settings of this computer and applies those that all rooms share. Lives on the GUI
/// thread.
class DesktopSettingsModel final : public SettingsModel
{
    Q_OBJECT
public:
    /// The first three outlive this. The local copies of uploads are in `recordingsFolder`.
    DesktopSettingsModel(ObjectThread &engineThread, EngineParts &engine,
                         ComputerSettings &settings, QString recordingsFolder);

    [[nodiscard]] EncodingSettings encodingSettings() const override
    {
        return m_settings.encoding();
    }
    void setEncodingSettings(const EncodingSettings &settings) override;
    [[nodiscard]] std::vector<EncoderChoice> encoders() const override;
    [[nodiscard]] UploadSettings uploadSettings() const override { return m_settings.uploads(); }
    void setUploadSettings(const UploadSettings &settings) override;

Q_SIGNALS:
    void encodingChanged(const prosc::EncodingSettings &settings);
    void uploadingChanged(const prosc::UploadSettings &settings);

private:
    ObjectThread &m_thread;
    EngineParts &m_engine;
    ComputerSettings &m_settings;
    const QString m_recordingsFolder;
    /// Asking for them is what starts the probe.
    mutable EncoderList m_encoders;
};

} // namespace prosc
