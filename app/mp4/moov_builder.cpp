#include "app/mp4/moov_builder.h"

#include "app/mp4/chapter_tables.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace prosc {

namespace {

int versionFor(uint64_t value)
{
    return value > std::numeric_limits<uint32_t>::max() ? 1 : 0;
}

/// Flag of tkhd (ISO/IEC 14496-12, 8.3.2).
constexpr uint32_t kTrackEnabled = 1;

/// Copies mvhd, mdhd (`between` = 4: the time scale) or tkhd (8: track id and a reserved field)
/// with a new duration and without the `cleared` flags.
void writeHeaderBox(BoxWriter &writer, BoxType type, QByteArrayView old, uint64_t duration,
                    uint32_t cleared = 0)
{
    FieldReader reader(old);
    const auto head = reader.u32();
    const int oldVersion = static_cast<int>(head >> 24);
    const auto created = reader.time(oldVersion);
    const auto modified = reader.time(oldVersion);
    const int version = versionFor(duration);

    writer.beginFull(type, version, head & 0xffffff & ~cleared);
    writer.time(version, created);
    writer.time(version, modified);
    writer.u32(reader.u32());
    if (type == boxType("tkhd")) {
        writer.u32(reader.u32());
    }
    static_cast<void>(reader.time(oldVersion));
    writer.time(version, duration);
    writer.raw(reader.rest());
    writer.end();
}

void writeEdits(BoxWriter &writer, const TrackTables &track, uint32_t movieTimescale)
{
    if (track.edits.empty()) {
        return;
    }
    writer.begin(boxType("edts"));
    writer.beginFull(boxType("elst"), 1, 0);
    writer.u32(static_cast<uint32_t>(track.edits.size()));
    auto left = inTimescale(track.presentation(movieTimescale), movieTimescale);
    for (const auto &edit : track.edits) {
        // A fragmented file leaves the duration of the media's edit open; here it ends with the
        // track.
        const auto duration = edit.mediaTime < 0 ? edit.duration : left;
        writer.u64(duration);
        writer.u64(static_cast<uint64_t>(edit.mediaTime));
        writer.u32(0x10000);
        left -= std::min(left, duration);
    }
    writer.end();
    writer.end();
}

void writeRuns(BoxWriter &writer, BoxType type, int version,
               const TrackTables::Table<TrackTables::Run> &runs)
{
    writer.beginFull(type, version, 0);
    writer.u32(static_cast<uint32_t>(runs.size()));
    for (const auto &run : runs) {
        writer.u32(run.count);
        writer.u32(static_cast<uint32_t>(run.value));
    }
    writer.end();
}

void writeCompositionOffsets(BoxWriter &writer, const TrackTables &track)
{
    const auto &runs = track.compositionOffsets;
    if (runs.empty() || (runs.size() == 1 && runs.front().value == 0)) {
        return;
    }
    const bool negative = std::any_of(runs.begin(), runs.end(),
                                      [](const TrackTables::Run &run) { return run.value < 0; });
    writeRuns(writer, boxType("ctts"), negative ? 1 : 0, runs);
}

void writeKeySamples(BoxWriter &writer, const TrackTables &track)
{
    // Without this box every sample is a sync sample.
    if (track.keySamples.size() == track.sizes.size()) {
        return;
    }
    writer.beginFull(boxType("stss"), 0, 0);
    writer.u32(static_cast<uint32_t>(track.keySamples.size()));
    for (const auto number : track.keySamples) {
        writer.u32(number);
    }
    writer.end();
}

void writeChunks(BoxWriter &writer, const TrackTables &track, int64_t shift)
{
    std::vector<std::pair<uint32_t, uint32_t>> changes;
    for (size_t i = 0; i < track.chunks.size(); ++i) {
        if (changes.empty() || changes.back().second != track.chunks[i].samples) {
            changes.emplace_back(static_cast<uint32_t>(i + 1), track.chunks[i].samples);
        }
    }
    writer.beginFull(boxType("stsc"), 0, 0);
    writer.u32(static_cast<uint32_t>(changes.size()));
    for (const auto &[chunk, samples] : changes) {
        writer.u32(chunk);
        writer.u32(samples);
        writer.u32(1);
    }
    writer.end();

    writer.beginFull(boxType("stsz"), 0, 0);
    writer.u32(0);
    writer.u32(static_cast<uint32_t>(track.sizes.size()));
    for (const auto size : track.sizes) {
        writer.u32(size);
    }
    writer.end();

    writer.beginFull(boxType("co64"), 0, 0);
    writer.u32(static_cast<uint32_t>(track.chunks.size()));
    for (const auto &chunk : track.chunks) {
        writer.u64(static_cast<uint64_t>(chunk.offset + shift));
    }
    writer.end();
}

void writeSampleTable(BoxWriter &writer, QByteArrayView oldTable, const TrackTables &track,
                      int64_t shift)
{
    writer.begin(boxType("stbl"));
    BoxWalker walker(oldTable);
    while (const auto box = walker.next()) {
        if (box->type == boxType("stsd")) {
            writer.raw(box->whole);
        }
    }
    writeRuns(writer, boxType("stts"), 0, track.durations);
    writeCompositionOffsets(writer, track);
    writeKeySamples(writer, track);
    writeChunks(writer, track, shift);
    BoxWalker groups(oldTable);
    while (const auto box = groups.next()) {
        if (box->type == boxType("sgpd")) {
            writer.raw(box->whole);
        }
    }
    writer.end();
}

void writeMedia(BoxWriter &writer, QByteArrayView oldMedia, const TrackTables &track, int64_t shift)
{
    writer.begin(boxType("mdia"));
    BoxWalker walker(oldMedia);
    while (const auto box = walker.next()) {
        if (box->type == boxType("mdhd")) {
            writeHeaderBox(writer, box->type, box->content, track.duration);
        } else if (box->type == boxType("minf")) {
            writer.begin(box->type);
            BoxWalker inner(box->content);
            while (const auto part = inner.next()) {
                if (part->type == boxType("stbl")) {
                    writeSampleTable(writer, part->content, track, shift);
                } else {
                    writer.raw(part->whole);
                }
            }
            writer.end();
        } else {
            writer.raw(box->whole);
        }
    }
    writer.end();
}

/// References the track with this one's chapters, in QuickTime's way, which players have adopted.
void writeChapterReference(BoxWriter &writer, uint32_t chapterTrack)
{
    writer.begin(boxType("tref"));
    writer.begin(boxType("chap"));
    writer.u32(chapterTrack);
    writer.end();
    writer.end();
}

/// `chapters`: the id of the chapter track.
void writeTrack(BoxWriter &writer, const TrackTables &track, const FragmentIndex &index,
                int64_t shift, std::optional<uint32_t> chapters)
{
    using Media = TrackTables::Media;
    const auto movieTimescale = index.movieTimescale();
    // Text tracks start disabled: users switch them on.
    const bool isText = track.media == Media::Subtitles || track.media == Media::Chapters;
    writer.begin(boxType("trak"));
    BoxWalker walker(track.trak);
    while (const auto box = walker.next()) {
        if (box->type == boxType("tkhd")) {
            const auto duration = inTimescale(track.presentation(movieTimescale), movieTimescale);
            writeHeaderBox(writer, box->type, box->content, duration, isText ? kTrackEnabled : 0);
            if (track.media == Media::Video && chapters) {
                writeChapterReference(writer, *chapters);
            }
        } else if (box->type == boxType("edts")) {
            writeEdits(writer, track, movieTimescale);
        } else if (box->type == boxType("mdia")) {
            writeMedia(writer, box->content, track, shift);
        } else {
            writer.raw(box->whole);
        }
    }
    writer.end();
}

/// By how much the video ends before the audio, in the video's time units and whole frames: after a
/// crash the frames that were still in the encoder are missing.
uint32_t missingAtTheEnd(const TrackTables &video, const FragmentIndex &index)
{
    if (video.media != TrackTables::Media::Video || video.durations.empty() ||
        video.durations.front().value <= 0) {
        return 0;
    }
    std::chrono::microseconds end{};
    for (const auto &track : index.tracks()) {
        if (track.media == TrackTables::Media::Sound && !track.sizes.empty()) {
            end = std::max(end, track.presentation(index.movieTimescale()));
        }
    }
    const auto missing = end - video.presentation(index.movieTimescale());
    if (missing <= std::chrono::microseconds::zero()) {
        return 0;
    }
    const auto picture = static_cast<uint32_t>(video.durations.front().value);
    const auto pictures = inTimescale(missing, video.timescale) / picture;
    const auto most =
        static_cast<uint64_t>(std::numeric_limits<int32_t>::max() - video.durations.back().value);
    return static_cast<uint32_t>(std::min<uint64_t>(pictures * picture, most));
}

/// `track` with its last sample extended by `longer` units.
TrackTables heldLonger(TrackTables track, uint32_t longer)
{
    auto &last = track.durations.back();
    const auto value = last.value + static_cast<int32_t>(longer);
    if (--last.count == 0) {
        track.durations.pop_back();
    }
    track.durations.push_back({1, value});
    track.duration += longer;
    return track;
}

} // namespace

