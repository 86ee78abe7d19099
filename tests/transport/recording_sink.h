#pragma once

#include "app/stage/ports.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

/// Keeps all output of a transport.
class RecordingSink final : public prosc::EncodedTrackSink
{
public:
    void encodedFrame(const prosc::TrackId &track, prosc::EncodedFrame frame) override
    {
        const prosc::MediaTime now = m_clock.now();
        std::lock_guard lock(m_mutex);
        m_frames[track].push_back(std::move(frame));
        m_arrivals[track].push_back(now);
    }
    void encodedTrackEnded(const prosc::TrackId &track) override
    {
        std::lock_guard lock(m_mutex);
        ++m_ended[track];
    }
    void packetsLost(const prosc::TrackId &track, int lost) override
    {
        std::lock_guard lock(m_mutex);
        m_lost[track] += lost;
    }

    [[nodiscard]] std::vector<prosc::EncodedFrame> frames(const prosc::TrackId &track) const
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_frames.find(track);
        return found == m_frames.end() ? std::vector<prosc::EncodedFrame>() : found->second;
    }
    /// How long after its timestamp each frame arrived.
    [[nodiscard]] std::vector<prosc::MediaTime> ages(const prosc::TrackId &track) const
    {
        std::lock_guard lock(m_mutex);
        std::vector<prosc::MediaTime> ages;
        const auto &frames = m_frames.at(track);
        for (size_t i = 0; i < frames.size(); ++i) {
            ages.push_back(m_arrivals.at(track)[i] - frames[i].time);
        }
        return ages;
    }
    /// The longest time between two arrivals.
    [[nodiscard]] prosc::MediaTime longestGap(const prosc::TrackId &track) const
    {
        std::lock_guard lock(m_mutex);
        prosc::MediaTime longest{};
        const auto &arrivals = m_arrivals.at(track);
        for (size_t i = 1; i < arrivals.size(); ++i) {
            longest = std::max(longest, arrivals[i] - arrivals[i - 1]);
        }
        return longest;
    }
    [[nodiscard]] size_t count(const prosc::TrackId &track) const { return frames(track).size(); }
    [[nodiscard]] int ended(const prosc::TrackId &track) const
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_ended.find(track);
        return found == m_ended.end() ? 0 : found->second;
    }
    [[nodiscard]] int lost(const prosc::TrackId &track) const
    {
        std::lock_guard lock(m_mutex);
        const auto found = m_lost.find(track);
        return found == m_lost.end() ? 0 : found->second;
    }
    void clear()
    {
        std::lock_guard lock(m_mutex);
        m_frames.clear();
        m_arrivals.clear();
        m_ended.clear();
        m_lost.clear();
    }

private:
    prosc::SystemClock m_clock;
    mutable std::mutex m_mutex;
    std::map<prosc::TrackId, std::vector<prosc::EncodedFrame>> m_frames;
    std::map<prosc::TrackId, std::vector<prosc::MediaTime>> m_arrivals;
    std::map<prosc::TrackId, int> m_ended;
    std::map<prosc::TrackId, int> m_lost;
};
