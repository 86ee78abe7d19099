#pragma once

#include "app/disk/file_layer.h"

#include <algorithm>
#include <mutex>

namespace prosc::test {

/// A disk with `capacity` bytes for all files together. If `stuck`, it rejects every write after
/// the first that did not fit.
class SmallDisk final : public FileLayer
{
public:
    SmallDisk(int64_t capacity, bool stuck) : m_free(capacity), m_stuck(stuck) {}

    Result<std::unique_ptr<DiskFile>> open(const QString &path, FileMode mode) override
    {
        auto file = m_real.open(path, mode);
        if (!file) {
            return file;
        }
        return std::make_unique<File>(*this, std::move(*file));
    }
    Status rename(const QString &from, const QString &to) override
    {
        return m_real.rename(from, to);
    }
    Status remove(const QString &path) override { return m_real.remove(path); }
    Status syncFolder(const QString &folder) override { return m_real.syncFolder(folder); }

private:
    class File final : public DiskFile
    {
    public:
        File(SmallDisk &disk, std::unique_ptr<DiskFile> file)
            : m_disk(disk), m_file(std::move(file))
        {
        }
        Status writeAt(int64_t offset, const QByteArray &bytes) override
        {
            const std::lock_guard lock(m_disk.m_mutex);
            const auto grows = std::max<int64_t>(0, offset + bytes.size() - *m_file->size());
            if (grows > m_disk.m_free || (m_disk.m_stuck && m_disk.m_full)) {
                m_disk.m_full = true;
                const auto fits = std::clamp<int64_t>(m_disk.m_free, 0, bytes.size());
                m_disk.m_free -= fits;
                static_cast<void>(m_file->writeAt(offset, bytes.first(fits)));
                return fail(ErrorCode::DiskFull, QStringLiteral("test"));
            }
            m_disk.m_free -= grows;
            return m_file->writeAt(offset, bytes);
        }
        Result<QByteArray> readAt(int64_t offset, int64_t length) const override
        {
            return m_file->readAt(offset, length);
        }
        Result<int64_t> size() const override { return m_file->size(); }
        Status truncate(int64_t length) override
        {
            const std::lock_guard lock(m_disk.m_mutex);
            m_disk.m_free += *m_file->size() - length;
            return m_file->truncate(length);
        }
        Status sync() override { return m_file->sync(); }
        void reserve(int64_t) override {}

    private:
        SmallDisk &m_disk;
        std::unique_ptr<DiskFile> m_file;
    };

    SystemFileLayer m_real;
    std::mutex m_mutex;
    int64_t m_free;
    bool m_stuck;
    bool m_full = false;
};

/// Logs the operations: w and s write and sync the recording, W and S the journal, F the folder.
class LoggingDisk final : public FileLayer
{
public:
    Result<std::unique_ptr<DiskFile>> open(const QString &path, FileMode mode) override
    {
        auto file = m_real.open(path, mode);
        if (!file) {
            return file;
        }
        const bool journal = path.endsWith(QStringLiteral(".journal"));
        return std::make_unique<File>(log, journal ? "WS" : "ws", std::move(*file));
    }
    Status rename(const QString &from, const QString &to) override
    {
        return m_real.rename(from, to);
    }
    Status remove(const QString &path) override { return m_real.remove(path); }
    Status syncFolder(const QString &folder) override
    {
        log.append('F');
        return m_real.syncFolder(folder);
    }

    QByteArray log;

private:
    class File final : public DiskFile
    {
    public:
        File(QByteArray &log, const char *letters, std::unique_ptr<DiskFile> file)
            : m_log(log), m_letters(letters), m_file(std::move(file))
        {
        }
        Status writeAt(int64_t offset, const QByteArray &bytes) override
        {
            m_log.append(m_letters[0]);
            return m_file->writeAt(offset, bytes);
        }
        Result<QByteArray> readAt(int64_t offset, int64_t length) const override
        {
            return m_file->readAt(offset, length);
        }
        Result<int64_t> size() const override { return m_file->size(); }
        Status truncate(int64_t length) override { return m_file->truncate(length); }
        Status sync() override
        {
            m_log.append(m_letters[1]);
            return m_file->sync();
        }
        void reserve(int64_t length) override { m_file->reserve(length); }

    private:
        QByteArray &m_log;
        const char *m_letters;
        std::unique_ptr<DiskFile> m_file;
    };

    SystemFileLayer m_real;
};

} // namespace prosc::test
