#include "app/server/uploads/state/superseded_files.h"

#include "app/disk/durable_file.h"
#include "app/disk/files.h"
#include "app/server/uploads/state/upload_files.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace prosc {

SupersededFiles::SupersededFiles(const LibraryRows &rows) : m_rows(rows) {}

QString SupersededFiles::path(const RecordingRow &row) const
{
    return m_rows.folderOf(row) + u"/interrupted.part"_s;
}

QString SupersededFiles::unitsOf(const RecordingRow &row) const
{
    return m_rows.folderOf(row) + u"/interrupted.sha256"_s;
}

bool SupersededFiles::exist(const RecordingRow &row) const
{
    return QFile::exists(path(row));
}

Status SupersededFiles::putAside(const RecordingRow &row) const
{
    const UploadFiles files(m_rows, row);
    QFile::remove(unitsOf(row));
    return renameDurably(files.part(), path(row)).and_then([&] {
        return QFile::exists(files.units()) ? renameDurably(files.units(), unitsOf(row)) : Status();
    });
}

/// Units first: once path() is gone, the move is complete.
Status SupersededFiles::putBack(const RecordingRow &row) const
{
    const UploadFiles files(m_rows, row);
    const QString units = unitsOf(row);
    const auto moved = QFile::exists(units) ? renameDurably(units, files.units()) : Status();
    return moved ? renameDurably(path(row), files.part()) : moved;
}

void SupersededFiles::drop(const RecordingRow &row) const
{
    QFile::remove(path(row));
    QFile::remove(unitsOf(row));
}

Result<std::unique_ptr<FragmentBody>> SupersededFiles::read(const RecordingRow &row) const
{
    auto part = DurableFile::open(path(row), FileMode::ReadOnly);
    return part ? FragmentBody::read(*part, contentOf(unitsOf(row)), -1) : fail(part.error());
}

} // namespace prosc
