#pragma once

#include "app/stage/media.h"

#include <optional>
#include <span>
#include <vector>

namespace prosc {

/// Cuts sound that arrives in any pieces into blocks of 20 ms and gives each the moment of its
/// first sample: an even row of times that follows the device's own clock slowly, and jumps only
/// after a real gap.
class BlockStamper
{
public:
    static constexpr int kBlockFrames = AudioBlock::kSampleRate / 50;

    explicit BlockStamper(int channels) : m_channels(channels) {}

    /// `samples` (interleaved) arrived at `now`; gives the blocks that are whole.
    [[nodiscard]] std::vector<AudioBlock> add(std::span<const float> samples, MediaTime now);

private:
    int m_channels;
    std::vector<float> m_pending;
    /// The moment of the first pending sample.
    std::optional<MediaTime> m_next;
};

} // namespace prosc
