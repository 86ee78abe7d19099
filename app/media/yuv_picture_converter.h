#pragma once

#include "app/stage/ports.h"

namespace prosc {

/// PictureConverter by libyuv, with the picture's own colour matrix and range. Has no state.
class YuvPictureConverter final : public PictureConverter
{
public:
    void toBgra(const Picture &picture, QRect source, QSize target, uint8_t *bits,
                int bytesPerLine) const override;
};

} // namespace prosc
