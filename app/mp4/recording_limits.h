#pragma once

#include <cstddef>
#include <cstdint>

namespace prosc {

/// Limits of a recording. The muxer ends a fragment before it exceeds them, and every reader (the
/// index, the service's check of uploads) rejects a file that does: shared, so that nothing is
/// written that cannot be read again.
struct RecordingLimits
{
    static constexpr size_t kTracks = 8;
    /// Samples of one track in one fragment: 213 s of AAC, though a fragment is meant to hold half
    /// a second. The tables of four such tracks fit into kIndexBoxBytes.
    static constexpr size_t kSamples = 10'000;
    /// trun boxes in one fragment, all tracks together.
    static constexpr size_t kRuns = 64;
    /// Maximum size of ftyp; of moof and the header's moov.
    static constexpr int64_t kFileTypeBytes = 4096;
    static constexpr int64_t kIndexBoxBytes = 1024 * 1024;
    /// Maximum size of a fragment, moof and mdat together.
    static constexpr int64_t kFragmentBytes = 32LL * 1024 * 1024;
};

} // namespace prosc
