#include "app/server/storage/staged_unit.h"

#include "app/disk/files.h"

#include <QFileInfo>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int64_t kHead = 8;
constexpr int64_t kReadBytes = 256 * 1024;

QByteArray headOf(int64_t base)
{
    QByteArray head(kHead, '\0');
    qToBigEndian(static_cast<quint64>(base), head.data());
    return head;
}

/// nullopt if the file belongs to a different unit.
Result<std::optional<int64_t>> stagedIn(const DurableFile &file, int64_t base)
{
    const auto head = file.readAt(0, kHead);
    const auto size = file.size();
    if (!head || !size) {
        return fail(head ? size.error() : head.error());
    }
    return *head == headOf(base) ? std::optional(*size - kHead) : std::nullopt;
}

} // namespace

StagedUnit::StagedUnit(DurableFile file, int64_t base, int64_t bytes)
    : m_file(std::move(file)), m_base(base), m_bytes(bytes), m_synced(bytes)
{
}

Result<int64_t> StagedUnit::bytesIn(const QString &path, int64_t base)
{
    auto file = DurableFile::open(path, FileMode::ReadOnly);
    if (!file) {
        return file.error().code == ErrorCode::NotFound ? Result<int64_t>(0) : fail(file.error());
    }
    // Size first, then sync: everything counted is then on disk, even if more is being written, or
    // the service that wrote it was killed before it could sync.
    const auto staged = stagedIn(*file, base);
    if (!staged) {
        return fail(staged.error());
    }
    const auto synced = *staged ? file->sync() : Status();
    return synced ? Result<int64_t>(staged->value_or(0)) : fail(synced.error());
}

Result<StagedUnit> StagedUnit::open(const QString &path, int64_t base)
{
    auto file = DurableFile::open(path, FileMode::OpenOrCreate);
    if (!file) {
        return fail(file.error());
    }
    const auto staged = stagedIn(*file, base);
    if (!staged) {
        return fail(staged.error());
    }
    if (!*staged) {
        const auto begun = file->truncate(0)
                               .and_then([&] { return file->writeAt(0, headOf(base)); })
                               .and_then([&] { return syncFolder(QFileInfo(path).path()); });
        if (!begun) {
            return fail(begun.error());
        }
    }
    return StagedUnit(std::move(*file), base, staged->value_or(0));
}

Status StagedUnit::add(const QByteArray &bytes)
{
    auto written = m_file.writeAt(kHead + m_bytes, bytes);
    if (written) {
        m_bytes += bytes.size();
    }
    return written;
}

Status StagedUnit::sync()
{
    auto synced = m_file.sync();
    if (synced) {
        m_synced = m_bytes;
    }
    return synced;
}

Status StagedUnit::goBack()
{
    m_bytes = m_synced;
    return m_file.truncate(kHead + m_synced);
}

Result<QByteArray> StagedUnit::read(int64_t at, int64_t most) const
{
    return m_file.readAt(kHead + at, std::min(most, m_bytes - at));
}

Result<FragmentGate> StagedUnit::gate() const
{
    FragmentGate gate(m_base == 0 ? FragmentGate::Start::OfTheBody
                                  : FragmentGate::Start::BetweenFragments);
    bool isWhole = false;
    for (int64_t at = 0; at < m_bytes;) {
        const auto bytes = read(at, kReadBytes);
        if (!bytes || bytes->isEmpty()) {
            return bytes ? fail(ErrorCode::DiskError, u"it became shorter"_s) : fail(bytes.error());
        }
        const auto passed =
            gate.pass(*bytes, [&](QByteArrayView, bool ends) { isWhole = isWhole || ends; });
        if (!passed || isWhole) {
            return fail(ErrorCode::Malformed, u"what is staged is no unit's start"_s);
        }
        at += bytes->size();
    }
    return gate;
}

} // namespace prosc
