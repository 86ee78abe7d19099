#include "app/media/picture/picture_scaler.h"

#include "app/base/logging.h"
#include "app/media/picture/zimg_handles.h"

#include <libyuv.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <vector>

namespace prosc {

namespace {

/// Alignment of planes and strides for zimg's widest instructions.
constexpr size_t kAlignment = 64;
/// Maximum number of cached preparations, half a megabyte each: 25 people may have as many sizes.
constexpr size_t kIdle = 28;

struct AlignedDelete
{
    void operator()(uint8_t *memory) const noexcept
    {
        ::operator delete(memory, std::align_val_t(kAlignment));
    }
};
using AlignedMemory = std::unique_ptr<uint8_t, AlignedDelete>;

template <class Plane>
bool isAligned(const std::array<Plane, 3> &planes, const std::array<int, 3> &strides)
{
    const auto fits = [](auto value) { return value % kAlignment == 0; };
    return std::all_of(planes.begin(), planes.end(),
                       [&](auto *plane) { return fits(reinterpret_cast<uintptr_t>(plane)); }) &&
           std::all_of(strides.begin(), strides.end(),
                       [&](int stride) { return fits(static_cast<size_t>(stride)); });
}

std::array<uint8_t *, 3> planesAt(const WritablePicture &target, QPoint position)
{
    return {planeAt(target, 0, position), planeAt(target, 1, position),
            planeAt(target, 2, position)};
}

/// Rounds up to an even number.
int evenAbove(double value)
{
    return 2 * static_cast<int>(std::ceil(value / 2));
}

/// The part of a picture of `size` that zimg scales. Halving an odd part gives a fractional extent.
struct Region
{
    QSize size;
    QPoint origin;
    QSizeF extent;
    bool halved = false;
};

/// Graph for luma or chroma alone, treated as a greyscale picture so that any size will do.
ZimgGraph buildGraph(const Region &region, QSize target, int divisor)
{
    const auto samples = [=](int length) { return (length + divisor - 1) / divisor; };
    zimg_image_format from;
    zimg_image_format_default(&from, ZIMG_API_VERSION);
    from.pixel_type = ZIMG_PIXEL_BYTE;
    from.pixel_range = ZIMG_RANGE_FULL;
    zimg_image_format to = from;
    from.width = static_cast<unsigned>(samples(region.size.width()));
    from.height = static_cast<unsigned>(samples(region.size.height()));
    to.width = static_cast<unsigned>(samples(target.width()));
    to.height = static_cast<unsigned>(samples(target.height()));
    // Luma and chroma are scaled by the same factor, even where chroma extends half a sample
    // further.
    from.active_region = {static_cast<double>(region.origin.x()) / divisor,
                          static_cast<double>(region.origin.y()) / divisor,
                          to.width * region.extent.width() / target.width(),
                          to.height * region.extent.height() / target.height()};
    zimg_graph_builder_params how;
    zimg_graph_builder_params_default(&how, ZIMG_API_VERSION);
    how.resample_filter = ZIMG_RESIZE_BILINEAR;
    if (to.width < from.active_region.width && !region.halved) {
        // Antialiased bilinear is softer than a box filter here. After halving it is cheaper and
        // good enough.
        how.resample_filter = ZIMG_RESIZE_BICUBIC;
        how.filter_param_a = 0;
        how.filter_param_b = 0.5;
    }
    how.cpu_type = ZIMG_CPU_AUTO_64B;
    return ZimgGraph(zimg_filter_graph_build(&from, &to, &how));
}

/// Scratch memory that either graph can use; null if one of them is null.
AlignedMemory scratchFor(const ZimgGraph &luma, const ZimgGraph &chroma)
{
    size_t most = 1;
    for (const auto *graph : {luma.get(), chroma.get()}) {
        size_t bytes = 0;
        if (graph == nullptr ||
            zimg_filter_graph_get_tmp_size(graph, &bytes) != ZIMG_ERROR_SUCCESS) {
            return {};
        }
        most = std::max(most, bytes);
    }
    return AlignedMemory(
        static_cast<uint8_t *>(::operator new(most, std::align_val_t(kAlignment))));
}

} // namespace

/// The steps for one shape: halve as often as possible with libyuv, which does that ten times as
/// fast, then scale the rest with zimg.
class PictureScaler::Prepared
{
public:
    static std::unique_ptr<Prepared> create(const Shape &shape)
    {
        std::unique_ptr<Prepared> made(new Prepared(shape));
        const Region rest = made->halve();
        if (rest.size == shape.target && rest.extent == QSizeF(shape.target)) {
            return made;
        }
        made->m_luma = buildGraph(rest, shape.target, 1);
        made->m_chroma = buildGraph(rest, shape.target, 2);
        made->m_scratch = scratchFor(made->m_luma, made->m_chroma);
        if (!made->m_scratch) {
            qCDebug(logMedia) << "zimg cannot scale" << shape.part << "to" << shape.target;
            return nullptr;
        }
        return made;
    }

    [[nodiscard]] const Shape &shape() const { return m_shape; }
    /// Whether zimg reads the picture itself.
    [[nodiscard]] bool readsPicture() const { return m_halves.empty(); }

    [[nodiscard]] bool scale(const PictureBuffer &picture, const WritablePicture &target, QPoint at)
    {
        const PictureBuffer *source = &picture;
        QPoint origin = m_shape.part.topLeft();
        for (const auto &half : m_halves) {
            const bool last = !m_luma && &half == &m_halves.back();
            const QRect from(origin, 2 * half.buffer->size);
            const auto &to = last ? target : half;
            prosc::scalePicture(*source, from, to, QRect(last ? at : QPoint(), half.buffer->size));
            source = half.buffer.get();
            origin = {};
        }
        return !m_luma || drawRest(*source, target, at);
    }

private:
    explicit Prepared(const Shape &shape) : m_shape(shape) {}

