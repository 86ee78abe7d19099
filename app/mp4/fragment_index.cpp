#include "app/mp4/fragment_index.h"

#include "app/mp4/recording_limits.h"

#include <algorithm>
#include <limits>

namespace prosc {

namespace {

constexpr qsizetype kReadAhead = 4096;

} // namespace

Result<qsizetype> FragmentIndex::wantedBytes()
{
    BoxHeader header;
    switch (parseBoxHeader(m_partial, header)) {
    case HeaderState::NeedsMore:
        return m_partial.size() < 8 ? 8 : kMaxBoxHeader;
    case HeaderState::Invalid:
        return malformedBox("box header");
    case HeaderState::Complete:
        break;
    }
    const bool isMedia = header.type == boxType("mdat");
    if (isMedia && m_phase == Phase::FreeBox && header.headerBytes == kMaxBoxHeader) {
        // The former free box of a finalised file: everything after its 16 bytes is unchanged.
        return kMaxBoxHeader;
    }
    if (isMedia) {
        return header.headerBytes;
    }
    const auto most = m_phase == Phase::FileType ? RecordingLimits::kFileTypeBytes
                                                 : RecordingLimits::kIndexBoxBytes;
    if (header.bytes > most) {
        return malformedBox("box too large");
    }
    return static_cast<qsizetype>(header.bytes);
}

Status FragmentIndex::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && m_phase != Phase::Ended) {
        if (m_skip > 0) {
            const auto passed = std::min<int64_t>(m_skip, bytes.size());
            bytes = bytes.sliced(static_cast<qsizetype>(passed));
            m_position += passed;
            m_skip -= passed;
            if (m_skip == 0) {
                mediaPassed();
            }
            continue;
        }
        auto wanted = wantedBytes();
        if (wanted && m_partial.size() < *wanted) {
            const auto taken = std::min(*wanted - m_partial.size(), bytes.size());
            m_partial.append(bytes.data(), taken);
            bytes = bytes.sliced(taken);
            m_position += taken;
            wanted = wantedBytes();
        }
        Status status = wanted ? Status() : fail(wanted.error());
        if (wanted && m_partial.size() >= *wanted) {
            BoxHeader header;
            if (parseBoxHeader(m_partial, header) == HeaderState::Complete) {
                const auto box = std::exchange(m_partial, {});
                status = boxArrived(box, header);
            }
        }
        if (!status) {
            m_phase = Phase::Ended;
            return status;
        }
    }
    return {};
}

Status FragmentIndex::boxArrived(QByteArrayView box, const BoxHeader &header)
{
    const auto content = box.sliced(header.headerBytes);
    const auto start = m_position - box.size();
    if (m_phase == Phase::FileType) {
        if (header.type != boxType("ftyp")) {
            return malformedBox("no ftyp");
        }
        m_fileType = box.toByteArray();
        m_phase = Phase::FreeBox;
        return {};
    }
    if (m_phase == Phase::FreeBox) {
        m_phase = Phase::Header;
        if ((header.type == boxType("free") && box.size() == kMaxBoxHeader) ||
            header.type == boxType("mdat")) {
            m_freeBoxOffset = start;
            return {};
        }
    }
    if (m_phase == Phase::Header) {
        return header.type == boxType("moov") ? readHeader(content) : Status();
    }
    if (header.type == boxType("moof")) {
        m_fragmentStart = start;
        return readFragment(content, start);
    }
    if (header.type == boxType("mdat")) {
        const auto first = m_position;
        m_skip = header.bytes - header.headerBytes;
        const bool inside =
            std::all_of(m_pending.begin(), m_pending.end(), [&](const TrackRun &run) {
                return run.offset >= first && run.bytes <= first + m_skip - run.offset;
            });
        if (m_pending.empty() || !inside || m_skip == 0) {
            return malformedBox("samples outside of mdat");
        }
        if (start + header.bytes - m_fragmentStart > RecordingLimits::kFragmentBytes) {
            return malformedBox("fragment too large");
        }
    } else if (header.type == boxType("moov")) {
        m_phase = Phase::Ended; // the moov appended by the finaliser
    }
    return {};
}

