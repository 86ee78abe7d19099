#pragma once

#include "app/recording/ports.h"
#include "app/uploads/upload_settings.h"

#include <QObject>

#include <vector>

namespace prosc {

/// The settings of this computer, whatever room is open. Lives on the GUI thread.
class SettingsModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// They apply from the next recording on.
    [[nodiscard]] virtual EncodingSettings encodingSettings() const = 0;
    virtual void setEncodingSettings(const EncodingSettings &settings) = 0;
    /// In the order in which they are tried. Empty at first: the first call starts probing them,
    /// and encodersChanged() follows.
    [[nodiscard]] virtual std::vector<EncoderChoice> encoders() const = 0;
    /// They apply immediately.
    [[nodiscard]] virtual UploadSettings uploadSettings() const = 0;
    virtual void setUploadSettings(const UploadSettings &settings) = 0;

Q_SIGNALS:
    /// encoders() returns more than before.
    void encodersChanged();
};

} // namespace prosc
