// The part of FragmentIndex that parses moov and moof boxes.
#include "app/mp4/fragment_index.h"

#include "app/mp4/recording_limits.h"

#include <algorithm>

namespace prosc {

namespace {

constexpr uint32_t kMaxSampleDuration = 0x7fffffff;
constexpr int64_t kMaxOffset = int64_t{1} << 60;

struct FullBox
{
    explicit FullBox(QByteArrayView content) : fields(content)
    {
        const auto head = fields.u32();
        version = static_cast<int>(head >> 24);
        flags = head & 0xffffff;
    }

    FieldReader fields;
    int version = 0;
    uint32_t flags = 0;
};

/// The time scale of an mvhd or mdhd box.
uint32_t readTimescale(QByteArrayView content)
{
    FullBox box(content);
    box.fields.skip(box.version == 1 ? 16 : 8);
    return box.fields.u32();
}

TrackTables::Media mediaOf(uint32_t handler, QByteArrayView name)
{
    if (handler == boxType("vide")) {
        return TrackTables::Media::Video;
    }
    if (handler != boxType("sbtl") && handler != boxType("text")) {
        return TrackTables::Media::Sound;
    }
    return name.startsWith(QByteArrayView(TrackTables::kChapters)) ? TrackTables::Media::Chapters
                                                                   : TrackTables::Media::Subtitles;
}

std::vector<TrackTables::Edit> readEdits(QByteArrayView elst)
{
    std::vector<TrackTables::Edit> edits;
    FullBox box(elst);
    const auto count = box.fields.u32();
    for (uint32_t i = 0; i < count && box.fields.left() >= 12; ++i) {
        TrackTables::Edit edit;
        edit.duration = box.fields.time(box.version);
        edit.mediaTime = box.version == 1 ? static_cast<int64_t>(box.fields.u64())
                                          : static_cast<int32_t>(box.fields.u32());
        box.fields.skip(4);
        if (box.fields.ok()) {
            edits.push_back(edit);
        }
    }
    return edits;
}

} // namespace

struct FragmentIndex::FragmentDefaults
{
    uint32_t duration = 0;
    uint32_t size = 0;
    uint32_t flags = 0;
    int64_t base = 0;
    /// Offset of a run without an offset of its own: directly after the previous run.
    int64_t next = 0;
    /// Number of samples of this track in this fragment so far.
    size_t samples = 0;
};

Status FragmentIndex::readHeader(QByteArrayView content)
{
    m_header = content.toByteArray();
    const auto status = readTracks();
    if (!status) {
        // A partial header would name tracks without tables.
        m_header.clear();
        m_tracks.clear();
        return status;
    }
    m_phase = Phase::Fragments;
    m_wholeBytes = m_position;
    m_headerEnd = m_position;
    return {};
}

Status FragmentIndex::readTracks()
{
    m_movieTimescale = readTimescale(BoxWalker::find(m_header, boxType("mvhd")));
    BoxWalker walker(m_header);
    while (const auto box = walker.next()) {
        if (box->type != boxType("trak")) {
            continue;
        }
        if (auto status = readTrack(box->content); !status) {
            return status;
        }
    }
    BoxWalker extensions(BoxWalker::find(m_header, boxType("mvex")));
    while (const auto box = extensions.next()) {
        if (box->type != boxType("trex")) {
            continue;
        }
        FullBox trex(box->content);
        const auto id = trex.fields.u32();
        trex.fields.skip(4);
        for (auto &track : m_tracks) {
            if (track.id == id) {
                track.defaultDuration = trex.fields.u32();
                track.defaultSize = trex.fields.u32();
                track.defaultFlags = trex.fields.u32();
            }
        }
    }
    if (m_tracks.empty() || m_movieTimescale == 0) {
        return malformedBox("moov without tracks");
    }
    return {};
}

Status FragmentIndex::readTrack(QByteArrayView content)
{
    TrackTables track;
    track.trak = content.toByteArray();
    FullBox tkhd(BoxWalker::find(track.trak, boxType("tkhd")));
    tkhd.fields.skip(tkhd.version == 1 ? 16 : 8);
    track.id = tkhd.fields.u32();

    const auto mdia = BoxWalker::find(track.trak, boxType("mdia"));
    track.timescale = readTimescale(BoxWalker::find(mdia, boxType("mdhd")));
    FullBox hdlr(BoxWalker::find(mdia, boxType("hdlr")));
    hdlr.fields.skip(4);
    const auto handler = hdlr.fields.u32();
    hdlr.fields.skip(12);
    track.media = mediaOf(handler, hdlr.fields.rest());

    const auto edts = BoxWalker::find(track.trak, boxType("edts"));
    track.edits = readEdits(BoxWalker::find(edts, boxType("elst")));
    if (!tkhd.fields.ok() || track.timescale == 0 || m_tracks.size() >= RecordingLimits::kTracks) {
        return malformedBox("trak");
    }
    m_tracks.push_back(std::move(track));
    return {};
}

Status FragmentIndex::readFragment(QByteArrayView content, int64_t moofStart)
{
    // A preceding moof without its mdat never became a whole fragment.
    m_pending.clear();
    BoxWalker walker(content);
    while (const auto box = walker.next()) {
        if (box->type != boxType("traf")) {
            continue;
        }
        if (auto status = readTrackFragment(box->content, moofStart); !status) {
            return status;
        }
    }
    return m_pending.empty() ? malformedBox("moof without samples") : Status();
}

Status FragmentIndex::readStart(QByteArrayView content, TrackRun &run)
{
    FullBox tfdt(BoxWalker::find(content, boxType("tfdt")));
    run.start = tfdt.fields.time(tfdt.version);
    run.hasStart = tfdt.fields.ok();
    return run.start > static_cast<uint64_t>(kMaxOffset) ? malformedBox("tfdt") : Status();
}

Status FragmentIndex::readTrackFragment(QByteArrayView content, int64_t moofStart)
{
    FullBox tfhd(BoxWalker::find(content, boxType("tfhd")));
    const auto id = tfhd.fields.u32();
    const auto track = std::find_if(m_tracks.begin(), m_tracks.end(),
                                    [id](const TrackTables &known) { return known.id == id; });
    if (track == m_tracks.end()) {
        return malformedBox("tfhd names an unknown track");
    }
    FragmentDefaults defaults;
    defaults.base = (tfhd.flags & 0x1) != 0 ? static_cast<int64_t>(tfhd.fields.u64()) : moofStart;
    if ((tfhd.flags & 0x2) != 0) {
        tfhd.fields.skip(4);
    }
    defaults.duration = (tfhd.flags & 0x8) != 0 ? tfhd.fields.u32() : track->defaultDuration;
    defaults.size = (tfhd.flags & 0x10) != 0 ? tfhd.fields.u32() : track->defaultSize;
    defaults.flags = (tfhd.flags & 0x20) != 0 ? tfhd.fields.u32() : track->defaultFlags;
    defaults.next = defaults.base;
    if (!tfhd.fields.ok() || defaults.base < 0 || defaults.base > kMaxOffset) {
        return malformedBox("tfhd");
    }

    TrackRun run;
    run.track = static_cast<size_t>(track - m_tracks.begin());
    if (auto status = readStart(content, run); !status) {
        return status;
    }
    BoxWalker walker(content);
    while (const auto box = walker.next()) {
        if (box->type != boxType("trun")) {
            continue;
        }
        if (auto status = readRun(box->content, defaults, run); !status) {
            return status;
        }
        run.hasStart = false;
    }
    return {};
}

Status FragmentIndex::readRun(QByteArrayView content, FragmentDefaults &defaults, TrackRun run)
{
    FullBox trun(content);
    const auto count = trun.fields.u32();
    // Checked before allocating: the largest count that the field allows needs 64 GB.
    if (count > RecordingLimits::kSamples - std::min(defaults.samples, RecordingLimits::kSamples) ||
        count == 0 || m_pending.size() >= RecordingLimits::kRuns) {
        return malformedBox("trun sample count");
    }
    defaults.samples += count;
    run.offset = defaults.next;
    if ((trun.flags & 0x1) != 0) {
        run.offset = defaults.base + static_cast<int32_t>(trun.fields.u32());
    }
    const bool hasFirstFlags = (trun.flags & 0x4) != 0;
    const auto firstFlags = hasFirstFlags ? trun.fields.u32() : 0;
    run.samples.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
        Sample sample;
        sample.duration = (trun.flags & 0x100) != 0 ? trun.fields.u32() : defaults.duration;
        sample.size = (trun.flags & 0x200) != 0 ? trun.fields.u32() : defaults.size;
        sample.flags = hasFirstFlags && i == 0 ? firstFlags : defaults.flags;
        if ((trun.flags & 0x400) != 0) {
            sample.flags = trun.fields.u32();
        }
        if ((trun.flags & 0x800) != 0) {
            sample.compositionOffset = static_cast<int32_t>(trun.fields.u32());
        }
        if (sample.duration > kMaxSampleDuration) {
            return malformedBox("sample duration");
        }
        run.bytes += sample.size;
        run.samples.push_back(sample);
    }
    if (!trun.fields.ok()) {
        return malformedBox("trun");
    }
    defaults.next = run.offset + run.bytes;
    m_pending.push_back(std::move(run));
    return {};
}

} // namespace prosc