Result<FragmentIndex> FragmentIndex::read(DiskFile &file, int64_t limit)
{
    const auto size = file.size();
    if (!size) {
        return fail(size.error());
    }
    const auto end = limit < 0 ? *size : std::min(limit, *size);
    FragmentIndex index;
    while (index.m_phase != Phase::Ended && index.m_position < end) {
        const auto left = end - index.m_position;
        if (index.m_skip > left) {
            break;
        }
        if (index.m_skip > 0) {
            index.m_position += std::exchange(index.m_skip, 0);
            index.mediaPassed();
            continue;
        }
        const auto bytes = file.readAt(index.m_position, std::min<int64_t>(kReadAhead, left));
        if (!bytes) {
            return fail(bytes.error());
        }
        if (bytes->isEmpty() || !index.feed(*bytes)) {
            break; // the recording ends at the first damage
        }
    }
    return index;
}

void FragmentIndex::mediaPassed()
{
    for (const auto &run : m_pending) {
        commit(run);
    }
    m_pending.clear();
    m_wholeBytes = m_position;
    m_fragmentEnds.push_back(m_position);
}

namespace {

void appendRun(TrackTables::Table<TrackTables::Run> &runs, int32_t value)
{
    if (!runs.empty() && runs.back().value == value) {
        ++runs.back().count;
    } else {
        runs.push_back({1, value});
    }
}

} // namespace

void FragmentIndex::alignStart(TrackTables &track, uint64_t start) const
{
    if (track.sizes.empty()) {
        track.start = start;
        return;
    }
    // A sample lasts until the next one begins, even across fragments.
    const auto expected = track.start + track.duration;
    const auto shift = static_cast<int64_t>(start) - static_cast<int64_t>(expected);
    auto &last = track.durations.back();
    const auto longer = last.value + shift;
    if (shift == 0 || longer < 0 || longer > std::numeric_limits<int32_t>::max()) {
        return;
    }
    if (--last.count == 0) {
        track.durations.pop_back();
    }
    appendRun(track.durations, static_cast<int32_t>(longer));
    track.duration = start - track.start;
}

void FragmentIndex::commit(const TrackRun &run)
{
    constexpr uint32_t kNotKeyFrame = 0x10000;
    auto &track = m_tracks[run.track];
    if (run.hasStart) {
        alignStart(track, run.start);
    }
    for (const auto &sample : run.samples) {
        appendRun(track.durations, static_cast<int32_t>(sample.duration));
        appendRun(track.compositionOffsets, sample.compositionOffset);
        track.sizes.push_back(sample.size);
        if ((sample.flags & kNotKeyFrame) == 0) {
            track.keySamples.push_back(static_cast<uint32_t>(track.sizes.size()));
        }
        track.duration += sample.duration;
        const auto end = static_cast<int64_t>(track.duration) + sample.compositionOffset;
        track.shownUntil =
            std::max(track.shownUntil, static_cast<uint64_t>(std::max<int64_t>(end, 0)));
    }
    track.chunks.push_back({run.offset, static_cast<uint32_t>(run.samples.size())});
}

int64_t FragmentIndex::pictures() const
{
    int64_t count = 0;
    for (const auto &track : m_tracks) {
        count +=
            track.media == TrackTables::Media::Video ? static_cast<int64_t>(track.sizes.size()) : 0;
    }
    return count;
}

std::chrono::microseconds FragmentIndex::duration() const
{
    std::chrono::microseconds longest{};
    for (const auto &track : m_tracks) {
        longest = std::max(longest, track.presentation(m_movieTimescale));
    }
    return longest;
}

uint64_t inTimescale(std::chrono::microseconds time, uint32_t timescale)
{
    // In two parts: a day in microseconds times a large time scale overflows 64 bits.
    const auto value = static_cast<uint64_t>(time.count());
    return value / 1000000 * timescale + (value % 1000000 * timescale + 500000) / 1000000;
}

std::chrono::microseconds TrackTables::presentation(uint32_t movieTimescale) const
{
    constexpr double kLongest = 1e12; // keeps the result of a damaged edit list in range
    const auto end = std::max(duration, shownUntil);
    double seconds = 0;
    int64_t skipped = 0;
    for (const auto &edit : edits) {
        if (edit.mediaTime < 0) {
            seconds += static_cast<double>(edit.duration) / movieTimescale;
        } else {
            skipped = edit.mediaTime;
        }
    }
    seconds += (static_cast<double>(end) - static_cast<double>(skipped)) / timescale;
    return std::chrono::microseconds(
        static_cast<int64_t>(std::clamp(seconds, 0.0, kLongest) * 1e6 + 0.5));
}

} // namespace prosc
