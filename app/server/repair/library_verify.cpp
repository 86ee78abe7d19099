#include "app/mp4/moov_builder.h"
#include "app/server/index/recording_meta.h"
#include "app/server/repair/library_repair.h"
#include "app/server/storage/fragment_body.h"

#include <QDir>
#include <QFile>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// nullopt if all is well, otherwise what is wrong.
using Verdict = std::optional<QString>;

/// A recording's folder, as its meta.json describes it.
struct Checked
{
    const RecordingRow &row;
    QString folder;
    MediaItemState state;
};

QString pathOf(const Checked &checked)
{
    const bool isFinal = checked.state == MediaItemState::Ready;
    return checked.folder + QLatin1Char('/') + (isFinal ? checked.row.file : u"upload.part"_s);
}

Verdict checkPlain(DiskFile &file, int64_t size, const QString &sha256)
{
    const auto digest = hashUnit(file, FragmentIndex(), 0, size);
    if (!digest) {
        return u"cannot be read: "_s + digest.error().detail;
    }
    return QString::fromLatin1(digest->toHex()) == sha256 ? Verdict()
                                                          : u"its checksum is another one"_s;
}

/// Checks every unit against the digest stored when it arrived; `kept` holds the digests in unit
/// order.
Verdict checkUnits(DiskFile &file, const FragmentIndex &index, const QByteArray &kept,
                   Sha256 &whole)
{
    std::vector<int64_t> ends{index.headerEnd()};
    ends.insert(ends.end(), index.fragmentEnds().begin(), index.fragmentEnds().end());
    int64_t from = 0;
    for (size_t i = 0; i < ends.size(); ++i) {
        const auto digest = hashUnit(file, index, from, ends[i]);
        if (!digest) {
            return u"cannot be read: "_s + digest.error().detail;
        }
        whole.add(*digest);
        const auto at = static_cast<qsizetype>(i) * FragmentBody::kRecordBytes;
        if (at + FragmentBody::kRecordBytes <= kept.size() && kept.mid(at + 8, 32) != *digest) {
            return u"bytes %1 to %2 are damaged"_s.arg(from).arg(ends[i]);
        }
        from = ends[i];
    }
    return std::nullopt;
}

Verdict checkTail(DiskFile &file, const FragmentIndex &index, int64_t size)
{
    const auto tail = file.readAt(index.wholeBytes(), size - index.wholeBytes());
    if (!tail || *tail != buildMoov(index) || !checkFinalised(file, index)) {
        return u"its index is damaged"_s;
    }
    return std::nullopt;
}

Verdict checkBody(DiskFile &file, int64_t size, const Checked &checked)
{
    const bool published = isPublished(checked.state);
    const auto index = FragmentIndex::read(file, published ? -1 : checked.row.item.received);
    if (!index) {
        return u"cannot be read: "_s + index.error().detail;
    }
    QFile units(checked.folder + u"/fragments.sha256"_s);
    const auto kept = units.open(QIODevice::ReadOnly) ? units.readAll() : QByteArray();
    Sha256 whole;
    if (auto bad = checkUnits(file, *index, kept, whole)) {
        return bad;
    }
    if (!published) {
        return index->wholeBytes() == checked.row.item.received
                   ? Verdict()
                   : u"less of it is there than was received"_s;
    }
    if (QString::fromLatin1(whole.result().toHex()) != checked.row.item.sha256) {
        return u"its checksum is another one"_s;
    }
    return checkTail(file, *index, size);
}

Verdict check(const Checked &checked, int64_t &bytes)
{
    const bool published = isPublished(checked.state);
    const bool isBody = checked.row.layout == UploadLayout::Fragments;
    if (!published && !(isBody && checked.row.item.received > 0)) {
        return std::nullopt; // nothing that has a checksum yet
    }
    auto file = SystemFileLayer().open(pathOf(checked), FileMode::ReadOnly);
    const auto size = file ? (*file)->size() : fail(file.error());
    if (!size) {
        return u"its file cannot be opened: "_s + size.error().detail;
    }
    if (published && *size != checked.row.item.bytes) {
        return u"it has %1 bytes, not %2"_s.arg(*size).arg(checked.row.item.bytes);
    }
    bytes += *size;
    return isBody ? checkBody(**file, *size, checked)
                  : checkPlain(**file, *size, checked.row.item.sha256);
}

/// Reports what is in the index but not in the folders.
void checkIndex(const QString &dataFolder, const LibraryFolders &found, LibraryReport &report)
{
    const QString file = dataFolder + u"/library.sqlite"_s;
    const auto index = LibraryIndex::open(file, LibraryIndex::IfEmpty::Refuse);
    const auto known = index ? (*index)->allRecordings() : fail(index.error());
    if (!known) {
        report.faults.push_back(
            {QString(), u"the index cannot be read: %1"_s.arg(known.error().detail)});
        return;
    }
    for (const auto &row : *known) {
        const QString where = row.room.value + QLatin1Char('/') + row.item.item.value;
        const bool isThere =
            std::ranges::find(found.recordings, row.item.item, [](const RecordingRow &one) {
                return one.item.item;
            }) != found.recordings.end();
        const bool isFaulty =
            std::ranges::find(found.faults, where, &LibraryFault::where) != found.faults.end();
        if (!isThere && !isFaulty) {
            report.faults.push_back({where, u"its folder is missing"_s});
        }
    }
}

} // namespace

Result<LibraryReport> verifyLibrary(const QString &dataFolder)
{
    if (!QDir(dataFolder + u"/rooms"_s).exists()) {
        return fail(ErrorCode::NotFound, u"no library in %1"_s.arg(dataFolder));
    }
    const auto found = readLibraryFolders(dataFolder);
    LibraryReport report{static_cast<int>(found.rooms.size()),
                         static_cast<int>(found.recordings.size()), 0, found.faults};
    checkIndex(dataFolder, found, report);
    for (const auto &row : found.recordings) {
        const QString where = row.room.value + QLatin1Char('/') + row.item.item.value;
        const QString folder =
            u"%1/rooms/%2/Recordings/%3"_s.arg(dataFolder, row.room.value, row.item.item.value);
        const auto state =
            row.item.state == MediaItemState::Deleted ? row.stateBefore : row.item.state;
        if (const auto bad = check({row, folder, state}, report.bytes)) {
            report.faults.push_back({where, *bad});
        } else {
            report.whole.append(where);
        }
    }
    return report;
}

} // namespace prosc
