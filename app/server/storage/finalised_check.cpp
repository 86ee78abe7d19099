// Verifies a finalised file: parses its index from disk, independently of the finaliser.
#include "app/server/storage/fragment_body.h"

#include <cstdlib>

namespace prosc {

namespace {

tl::unexpected<Error> damaged(const char *what)
{
    return fail(ErrorCode::FileDamaged, QString::fromLatin1(what));
}

/// The content of the box at the end of `path`, in which each box is nested in the one before.
QByteArrayView inside(QByteArrayView bytes, std::initializer_list<BoxType> path)
{
    for (const auto type : path) {
        bytes = BoxWalker::find(bytes, type);
    }
    return bytes;
}

uint32_t samplesIn(QByteArrayView trak)
{
    FieldReader stsz(
        inside(trak, {boxType("mdia"), boxType("minf"), boxType("stbl"), boxType("stsz")}));
    stsz.skip(8);
    return stsz.u32();
}

bool isVideo(QByteArrayView trak)
{
    FieldReader hdlr(inside(trak, {boxType("mdia"), boxType("hdlr")}));
    hdlr.skip(8);
    return hdlr.u32() == boxType("vide");
}

struct Regular
{
    int64_t pictures = 0;
    double seconds = 0;
};

Regular readRegular(QByteArrayView moov)
{
    Regular found;
    FieldReader mvhd(BoxWalker::find(moov, boxType("mvhd")));
    const int version = static_cast<int>(mvhd.u32() >> 24);
    mvhd.skip(version == 1 ? 16 : 8);
    const auto timescale = mvhd.u32();
    const auto length = mvhd.time(version);
    found.seconds = timescale == 0 ? 0 : static_cast<double>(length) / timescale;
    BoxWalker walker(moov);
    while (const auto box = walker.next()) {
        if (box->type == boxType("trak") && isVideo(box->content)) {
            found.pictures += samplesIn(box->content);
        }
    }
    return found;
}

} // namespace

Status checkFinalised(DiskFile &file, const FragmentIndex &index)
{
    const auto size = file.size();
    const auto head = file.readAt(index.freeBoxOffset(), kMaxBoxHeader);
    if (!size || !head) {
        return fail(size ? head.error() : size.error());
    }
    if (*head != largeMdatHeader(index.wholeBytes() - index.freeBoxOffset())) {
        return damaged("mdat does not end where the index begins");
    }
    const auto tail = file.readAt(index.wholeBytes(), *size - index.wholeBytes());
    if (!tail) {
        return fail(tail.error());
    }
    BoxWalker walker(*tail);
    const auto moov = walker.next();
    if (!moov || moov->type != boxType("moov") || walker.next() ||
        moov->whole.size() != tail->size()) {
        return damaged("no index at the end");
    }
    const auto found = readRegular(moov->content);
    if (found.pictures != index.pictures()) {
        return damaged("the index does not name every picture");
    }
    const double seconds = static_cast<double>(index.duration().count()) / 1e6;
    return std::abs(found.seconds - seconds) < 0.1 ? Status() : damaged("the length is wrong");
}

} // namespace prosc
