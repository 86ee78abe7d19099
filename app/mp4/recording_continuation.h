#pragma once

#include "app/mp4/fragment_index.h"

namespace prosc {

/// Makes what a new muxer writes the continuation of a recording with the same tracks: its
/// fragments follow the last one in time and in number. Between them lies at most a picture, so
/// that no track overlaps.
class RecordingContinuation
{
public:
    /// `saved` is all that there is of the recording.
    RecordingContinuation(const FragmentIndex &saved, int frameRate);

    /// The number that the new muxer's first picture gets in the recording.
    [[nodiscard]] int64_t firstPicture() const { return m_firstPicture; }
    /// Whether the recording has a track of that kind, which the new muxer must have too.
    [[nodiscard]] bool has(TrackTables::Media media) const;
    /// Looks at the header of the new muxer, which is not written. MediaFailed: it has other
    /// tracks.
    [[nodiscard]] Status compare(QByteArrayView header) const;
    /// Moves a fragment of the new muxer (moof, mdat) to its place. MediaFailed: it is none.
    [[nodiscard]] Status shift(QByteArray &fragment) const;

private:
    struct Track
    {
        uint32_t id = 0;
        uint32_t timescale = 1;
        TrackTables::Media media = TrackTables::Media::Sound;
        /// By how much its times are moved, in units of its time scale.
        uint64_t ticks = 0;
    };

    [[nodiscard]] bool shiftTrack(char *base, QByteArrayView all, QByteArrayView traf) const;

    std::vector<Track> m_tracks;
    int64_t m_firstPicture = 0;
    uint32_t m_fragments = 0;
};

} // namespace prosc