QByteArray buildMoov(const FragmentIndex &index, int64_t shift)
{
    BoxWriter writer;
    for (const auto &track : index.tracks()) {
        writer.reserve(static_cast<qsizetype>(track.sizes.size() * 4 + track.chunks.size() * 20));
    }
    const auto chapters = chapterTrack(index);
    writer.begin(boxType("moov"));
    BoxWalker walker(index.header());
    size_t next = 0;
    while (const auto box = walker.next()) {
        if (box->type == boxType("mvhd")) {
            writeHeaderBox(writer, box->type, box->content,
                           inTimescale(index.duration(), index.movieTimescale()));
        } else if (box->type == boxType("trak")) {
            const auto &track = index.tracks()[next++];
            if (track.id == chapters) {
                writeTrack(writer, chapterTables(track, index.duration()), index, shift, chapters);
            } else if (const auto longer = missingAtTheEnd(track, index); longer > 0) {
                writeTrack(writer, heldLonger(track, longer), index, shift, chapters);
            } else if (track.media != TrackTables::Media::Chapters && !track.sizes.empty()) {
                writeTrack(writer, track, index, shift, chapters);
            }
        } else if (box->type != boxType("mvex")) {
            writer.raw(box->whole);
        }
    }
    writer.end();
    return writer.take();
}

QByteArray buildHead(const FragmentIndex &index)
{
    // All offsets have 64 bits, so the size does not depend on their values.
    const auto size = index.fileType().size() + buildMoov(index).size() + kMaxBoxHeader;
    return index.fileType() + buildMoov(index, size) +
           largeMdatHeader(index.wholeBytes() + kMaxBoxHeader);
}

} // namespace prosc