    /// Allocates the intermediate pictures; returns what is left to scale.
    Region halve()
    {
        Region rest{m_shape.picture, m_shape.part.topLeft(), m_shape.part.size(), false};
        while (rest.extent.width() >= 2 * m_shape.target.width() &&
               rest.extent.height() >= 2 * m_shape.target.height()) {
            const QSizeF extent = rest.extent / 2;
            const QSize half(evenAbove(extent.width()), evenAbove(extent.height()));
            const QRect needed(rest.origin, 2 * half);
            if (!QRect({0, 0}, rest.size).contains(needed)) {
                break;
            }
            m_halves.push_back(allocatePicture(half));
            rest = {half, {}, extent, true};
        }
        return rest;
    }

    bool drawRest(const PictureBuffer &source, const WritablePicture &target, QPoint at)
    {
        const auto planes = planesAt(target, at);
        const auto &strides = target.buffer->strides;
        if (isAligned(planes, strides)) {
            return process(source, planes, strides);
        }
        if (!m_drawn.buffer) {
            m_drawn = allocatePicture(m_shape.target);
        }
        const auto &drawn = *m_drawn.buffer;
        if (!process(source, m_drawn.planes, drawn.strides)) {
            return false;
        }
        const QRect all({0, 0}, m_shape.target);
        prosc::scalePicture(drawn, all, target, QRect(at, m_shape.target));
        return true;
    }

    bool process(const PictureBuffer &source, const std::array<uint8_t *, 3> &planes,
                 const std::array<int, 3> &strides)
    {
        for (size_t plane = 0; plane < 3; ++plane) {
            zimg_image_buffer_const from{};
            from.version = ZIMG_API_VERSION;
            from.plane[0] = {source.planes[plane], source.strides[plane], ZIMG_BUFFER_MAX};
            zimg_image_buffer to{};
            to.version = ZIMG_API_VERSION;
            to.plane[0] = {planes[plane], strides[plane], ZIMG_BUFFER_MAX};
            const auto *graph = plane == 0 ? m_luma.get() : m_chroma.get();
            if (zimg_filter_graph_process(graph, &from, &to, m_scratch.get(), nullptr, nullptr,
                                          nullptr, nullptr) != ZIMG_ERROR_SUCCESS) {
                return false;
            }
        }
        return true;
    }

    const Shape m_shape;
    /// Each half as wide and high as the one before.
    std::vector<WritablePicture> m_halves;
    /// Null when halving is enough.
    ZimgGraph m_luma;
    ZimgGraph m_chroma;
    AlignedMemory m_scratch;
    /// Intermediate target for when the real one is not aligned.
    WritablePicture m_drawn;
};

PictureScaler::PictureScaler(NewSize newSize) : m_newSize(newSize) {}
PictureScaler::~PictureScaler() = default;

std::unique_ptr<PictureScaler::Prepared> PictureScaler::take(const Shape &shape) const
{
    {
        std::lock_guard lock(m_mutex);
        // The newest, so that those needed only at peak times grow old and are evicted.
        const auto found = std::find_if(m_idle.rbegin(), m_idle.rend(), [&](const auto &prepared) {
            return prepared->shape() == shape;
        });
        if (found != m_idle.rend()) {
            auto prepared = std::move(*found);
            m_idle.erase(std::next(found).base());
            return prepared;
        }
        if (!isWorthIt(shape)) {
            return nullptr;
        }
    }
    return Prepared::create(shape);
}

bool PictureScaler::isWorthIt(const Shape &shape) const
{
    if (m_newSize == NewSize::IsPrepared ||
        std::find(m_seen.begin(), m_seen.end(), shape) != m_seen.end()) {
        return true;
    }
    if (m_seen.size() >= kIdle) {
        m_seen.pop_front();
    }
    m_seen.push_back(shape);
    return false;
}

void PictureScaler::giveBack(std::unique_ptr<Prepared> prepared) const
{
    // Freed after the lock is released.
    std::unique_ptr<Prepared> oldest;
    std::lock_guard lock(m_mutex);
    if (m_idle.size() >= kIdle) {
        oldest = std::move(m_idle.front());
        m_idle.pop_front();
    }
    m_idle.push_back(std::move(prepared));
}

void PictureScaler::scalePicture(const PictureBuffer &picture, QRect part,
                                 const WritablePicture &target, QRect rect) const
{
    if (part.size() == rect.size()) {
        prosc::scalePicture(picture, part, target, rect);
        return;
    }
    auto prepared = take({picture.size, part, rect.size()});
    if (prepared && prepared->readsPicture() && !isAligned(picture.planes, picture.strides)) {
        giveBack(std::move(prepared));
        const auto copy = allocatePicture(part.size());
        const QRect all({0, 0}, part.size());
        prosc::scalePicture(picture, part, copy, all);
        scalePicture(*copy.buffer, all, target, rect);
        return;
    }
    if (!prepared || !prepared->scale(picture, target, rect.topLeft())) {
        prosc::scalePicture(picture, part, target, rect);
        return;
    }
    giveBack(std::move(prepared));
}

void PictureScaler::scaleToFile(const PictureBuffer &picture, QRect part,
                                const WritablePicture &target, QRect rect) const
{
    scalePicture(picture, part, target, rect);
    convertColours(target, rect, {picture.matrix, picture.range}, ColourMatrix::Bt709);
}

} // namespace prosc
