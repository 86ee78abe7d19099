#include "app/server/uploads/state/upload_files.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace prosc {

UploadFiles::UploadFiles(const LibraryRows &rows, const RecordingRow &row)
    : m_folder(rows.folderOf(row)), m_part(rows.partOf(row)),
      m_published(m_folder + QLatin1Char('/') + row.file)
{
}

QString UploadFiles::units() const
{
    return m_folder + u"/fragments.sha256"_s;
}

QString UploadFiles::staged() const
{
    return m_folder + u"/unit.staged"_s;
}

QString UploadFiles::bytes() const
{
    return QFile::exists(m_part) ? m_part : m_published;
}

} // namespace prosc
