#include "app/mp4/chapter_tables.h"

#include <algorithm>

namespace prosc {

namespace {

/// An empty text sample still has its two-byte length (3GPP TS 26.245, 5.17).
constexpr uint32_t kEmptySample = 2;

/// One sample of a track, with its file offset and start time (in the track's time scale).
struct Sample
{
    int64_t offset = 0;
    uint32_t size = 0;
    uint64_t start = 0;
};

std::vector<Sample> samplesOf(const TrackTables &track)
{
    std::vector<Sample> samples;
    samples.reserve(track.sizes.size());
    uint64_t time = 0;
    auto run = track.durations.begin();
    uint32_t inRun = 0;
    for (const auto &chunk : track.chunks) {
        int64_t offset = chunk.offset;
        for (uint32_t i = 0; i < chunk.samples; ++i) {
            const auto size = track.sizes[samples.size()];
            samples.push_back({offset, size, time});
            offset += size;
            time += static_cast<uint64_t>(run->value);
            if (++inRun == run->count) {
                ++run;
                inRun = 0;
            }
        }
    }
    return samples;
}

} // namespace

std::optional<uint32_t> chapterTrack(const FragmentIndex &index)
{
    for (const auto &track : index.tracks()) {
        if (track.media != TrackTables::Media::Chapters) {
            continue;
        }
        const auto named = std::count_if(track.sizes.begin(), track.sizes.end(),
                                         [](uint32_t size) { return size > kEmptySample; });
        if (named > 1) {
            return track.id;
        }
    }
    return std::nullopt;
}

TrackTables chapterTables(const TrackTables &track, std::chrono::microseconds end)
{
    auto samples = samplesOf(track);
    std::erase_if(samples, [](const Sample &sample) { return sample.size <= kEmptySample; });
    TrackTables chapters;
    chapters.id = track.id;
    chapters.media = track.media;
    chapters.timescale = track.timescale;
    chapters.trak = track.trak;
    chapters.edits = track.edits;
    chapters.start = track.start;
    chapters.shownUntil = track.shownUntil;
    chapters.duration = std::max(track.duration, inTimescale(end, track.timescale));
    for (size_t i = 0; i < samples.size(); ++i) {
        const auto next = i + 1 < samples.size() ? samples[i + 1].start : chapters.duration;
        chapters.sizes.push_back(samples[i].size);
        chapters.chunks.push_back({samples[i].offset, 1});
        chapters.durations.push_back({1, static_cast<int32_t>(next - samples[i].start)});
        chapters.keySamples.push_back(static_cast<uint32_t>(i + 1));
    }
    return chapters;
}

} // namespace prosc
