#include "app/disk/durable_file.h"

#include "app/disk/file_error.h"
#include "app/disk/native_path.h"

#include <algorithm>
#include <array>

namespace prosc {

Result<DurableFile> DurableFile::open(const QString &path, FileMode mode)
{
    auto file = SystemFile::open(nativePath(path), mode);
    if (!file) {
        return fail(errorOf(file.error()));
    }
    return DurableFile(std::move(*file));
}

Status DurableFile::writeAt(int64_t offset, const QByteArray &bytes)
{
    return resultOf(m_file.writeAt(offset, {bytes.constData(), static_cast<size_t>(bytes.size())}));
}

Result<QByteArray> DurableFile::readAt(int64_t offset, int64_t length) const
{
    const auto available = size();
    if (!available) {
        return fail(available.error());
    }
    QByteArray bytes(std::clamp<int64_t>(*available - offset, 0, length), Qt::Uninitialized);
    const auto got = m_file.readAt(offset, {bytes.data(), static_cast<size_t>(bytes.size())});
    if (!got) {
        return fail(errorOf(got.error()));
    }
    bytes.truncate(static_cast<qsizetype>(*got)); // somebody else may have truncated the file
    return bytes;
}

Result<int64_t> DurableFile::size() const
{
    return resultOf(m_file.size());
}

Status DurableFile::truncate(int64_t length)
{
    return resultOf(m_file.truncate(length));
}

Status DurableFile::sync()
{
    return resultOf(m_file.sync());
}

void DurableFile::reserve(int64_t length)
{
    m_file.reserve(length);
}

Result<QByteArray> DurableFile::readAll() const
{
    QByteArray bytes;
    std::array<char, size_t{64} * 1024> buffer{};
    while (true) {
        const auto got = m_file.readAt(bytes.size(), buffer);
        if (!got) {
            return fail(errorOf(got.error()));
        }
        bytes.append(buffer.data(), static_cast<qsizetype>(*got));
        if (*got < buffer.size()) {
            return bytes;
        }
    }
}

bool DurableFile::markInUse()
{
    return m_file.markInUse();
}

Result<bool> DurableFile::isPrivate() const
{
    return resultOf(m_file.isPrivate());
}

} // namespace prosc
