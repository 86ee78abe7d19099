#include "app/stage/media.h"

namespace prosc {

WritablePicture allocatePicture(QSize size)
{
    const auto chromaWidth = (size.width() + 1) / 2;
    const auto chromaHeight = (size.height() + 1) / 2;
    // Rows are aligned to 64 bytes so that scalers can use their SIMD paths.
    constexpr int alignment = 64;
    const auto aligned = [](int width) { return (width + alignment - 1) & -alignment; };
    const auto lumaStride = aligned(size.width());
    const auto chromaStride = aligned(chromaWidth);
    const auto lumaBytes = static_cast<size_t>(lumaStride) * static_cast<size_t>(size.height());
    const auto chromaBytes = static_cast<size_t>(chromaStride) * static_cast<size_t>(chromaHeight);

    auto memory = std::shared_ptr<uint8_t[]>(new uint8_t[lumaBytes + 2 * chromaBytes + alignment]);
    auto address = reinterpret_cast<uintptr_t>(memory.get());
    auto *start = memory.get() + (-address & (alignment - 1));

    WritablePicture picture;
    picture.planes = {start, start + lumaBytes, start + lumaBytes + chromaBytes};
    picture.buffer = std::make_shared<PictureBuffer>();
    picture.buffer->size = size;
    picture.buffer->planes = {picture.planes[0], picture.planes[1], picture.planes[2]};
    picture.buffer->strides = {lumaStride, chromaStride, chromaStride};
    picture.buffer->owner = std::move(memory);
    return picture;
}

} // namespace prosc
