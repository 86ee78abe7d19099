#pragma once

#include "app/base/result.h"
#include "app/disk/file_layer.h"
#include "app/mp4/boxes.h"

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <cstdint>
#include <deque>
#include <vector>

namespace prosc {

/// The tables of one track, collected from the fragments. Times are in units of 1 / timescale
/// seconds.
struct TrackTables
{
    /// A deque grows without being copied; a vector of a day's samples would need twice the memory
    /// whenever it reallocates.
    template <class T>
    using Table = std::deque<T>;

    /// `count` consecutive samples with the same value.
    struct Run
    {
        uint32_t count = 0;
        int32_t value = 0;
    };
    /// Contiguous samples at an offset in the file.
    struct Chunk
    {
        int64_t offset = 0;
        uint32_t samples = 0;
    };
    /// An entry of the edit list; mediaTime -1 is an empty edit. `duration` is in the movie's time
    /// scale.
    struct Edit
    {
        int64_t mediaTime = 0;
        uint64_t duration = 0;
    };

    /// Kind of media, by its handler. Chapters are the text track whose handler is named kChapters.
    enum class Media { Video, Sound, Subtitles, Chapters };
    static constexpr const char *kChapters = "Chapters";

    uint32_t id = 0;
    uint32_t timescale = 1;
    Media media = Media::Sound;
    /// Content of the trak box in the header: sample descriptions, handler, edit list.
    QByteArray trak;
    std::vector<Edit> edits;
    /// From trex.
    uint32_t defaultDuration = 0;
    uint32_t defaultSize = 0;
    uint32_t defaultFlags = 0;

    Table<Run> durations;
    Table<Run> compositionOffsets;
    Table<uint32_t> sizes;
    /// Numbers of the key frames' samples, starting at 1.
    Table<uint32_t> keySamples;
    Table<Chunk> chunks;
    uint64_t duration = 0;
    /// End of the last sample in presentation order: later than `duration` if frames are reordered.
    uint64_t shownUntil = 0;
    /// Decoding time of the first sample.
    uint64_t start = 0;

    /// From the start of the movie to the end of this track, by its edit list.
    [[nodiscard]] std::chrono::microseconds presentation(uint32_t movieTimescale) const;
};

/// `time` in units of 1 / timescale seconds, rounded.
[[nodiscard]] uint64_t inTimescale(std::chrono::microseconds time, uint32_t timescale);

/// Parses a recording (ftyp, free of 16 bytes, moov, then pairs of moof and mdat; ISO/IEC 14496-12)
/// and collects its tables, from a byte stream or from a file. Only whole fragments count. A
/// finalised file (see finaliser.h) parses like the recording that it was.
class FragmentIndex
{
public:
    /// Parses the next bytes, in portions of any size. Malformed: what was parsed before is kept,
    /// later bytes are ignored.
    [[nodiscard]] Status feed(QByteArrayView bytes);
    /// The index of `file` up to `limit` bytes (-1: all of it); skips the media. A truncated or
    /// damaged tail is left out. Fails only with DiskError.
    [[nodiscard]] static Result<FragmentIndex> read(DiskFile &file, int64_t limit = -1);

    /// End of the last whole fragment; end of the header when there is none yet; 0 before that.
    [[nodiscard]] int64_t wholeBytes() const { return m_wholeBytes; }
    /// End of the header; 0 before it is complete.
    [[nodiscard]] int64_t headerEnd() const { return m_headerEnd; }
    /// End of each whole fragment.
    [[nodiscard]] const std::vector<int64_t> &fragmentEnds() const { return m_fragmentEnds; }
    /// Offset of the 16-byte free box (or of the mdat header that replaced it); -1 when the file
    /// has none.
    [[nodiscard]] int64_t freeBoxOffset() const { return m_freeBoxOffset; }
    [[nodiscard]] const std::vector<TrackTables> &tracks() const { return m_tracks; }
    [[nodiscard]] uint32_t movieTimescale() const { return m_movieTimescale; }
    /// The ftyp box, and the content of the header's moov box.
    [[nodiscard]] const QByteArray &fileType() const { return m_fileType; }
    [[nodiscard]] const QByteArray &header() const { return m_header; }

    /// Number of video frames in all whole fragments.
    [[nodiscard]] int64_t pictures() const;
    /// Length of the longest track.
    [[nodiscard]] std::chrono::microseconds duration() const;

private:
    enum class Phase { FileType, FreeBox, Header, Fragments, Ended };

    struct Sample
    {
        uint32_t duration = 0;
        uint32_t size = 0;
        uint32_t flags = 0;
        int32_t compositionOffset = 0;
    };
    struct TrackRun
    {
        size_t track = 0;
        int64_t offset = 0;
        int64_t bytes = 0;
        /// Decoding time of the first sample; only in the first run of a track in a fragment.
        bool hasStart = false;
        uint64_t start = 0;
        std::vector<Sample> samples;
    };
    struct FragmentDefaults;

    /// How many bytes of the box that begins in m_partial are needed to continue.
    [[nodiscard]] Result<qsizetype> wantedBytes();
    [[nodiscard]] Status boxArrived(QByteArrayView box, const BoxHeader &header);
    [[nodiscard]] Status readHeader(QByteArrayView content);
    [[nodiscard]] Status readTracks();
    [[nodiscard]] Status readTrack(QByteArrayView content);
    [[nodiscard]] Status readFragment(QByteArrayView content, int64_t moofStart);
    [[nodiscard]] Status readTrackFragment(QByteArrayView content, int64_t moofStart);
    [[nodiscard]] static Status readStart(QByteArrayView content, TrackRun &run);
    [[nodiscard]] Status readRun(QByteArrayView content, FragmentDefaults &defaults, TrackRun run);
    void mediaPassed();
    void commit(const TrackRun &run);
    void alignStart(TrackTables &track, uint64_t start) const;

    Phase m_phase = Phase::FileType;
    /// Number of bytes consumed so far, and the start of the box being read.
    int64_t m_position = 0;
    QByteArray m_partial;
    int64_t m_fragmentStart = 0;
    /// Remaining bytes of the current mdat.
    int64_t m_skip = 0;
    std::vector<TrackRun> m_pending;
    QByteArray m_fileType;
    QByteArray m_header;
    int64_t m_freeBoxOffset = -1;
    int64_t m_wholeBytes = 0;
    int64_t m_headerEnd = 0;
    uint32_t m_movieTimescale = 1;
    std::vector<TrackTables> m_tracks;
    std::vector<int64_t> m_fragmentEnds;
};

} // namespace prosc
