#pragma once

#include "app/disk/file_layer.h"
#include "app/mp4/boxes.h"
#include "app/mp4/crc32c.h"
#include "app/mp4/recording_journal.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStringList>
#include <QtEndian>

#include <algorithm>
#include <limits>

namespace prosc::test {

/// A file in memory. After `operationsLeft` changes it rejects everything with `failure`.
class MemoryFile final : public DiskFile
{
public:
    explicit MemoryFile(QByteArray content) : bytes(std::move(content)) {}

    Status writeAt(int64_t offset, const QByteArray &data) override
    {
        if (auto status = change(); !status) {
            return status;
        }
        if (bytes.size() < offset + data.size()) {
            bytes.resize(offset + data.size());
        }
        std::copy(data.begin(), data.end(), bytes.begin() + offset);
        return {};
    }
    Result<QByteArray> readAt(int64_t offset, int64_t length) const override
    {
        return bytes.mid(offset, length);
    }
    Result<int64_t> size() const override { return int64_t{bytes.size()}; }
    Status truncate(int64_t length) override
    {
        if (auto status = change(); !status) {
            return status;
        }
        bytes.resize(length);
        return {};
    }
    Status sync() override { return change(); }
    void reserve(int64_t) override {}

    QByteArray bytes;
    int operationsLeft = std::numeric_limits<int>::max();

private:
    Status change()
    {
        if (operationsLeft-- <= 0) {
            operationsLeft = 0;
            return fail(ErrorCode::DiskError, QStringLiteral("power cut"));
        }
        return {};
    }
};

inline QByteArray run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60000) || process.exitCode() != 0) {
        qWarning("%s: %s", qPrintable(program), process.readAllStandardError().constData());
        return {};
    }
    return process.readAllStandardOutput();
}

/// A box at the top level of a file, found by an independent parser and not by the code under test.
struct TopBox
{
    QByteArray type;
    qsizetype start = 0;
    qsizetype end = 0;
};

inline QList<TopBox> topBoxes(const QByteArray &bytes)
{
    QList<TopBox> boxes;
    for (qsizetype at = 0; at + 8 <= bytes.size();) {
        auto size = static_cast<qsizetype>(qFromBigEndian<quint32>(bytes.constData() + at));
        if (size == 1) {
            size = static_cast<qsizetype>(qFromBigEndian<quint64>(bytes.constData() + at + 8));
        }
        boxes.append({bytes.mid(at + 4, 4), at, at + size});
        if (size < 8) {
            break;
        }
        at += size;
    }
    return boxes;
}

/// The regular file that recordFragments() leaves in a folder.
inline QString regularFile(const QString &folder, const QString &bFrames)
{
    return QStringLiteral("%1/regular-%2.mp4").arg(folder, bFrames);
}

/// Six seconds of a test picture and a tone, recorded in fragments by ffmpeg, with the 16-byte free
/// box that our writer puts after ftyp. The same packets are in regularFile(): they are encoded
/// only once, because x264 does not produce identical bytes on each run.
inline QByteArray recordFragments(const QString &folder, const QString &bFrames)
{
    const auto recorded = QStringLiteral("%1/recorded-%2.mp4").arg(folder, bFrames);
    run(QStringLiteral("ffmpeg"),
        {QStringLiteral("-v"),
         QStringLiteral("error"),
         QStringLiteral("-y"),
         QStringLiteral("-f"),
         QStringLiteral("lavfi"),
         QStringLiteral("-i"),
         QStringLiteral("testsrc2=size=320x180:rate=30:duration=6"),
         QStringLiteral("-f"),
         QStringLiteral("lavfi"),
         QStringLiteral("-i"),
         QStringLiteral("sine=frequency=440:sample_rate=48000:duration=6"),
         QStringLiteral("-map"),
         QStringLiteral("0:v"),
         QStringLiteral("-map"),
         QStringLiteral("1:a"),
         QStringLiteral("-c:v"),
         QStringLiteral("libx264"),
         QStringLiteral("-preset"),
         QStringLiteral("veryfast"),
         QStringLiteral("-g"),
         QStringLiteral("20"),
         QStringLiteral("-bf"),
         bFrames,
         QStringLiteral("-c:a"),
         QStringLiteral("aac"),
         QStringLiteral("-ac"),
         QStringLiteral("2"),
         QStringLiteral("-flags"),
         QStringLiteral("+global_header"),
         QStringLiteral("-f"),
         QStringLiteral("tee"),
         QStringLiteral("[movflags=frag_keyframe+delay_moov+default_base_moof+skip_trailer]%1|%2")
             .arg(recorded, regularFile(folder, bFrames))});
    QFile file(recorded);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    auto bytes = file.readAll();
    bytes.insert(topBoxes(bytes).value(0).end, freeBox());
    return bytes;
}

