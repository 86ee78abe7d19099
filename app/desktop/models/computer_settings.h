#pragma once

#include "app/recording/ports.h"
#include "app/uploads/upload_settings.h"

#include <QJsonObject>
#include <QString>

namespace prosc {

/// The user's settings for this computer, stored in the program's folder.
class ComputerSettings
{
public:
    struct Values
    {
        EncodingSettings encoding;
        UploadSettings uploads;
    };

    explicit ComputerSettings(QString file);

    /// Missing or invalid values in the file count as never set.
    [[nodiscard]] const EncodingSettings &encoding() const { return m_values.encoding; }
    void setEncoding(const EncodingSettings &encoding);
    [[nodiscard]] const UploadSettings &uploads() const { return m_values.uploads; }
    void setUploads(const UploadSettings &uploads);

private:
    void save();

    QString m_file;
    /// As the file was: a newer version's settings are still there when it is installed again.
    QJsonObject m_stored;
    /// False for a file that holds no settings: it is set aside before the first change.
    bool m_isReadable = true;
    Values m_values;
};

} // namespace prosc
