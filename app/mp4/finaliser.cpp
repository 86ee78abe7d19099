#include "app/mp4/finaliser.h"

#include "app/mp4/moov_builder.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// True when finaliseTail() has already finished the file.
Result<bool> isFinished(DiskFile &file, const FragmentIndex &index, const QByteArray &moov)
{
    const auto size = file.size();
    if (!size) {
        return fail(size.error());
    }
    if (*size != index.wholeBytes() + moov.size()) {
        return false;
    }
    const auto head = file.readAt(index.freeBoxOffset(), kMaxBoxHeader);
    if (!head) {
        return fail(head.error());
    }
    if (*head != largeMdatHeader(index.wholeBytes() - index.freeBoxOffset())) {
        return false;
    }
    const auto tail = file.readAt(index.wholeBytes(), moov.size());
    if (!tail) {
        return fail(tail.error());
    }
    return *tail == moov;
}

/// Turns a file that looks finished, but is not, back into a recording, durably, before its tail is
/// modified.
Status restoreFreeBox(DiskFile &file, const FragmentIndex &index)
{
    const auto head = file.readAt(index.freeBoxOffset(), kMaxBoxHeader);
    if (!head) {
        return fail(head.error());
    }
    if (*head == freeBox()) {
        return {};
    }
    if (auto status = file.writeAt(index.freeBoxOffset(), freeBox()); !status) {
        return status;
    }
    return file.sync();
}

Status appendIndex(DiskFile &file, const FragmentIndex &index, const QByteArray &moov)
{
    if (auto status = restoreFreeBox(file, index); !status) {
        return status;
    }
    if (auto status = file.truncate(index.wholeBytes()); !status) {
        return status;
    }
    if (auto status = file.writeAt(index.wholeBytes(), moov); !status) {
        return status;
    }
    return file.sync();
}

} // namespace

Status finaliseTail(DiskFile &file, const FragmentIndex &index)
{
    if (index.fragmentEnds().empty() || index.freeBoxOffset() < 0) {
        return fail(ErrorCode::FileDamaged, u"no whole fragment to finalise"_s);
    }
    const auto moov = buildMoov(index);
    const auto finished = isFinished(file, index, moov);
    if (!finished) {
        return fail(finished.error());
    }
    if (*finished) {
        return {};
    }
    if (const auto appended = appendIndex(file, index, moov); !appended) {
        // Removes the partial index, which is of no use. A failure is ignored: the recording is
        // still complete without it.
        static_cast<void>(file.truncate(index.wholeBytes()));
        return appended;
    }
    const auto header = largeMdatHeader(index.wholeBytes() - index.freeBoxOffset());
    if (auto status = file.writeAt(index.freeBoxOffset(), header); !status) {
        return status;
    }
    return file.sync();
}

} // namespace prosc
