#include "app/mp4/recording_body.h"

#include "app/disk/recording_paths.h"
#include "app/mp4/body_checksum.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

tl::unexpected<Error> damaged(const char *what)
{
    return fail(ErrorCode::FileDamaged, QString::fromLatin1(what));
}

/// The journal's SHA-256 of exactly these bytes; empty when it has none.
QByteArray journalled(const std::vector<JournalRecord> &journal, size_t unit, int64_t from,
                      int64_t to)
{
    if (unit >= journal.size()) {
        return {};
    }
    const auto &record = journal[unit];
    const bool isIt = record.offset == from && record.offset + record.length == to;
    return isIt ? record.sha256 : QByteArray();
}

} // namespace

Result<std::unique_ptr<RecordingBody>> RecordingBody::open(FileLayer &disk, const QString &path)
{
    // First the name it has while being written: it may be renamed between the two attempts.
    auto file = disk.open(RecordingPaths::at(path).part, FileMode::ReadOnly);
    if (!file && file.error().code == ErrorCode::NotFound) {
        file = disk.open(path, FileMode::ReadOnly);
    }
    if (!file) {
        return fail(file.error());
    }
    return std::unique_ptr<RecordingBody>(new RecordingBody(std::move(*file)));
}

Result<BoxHeader> RecordingBody::boxAt(int64_t offset)
{
    const auto bytes = m_file->readAt(offset, kMaxBoxHeader);
    if (!bytes) {
        return fail(bytes.error());
    }
    BoxHeader header;
    if (parseBoxHeader(*bytes, header) != HeaderState::Complete) {
        return damaged("no box where one has to be");
    }
    return header;
}

Status RecordingBody::readLayout()
{
    if (m_headerEnd > 0) {
        return {};
    }
    const auto fileType = boxAt(0);
    if (!fileType) {
        return fail(fileType.error());
    }
    const auto space = boxAt(fileType->bytes);
    if (!space) {
        return fail(space.error());
    }
    const bool isRecording =
        (space->type == boxType("free") && space->bytes == kMaxBoxHeader) ||
        (space->type == boxType("mdat") && space->headerBytes == kMaxBoxHeader);
    if (fileType->type != boxType("ftyp") || !isRecording) {
        return damaged("not a recording of ours");
    }
    const auto headerStart = fileType->bytes + kMaxBoxHeader;
    const auto header = boxAt(headerStart);
    if (!header) {
        return fail(header.error());
    }
    if (header->type != boxType("moov")) {
        return damaged("no header");
    }
    m_freeBox = fileType->bytes;
    m_headerEnd = headerStart + header->bytes;
    return {};
}

Result<QByteArray> RecordingBody::read(int64_t offset, int64_t length)
{
    if (auto status = readLayout(); !status) {
        return fail(status.error());
    }
    auto bytes = m_file->readAt(offset, length);
    if (!bytes) {
        return bytes;
    }
    if (bytes->size() != length) {
        return damaged("the recording became shorter");
    }
    const auto original = freeBox();
    const auto from = std::max(offset, m_freeBox);
    const auto to = std::min<int64_t>(offset + length, m_freeBox + original.size());
    if (from < to) {
        std::copy(original.begin() + (from - m_freeBox), original.begin() + (to - m_freeBox),
                  bytes->begin() + (from - offset));
    }
    return bytes;
}

Result<int64_t> RecordingBody::fragmentEnd(int64_t offset)
{
    const auto index = boxAt(offset);
    if (!index) {
        return fail(index.error());
    }
    if (index->type != boxType("moof")) {
        return damaged("no fragment where one has to be");
    }
    const auto media = boxAt(offset + index->bytes);
    if (!media) {
        return fail(media.error());
    }
    if (media->type != boxType("mdat")) {
        return damaged("a fragment without media");
    }
    return offset + index->bytes + media->bytes;
}

