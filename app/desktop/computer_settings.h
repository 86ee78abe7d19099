#pragma once

#include "app/recording/ports.h"
#include "app/uploads/upload_settings.h"

#include <QString>

namespace prosc {

/// What a person has set for this computer, kept in the program's folder.
class ComputerSettings
{
public:
    explicit ComputerSettings(QString file);

    /// What is missing or makes no sense in the file is as if it had never been set.
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
