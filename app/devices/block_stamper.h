#pragma once

#include "app/stage/media.h"

#include <optional>
#include <span>
#include <vector>

namespace prosc {

/// Cuts audio that arrives in pieces of any size into blocks of 20 ms and gives each the time of
/// its first sample: evenly spaced times that follow the device's own clock slowly and jump only
/// after a real gap.
class BlockStamper
{
public:
    static constexpr int kBlockFrames = AudioBlock::kSampleRate / 50;

    explicit BlockStamper(int channels) : m_channels(channels) {}

    /// `samples` (interleaved) arrived at `now`; returns the complete blocks.
    [[nodiscard]] std::vector<AudioBlock> add(std::span<const float> samples, MediaTime now);

private:
    int m_channels;
    std::vector<float> m_pending;
    /// The time of the first pending sample.
    std::optional<MediaTime> m_next;
};

} // namespace prosc