Result<int64_t> RecordingBody::boundaryFrom(int64_t offset)
{
    if (offset == 0 || offset == m_known || (offset > m_headerEnd && fragmentEnd(offset))) {
        return offset;
    }
    auto boundary = m_known > 0 && m_known < offset ? m_known : m_headerEnd;
    while (boundary < offset) {
        const auto end = fragmentEnd(boundary);
        if (!end) {
            return end;
        }
        boundary = *end;
    }
    return boundary;
}

Result<BodyUnit> RecordingBody::unitAt(int64_t offset)
{
    if (auto status = readLayout(); !status) {
        return fail(status.error());
    }
    if (offset < m_headerEnd) {
        return BodyUnit{0, m_headerEnd};
    }
    if (offset >= m_unit.start && offset < m_unit.end) {
        return m_unit;
    }
    auto start = m_known > 0 && m_known <= offset ? m_known : m_headerEnd;
    auto end = fragmentEnd(start);
    if (const auto here = fragmentEnd(offset); here) {
        start = offset;
        end = here;
    }
    while (end && *end <= offset) {
        start = *end;
        end = fragmentEnd(start);
    }
    if (!end) {
        return fail(end.error());
    }
    m_unit = {start, *end};
    return m_unit;
}

Result<int64_t> RecordingBody::chunkEnd(int64_t offset, int64_t limit, int64_t most)
{
    if (offset >= limit) {
        return offset;
    }
    if (auto status = readLayout(); !status) {
        return fail(status.error());
    }
    const auto boundary = boundaryFrom(offset);
    if (!boundary) {
        return boundary;
    }
    auto end = *boundary > m_headerEnd ? *boundary : offset;
    for (auto at = std::max(*boundary, m_headerEnd); at < limit;) {
        const auto next = fragmentEnd(at);
        if (!next) {
            return next;
        }
        if (*next > limit || (end > offset && *next - offset > most)) {
            break;
        }
        at = *next;
        end = *next;
    }
    m_known = end;
    return end;
}

Result<QByteArray> RecordingBody::hashOf(int64_t from, int64_t to)
{
    const auto bytes = read(from, to - from);
    if (!bytes) {
        return bytes;
    }
    return QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256);
}

Result<BodyMeasure> RecordingBody::measure(const FragmentIndex &index,
                                           const std::vector<JournalRecord> &journal)
{
    if (index.fragmentEnds().empty()) {
        return damaged("no whole fragment");
    }
    BodyChecksum checksum;
    auto ends = index.fragmentEnds();
    ends.insert(ends.begin(), index.headerEnd());
    int64_t from = 0;
    for (size_t unit = 0; unit < ends.size(); ++unit) {
        const auto to = ends[unit];
        Result<QByteArray> sha256 = journalled(journal, unit, from, to);
        if (sha256->isEmpty()) {
            sha256 = hashOf(from, to);
        }
        if (!sha256) {
            return fail(sha256.error());
        }
        checksum.add(*sha256);
        from = to;
    }
    return BodyMeasure{from, checksum.hex()};
}

Result<BodyMeasure> RecordingBody::measure(const std::atomic<bool> &stop)
{
    const auto size = m_file->size();
    if (!size) {
        return fail(size.error());
    }
    if (auto status = readLayout(); !status) {
        return fail(status.error());
    }
    BodyChecksum checksum;
    int64_t from = 0;
    // The moov at the end of a finished file is not a fragment, which ends the loop.
    for (Result<int64_t> to = m_headerEnd; to && *to <= *size; to = fragmentEnd(from)) {
        if (stop) {
            return fail(ErrorCode::Cancelled);
        }
        const auto sha256 = hashOf(from, *to);
        if (!sha256) {
            return fail(sha256.error());
        }
        checksum.add(*sha256);
        from = *to;
    }
    if (from <= m_headerEnd) {
        return damaged("no whole fragment");
    }
    if (from != *size) {
        // A file that was not read to its end must not pass for complete.
        const auto rest = boxAt(from);
        if (!rest) {
            return fail(rest.error());
        }
        if (rest->type != boxType("moov") || from + rest->bytes != *size) {
            return damaged("a damaged fragment in the middle");
        }
    }
    return BodyMeasure{from, checksum.hex()};
}

} // namespace prosc
