#pragma once

#include "tests/media/virtual_film.h"
#include "tests/media/virtual_person.h"

#include <algorithm>
#include <optional>

namespace prosc::testing {

/// Timing of some people's flashes and beeps in a stretch of a film.
struct SyncReport
{
    int flashes = 0;
    /// Flashes or beeps not found within half a second of their time.
    int missing = 0;
    /// Frames between a flash and the first frame that can show it.
    int worstPicture = 0;
    /// Milliseconds between a beep and its expected time: the maximum and the mean.
    double worstSound = 0;
    double meanSound = 0;
    /// Beep relative to flash in the file, in milliseconds. A frame comes 0 to 33 ms after its
    /// moment, as there is one every 33 ms; so -33 to 0 is correct.
    double least = 1e9;
    double most = -1e9;
};

/// Finds when each tile becomes bright and when a beep begins, from the whole second `from` on.
class SyncReader
{
public:
    SyncReader(const VirtualFilm &film, int64_t from, int64_t seconds, const StageLayout &layout)
        : m_from(static_cast<double>(from)), m_sound(film.sound(from, seconds))
    {
        const auto pictures = film.pictures(from, seconds);
        for (const auto &tile : layout.tiles) {
            auto &line = m_light.emplace_back();
            for (const auto &picture : pictures) {
                line.push_back(film.brightness(picture, tile.rect));
            }
        }
    }

    /// The frame number in the film.
    [[nodiscard]] std::optional<int64_t> flashNear(size_t tile, double second) const
    {
        const auto &line = m_light[tile];
        const auto begin = index((second - 0.5 - m_from) * 30, line.size());
        for (size_t i = std::max<size_t>(begin, 1);
             i < index((second + 0.5 - m_from) * 30, line.size()); ++i) {
            if (line[i] > 130 && line[i - 1] < 130) {
                return static_cast<int64_t>(i) + std::llround(m_from * 30);
            }
        }
        return {};
    }

    /// The time in the film, in seconds.
    [[nodiscard]] std::optional<double> beepNear(double second) const
    {
        const auto begin = index((second - 0.5 - m_from) * 48000, m_sound.size());
        const auto end = index((second + 0.5 - m_from) * 48000, m_sound.size());
        for (size_t i = begin; i < end; ++i) {
            if (std::abs(m_sound[i]) > 0.1F) {
                return m_from + static_cast<double>(i) / 48000;
            }
        }
        return {};
    }

private:
    [[nodiscard]] static size_t index(double at, size_t size)
    {
        return static_cast<size_t>(std::clamp(at, 0.0, static_cast<double>(size)));
    }

    double m_from;
    std::vector<float> m_sound;
    std::vector<std::vector<double>> m_light;
};

/// `layout` has the people's tiles in the same order; no two of them flash within the same second.
inline SyncReport readSync(const VirtualFilm &film, int64_t from, int64_t seconds,
                           const std::vector<VirtualPerson> &people, const StageLayout &layout)
{
    const SyncReader reader(film, from, seconds, layout);
    SyncReport report;
    double sum = 0;
    for (size_t person = 0; person < people.size(); ++person) {
        for (int64_t number = 0;; ++number) {
            const double moment =
                std::chrono::duration<double>(people[person].flash(number)).count();
            if (moment > static_cast<double>(from + seconds) - 1) {
                break;
            }
            if (moment < static_cast<double>(from) + 1) {
                continue;
            }
            const auto picture = reader.flashNear(person, moment);
            const auto beep = reader.beepNear(moment);
            ++report.flashes;
            if (!picture || !beep) {
                ++report.missing;
                continue;
            }
            // A frame shows what arrived until its moment, so the first one to show it is not
            // before it.
            const auto first = static_cast<int64_t>(std::ceil(moment * 30 - 1e-6));
            const double late = (*beep - moment) * 1000;
            const double behind = (*beep - static_cast<double>(*picture) / 30) * 1000;
            report.worstPicture =
                std::max(report.worstPicture, static_cast<int>(std::abs(*picture - first)));
            report.worstSound = std::max(report.worstSound, std::abs(late));
            report.least = std::min(report.least, behind);
            report.most = std::max(report.most, behind);
            sum += late;
        }
    }
    report.meanSound = sum / std::max(1, report.flashes - report.missing);
    return report;
}

} // namespace prosc::testing
