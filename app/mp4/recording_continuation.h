#pragma once

#include "app/mp4/fragment_index.h"

namespace prosc {

/// Makes the output of a new muxer the continuation of a recording with the same tracks: its
/// fragments follow the last one in time and in sequence number. The gap is at most one frame, so
/// that no track overlaps.
class RecordingContinuation
{
public:
    /// `saved` is the complete index of the recording so far.
    RecordingContinuation(const FragmentIndex &saved, int frameRate);

    /// The frame number in the recording of the new muxer's first frame.
    [[nodiscard]] int64_t firstPicture() const { return m_firstPicture; }
    /// Whether the recording has a track of that kind, which the new muxer must have too.
    [[nodiscard]] bool has(TrackTables::Media media) const;
    /// Compares the tracks with the header of the new muxer, which is not written. MediaFailed: its
    /// tracks differ.
    [[nodiscard]] Status compare(QByteArrayView header) const;
    /// Shifts a fragment of the new muxer (moof, mdat) to its position. MediaFailed: it is not a
    /// fragment of these tracks.
    [[nodiscard]] Status shift(QByteArray &fragment) const;

private:
    struct Track
    {
        uint32_t id = 0;
        uint32_t timescale = 1;
        TrackTables::Media media = TrackTables::Media::Sound;
        /// Offset added to its times, in units of its time scale.
        uint64_t ticks = 0;
    };

    [[nodiscard]] bool shiftTrack(char *base, QByteArrayView all, QByteArrayView traf) const;

    std::vector<Track> m_tracks;
    int64_t m_firstPicture = 0;
    uint32_t m_fragments = 0;
};

} // namespace prosc
