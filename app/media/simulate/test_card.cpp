#include "app/media/simulate/test_card.h"

#include "app/media/picture/picture_scale.h"
#include "app/media/simulate/simulated_source.h"
#include "app/stage/even.h"

#include <algorithm>
#include <string>

namespace prosc {

namespace {

using Yuv = std::array<uint8_t, 3>;

/// 5x7 glyphs; the highest of five bits is the left column.
constexpr std::array<std::array<uint8_t, 7>, 12> kFont{{
    {0x0e, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0e}, // 0
    {0x04, 0x0c, 0x04, 0x04, 0x04, 0x04, 0x0e}, // 1
    {0x0e, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1f}, // 2
    {0x1f, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0e}, // 3
    {0x02, 0x06, 0x0a, 0x12, 0x1f, 0x02, 0x02}, // 4
    {0x1f, 0x10, 0x1e, 0x01, 0x01, 0x11, 0x0e}, // 5
    {0x06, 0x08, 0x10, 0x1e, 0x11, 0x11, 0x0e}, // 6
    {0x1f, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08}, // 7
    {0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e}, // 8
    {0x0e, 0x11, 0x11, 0x0f, 0x01, 0x02, 0x0c}, // 9
    {0x00, 0x0c, 0x0c, 0x00, 0x0c, 0x0c, 0x00}, // :
    {0x00, 0x00, 0x00, 0x00, 0x00, 0x0c, 0x0c}, // .
}};
constexpr Yuv kWhite{235, 128, 128};
constexpr Yuv kBlack{16, 128, 128};
constexpr int kLetterWidth = 5;
constexpr int kLetterHeight = 7;

size_t glyphOf(char letter)
{
    if (letter == ':') {
        return 10;
    }
    return letter == '.' ? 11 : static_cast<size_t>(letter - '0');
}

int textWidth(const std::string &text, int dot)
{
    return (static_cast<int>(text.size()) * (kLetterWidth + 1) - 1) * dot;
}

/// `dot` is the side length of one dot of the font, even.
void drawText(const WritablePicture &target, const std::string &text, QPoint position, int dot,
              Yuv colour)
{
    for (const char letter : text) {
        const auto &glyph = kFont[glyphOf(letter)];
        for (int row = 0; row < kLetterHeight; ++row) {
            for (int column = 0; column < kLetterWidth; ++column) {
                if ((glyph[static_cast<size_t>(row)] >> (kLetterWidth - 1 - column) & 1) != 0) {
                    fillRect(target, QRect(position + QPoint(column, row) * dot, QSize(dot, dot)),
                             colour);
                }
            }
        }
        position.rx() += (kLetterWidth + 1) * dot;
    }
}

void drawCentred(const WritablePicture &target, const std::string &text, int top, int dot)
{
    const Yuv dark{30, 128, 128};
    const Yuv bright{235, 128, 128};
    const int left = ((target.buffer->size.width() - textWidth(text, dot)) / 2) & ~1;
    const int shadow = std::max(2, dot / 4 & ~1);
    drawText(target, text, QPoint(left + shadow, top + shadow), dot, dark);
    drawText(target, text, QPoint(left, top), dot, bright);
}

std::string twoDigits(int value)
{
    return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

} // namespace

void TestCard::drawGround(const WritablePicture &target, int frame) const
{
    const auto ground = limitedYuv(simulatedColour(number), ColourMatrix::Bt601);
    fillRect(target, QRect({0, 0}, size), ground);

    // Crosses the picture once per loop, so that the loop is seamless.
    const int bandHeight = evenLength(size.height() / 12);
    const int bandTop = (size.height() - 2 * bandHeight) & ~1;
    const int blockWidth = evenLength(size.width() / 8);
    const Yuv light{static_cast<uint8_t>(std::min(235, ground[0] + 70)), ground[1], ground[2]};
    const int offset = frame * size.width() / std::max(1, frames);
    for (int block = 0; block < 4; ++block) {
        const int left = (offset + block * 2 * blockWidth) % size.width() & ~1;
        const int width = std::min(blockWidth, size.width() - left);
        fillRect(target, QRect(left, bandTop, width & ~1, bandHeight), light);
        fillRect(target, QRect(0, bandTop, (blockWidth - width) & ~1, bandHeight), light);
    }
}

Picture TestCard::drawClock(int frame) const
{
    const auto target = allocatePicture(size);
    drawGround(target, frame);
    const auto scaled = [this](int value) { return value * size.height() / 720 & ~1; };
    const int side = scaled(ClockMarks::kSide);
    for (int bit = 0; bit < ClockMarks::kBits; ++bit) {
        const bool isSet = (frame >> bit & 1) != 0;
        const QRect block(scaled(ClockMarks::kLeft + bit * ClockMarks::kSide),
                          scaled(ClockMarks::kTop), side, side);
        fillRect(target, block, isSet ? kWhite : kBlack);
        fillRect(target, block.translated(0, side), isSet ? kBlack : kWhite);
    }
    return {target.buffer, timeOf(frame)};
}

Picture TestCard::draw(int frame) const
{
    const auto target = allocatePicture(size);
    drawGround(target, frame);
    const int seconds = frame / fps;
    drawCentred(target, std::to_string(number), evenLength(size.height() / 6),
                evenLength(size.height() / 18));
    drawCentred(target,
                twoDigits(seconds / 60) + ":" + twoDigits(seconds % 60) + "." +
                    twoDigits(frame % fps),
                evenLength(size.height() * 13 / 20), evenLength(size.height() / 60));
    return {target.buffer, timeOf(frame)};
}

MediaTime TestCard::timeOf(int frame) const
{
    return MediaTime(static_cast<int64_t>(frame) * 1'000'000'000 / fps);
}

} // namespace prosc
