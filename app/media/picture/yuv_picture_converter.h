#pragma once

#include "app/media/picture/picture_scaler.h"
#include "app/stage/ports.h"

namespace prosc {

/// PictureConverter using zimg and libyuv, with the picture's own colour matrix and range.
class YuvPictureConverter final : public PictureConverter
{
public:
    void toBgra(const Picture &picture, QRect source, QSize target, uint8_t *bits,
                int bytesPerLine) const override;

private:
    PictureScaler m_scaler{PictureScaler::NewSize::IsPreparedWhenItComesAgain};
};

} // namespace prosc
