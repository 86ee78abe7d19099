#include "app/mp4/recording_continuation.h"

#include <QtEndian>

#include <algorithm>

namespace prosc {

namespace {

/// Offset of the first field after version and flags of a full box.
constexpr qsizetype kFirstField = 4;

uint64_t divideUp(uint64_t value, uint64_t by)
{
    return (value + by - 1) / by;
}

template <class T>
bool addTo(QByteArrayView content, char *base, QByteArrayView of, T more)
{
    if (content.size() < kFirstField + static_cast<qsizetype>(sizeof(T))) {
        return false;
    }
    char *field = base + (content.data() - of.data()) + kFirstField;
    qToBigEndian<T>(static_cast<T>(qFromBigEndian<T>(field) + more), field);
    return true;
}

tl::unexpected<Error> noContinuation(const char *what)
{
    return fail(ErrorCode::MediaFailed, QString::fromLatin1(what));
}

} // namespace

RecordingContinuation::RecordingContinuation(const FragmentIndex &saved, int frameRate)
    : m_fragments(static_cast<uint32_t>(saved.fragmentEnds().size()))
{
    const auto rate = static_cast<uint64_t>(frameRate);
    uint64_t pictures = 0;
    for (const auto &track : saved.tracks()) {
        const auto end = track.start + track.duration;
        pictures = std::max(pictures, divideUp(end * rate, track.timescale));
    }
    m_firstPicture = static_cast<int64_t>(pictures);
    for (const auto &track : saved.tracks()) {
        m_tracks.push_back(
            {track.id, track.timescale, track.media, divideUp(pictures * track.timescale, rate)});
    }
}

bool RecordingContinuation::has(TrackTables::Media media) const
{
    return std::ranges::find(m_tracks, media, &Track::media) != m_tracks.end();
}

Status RecordingContinuation::compare(QByteArrayView header) const
{
    FragmentIndex index;
    if (const auto read = index.feed(header); !read) {
        return noContinuation("the new header is not whole");
    }
    const bool same =
        std::equal(m_tracks.begin(), m_tracks.end(), index.tracks().begin(), index.tracks().end(),
                   [](const Track &a, const TrackTables &b) {
                       return a.id == b.id && a.timescale == b.timescale && a.media == b.media;
                   });
    return same ? Status() : noContinuation("the new tracks are not those of the recording");
}

Status RecordingContinuation::shift(QByteArray &fragment) const
{
    char *base = fragment.data();
    const QByteArrayView all(fragment);
    bool isShifted = false;
    const auto moof = BoxWalker::find(all, boxType("moof"));
    BoxWalker boxes(moof);
    while (const auto box = boxes.next()) {
        if (box->type == boxType("mfhd") &&
            !addTo<uint32_t>(box->content, base, all, m_fragments)) {
            return noContinuation("a fragment without its number");
        }
        if (box->type != boxType("traf")) {
            continue;
        }
        if (!shiftTrack(base, all, box->content)) {
            return noContinuation("a fragment of an unknown track");
        }
        isShifted = true;
    }
    return isShifted ? Status() : noContinuation("no fragment");
}

bool RecordingContinuation::shiftTrack(char *base, QByteArrayView all, QByteArrayView traf) const
{
    const auto header = BoxWalker::find(traf, boxType("tfhd"));
    const auto time = BoxWalker::find(traf, boxType("tfdt"));
    if (header.size() < kFirstField + 4 || time.isEmpty()) {
        return false;
    }
    const auto id = qFromBigEndian<uint32_t>(header.data() + kFirstField);
    const auto track = std::find_if(m_tracks.begin(), m_tracks.end(),
                                    [id](const Track &one) { return one.id == id; });
    // Version 0 of tfdt has 32-bit times, which would overflow within a day.
    constexpr char kLongTimes = 1;
    return track != m_tracks.end() && time.front() == kLongTimes &&
           addTo<uint64_t>(time, base, all, track->ticks);
}

} // namespace prosc