/// Where each whole fragment ends, by the independent parser.
inline QList<qsizetype> fragmentEnds(const QByteArray &recording)
{
    QList<qsizetype> ends;
    for (const auto &box : topBoxes(recording)) {
        if (box.type == "mdat" && box.end <= recording.size()) {
            ends.append(box.end);
        }
    }
    return ends;
}

/// The journal of a whole recording: its header, then each fragment.
inline QList<JournalRecord> recordsOf(const QByteArray &recording)
{
    QList<JournalRecord> records;
    qsizetype start = 0;
    auto ends = fragmentEnds(recording);
    ends.prepend(topBoxes(recording).value(2).end);
    for (const auto end : ends) {
        const auto unit = recording.mid(start, end - start);
        JournalRecord record;
        record.sequence = static_cast<uint32_t>(records.size());
        record.offset = start;
        record.length = static_cast<uint32_t>(unit.size());
        record.crc32c = crc32c(unit);
        record.time = std::chrono::microseconds(1000 * records.size());
        record.key = records.size() % 2 == 1;
        record.sha256 = QCryptographicHash::hash(unit, QCryptographicHash::Sha256);
        records.append(record);
        start = end;
    }
    return records;
}

/// The checksum of a recording's body, by the independent parser: SHA-256 over the SHA-256s of its
/// header and of each moof with its mdat.
inline QString checksumOf(const QByteArray &body)
{
    QByteArray list;
    qsizetype start = 0;
    for (const auto &box : topBoxes(body)) {
        if (box.type == "moov" || box.type == "mdat") {
            list += QCryptographicHash::hash(body.mid(start, box.end - start),
                                             QCryptographicHash::Sha256);
            start = box.end;
        }
    }
    return QString::fromLatin1(QCryptographicHash::hash(list, QCryptographicHash::Sha256).toHex());
}

inline QString save(const QString &folder, const QString &name, const QByteArray &bytes)
{
    const QString path = folder + QLatin1Char('/') + name;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        return {};
    }
    return path;
}

/// What identifies a packet, and everything ffprobe knows about it.
inline const QString kPacketCore = QStringLiteral("packet=stream_index,pts,dts,size,data_hash");
inline const QString kPacketAll =
    QStringLiteral("packet=stream_index,pts,dts,duration,size,flags,data_hash,side_data_list");

/// Every packet of a file with a hash of its bytes; sorted, so that interleaving does not matter.
inline QStringList packets(const QString &path, const QString &entries)
{
    auto text =
        QString::fromUtf8(run(QStringLiteral("ffprobe"),
                              {QStringLiteral("-v"), QStringLiteral("error"),
                               QStringLiteral("-show_packets"), QStringLiteral("-show_data_hash"),
                               QStringLiteral("sha256"), QStringLiteral("-show_entries"), entries,
                               QStringLiteral("-of"), QStringLiteral("compact"), path}));
    text.replace(QStringLiteral("\n|data_hash"), QStringLiteral("|data_hash"));
    if (entries == kPacketCore) {
        // ffprobe prints side data unasked; a fragmented file has none.
        static const QRegularExpression sideData(
            QStringLiteral("\\|side_data\\|[^\n]*(?=\\|data_hash)"));
        text.remove(sideData);
    }
    auto lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    lines.sort();
    return lines;
}

/// One entry from ffprobe, such as "format=duration" or "stream=nb_frames".
inline QByteArray probe(const QString &path, const QString &entry, const QStringList &more = {})
{
    return run(QStringLiteral("ffprobe"),
               QStringList{QStringLiteral("-v"), QStringLiteral("error")} + more +
                   QStringList{QStringLiteral("-show_entries"), entry, QStringLiteral("-of"),
                               QStringLiteral("default=nw=1:nk=1"), path})
        .trimmed();
}

} // namespace prosc::test
