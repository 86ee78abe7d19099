#pragma once

#include "app/recording/ports.h"
#include "app/uploads/upload_settings.h"

#include <QString>

namespace prosc {

/// The user's settings for this computer, stored in the program's folder.
class ComputerSettings
{
public:
    explicit ComputerSettings(QString file);

    /// Missing or invalid values in the file count as never set.
    [[nodiscard]] const EncodingSettings &encoding() const { return m_encoding; }
    void setEncoding(const EncodingSettings &encoding);
    [[nodiscard]] const UploadSettings &uploads() const { return m_uploads; }
    void setUploads(const UploadSettings &uploads);

private:
    void save() const;

    QString m_file;
    EncodingSettings m_encoding;
    UploadSettings m_uploads;
};

} // namespace prosc
