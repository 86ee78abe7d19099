#pragma once

#include <cstddef>
#include <cstdint>

namespace prosc {

/// What a recording never exceeds. The muxer cuts a fragment before it would, and every reader (the
/// index, the service's gate) refuses what does: one set, so that nothing is written that cannot be
/// read again.
struct RecordingLimits
{
    static constexpr size_t kTracks = 8;
    /// Samples of one track in one fragment: 213 s of AAC, where a fragment is meant to hold half a
    /// second. Four tracks of them fit into kIndexBoxBytes.
    static constexpr size_t kSamples = 10'000;
    /// trun boxes in one fragment, all tracks together.
    static constexpr size_t kRuns = 64;
    /// ftyp; moof, and the moov of the header.
    static constexpr int64_t kFileTypeBytes = 4096;
    static constexpr int64_t kIndexBoxBytes = 1024 * 1024;
    /// A fragment, moof and mdat together.
    static constexpr int64_t kFragmentBytes = 32LL * 1024 * 1024;
};

} // namespace prosc
