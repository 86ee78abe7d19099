#include "app/stage/stage_transition.h"

#include <algorithm>
#include <cmath>

namespace prosc {

namespace {

/// Tiles narrower or lower than this are not drawn.
constexpr int kLeastSide = 16;

const StageTile *tileOf(const StageLayout &layout, const TrackId &track)
{
    const auto found = std::find_if(layout.tiles.begin(), layout.tiles.end(),
                                    [&](const StageTile &tile) { return tile.track == track; });
    return found == layout.tiles.end() ? nullptr : &*found;
}

bool samePlaces(const StageLayout &a, const StageLayout &b)
{
    return a.tiles.size() == b.tiles.size() &&
           std::equal(a.tiles.begin(), a.tiles.end(), b.tiles.begin(),
                      [](const StageTile &one, const StageTile &other) {
                          return one.track == other.track && one.rect == other.rect;
                      });
}

int between(int from, int to, double share)
{
    return static_cast<int>(std::lround((from + (to - from) * share) / 2)) * 2;
}

QRect between(const QRect &from, const QRect &to, double share)
{
    const int left = between(from.x(), to.x(), share);
    const int top = between(from.y(), to.y(), share);
    // Interpolates edges, not sizes: rounding must not push a tile over the edge of the stage.
    const int right = between(from.x() + from.width(), to.x() + to.width(), share);
    const int bottom = between(from.y() + from.height(), to.y() + to.height(), share);
    return {left, top, right - left, bottom - top};
}

/// An empty rectangle at the centre of `rect`.
QRect middleOf(const QRect &rect)
{
    return {(rect.x() + rect.width() / 2) & ~1, (rect.y() + rect.height() / 2) & ~1, 0, 0};
}

/// Ease-out: fast at first, then gently into place.
double eased(double share)
{
    const double left = 1 - share;
    return 1 - left * left * left;
}

} // namespace

void StageTransition::setLayout(const StageLayout &target, MediaTime now)
{
    if (target == m_target) {
        return;
    }
    if (m_target.size != target.size) {
        m_start.reset();
    } else if (!samePlaces(m_target, target)) {
        m_from = at(now);
        m_start = now;
    }
    m_target = target;
}

bool StageTransition::isMoving(MediaTime now) const
{
    return m_start && now - *m_start < kLength;
}

StageLayout StageTransition::at(MediaTime now) const
{
    if (!isMoving(now)) {
        return m_target;
    }
    const double share = eased(std::max(0.0, static_cast<double>((now - *m_start).count()) /
                                                 static_cast<double>(MediaTime(kLength).count())));
    StageLayout layout{m_target.size, {}};
    const auto place = [&layout](StageTile tile, const QRect &from, const QRect &to, double part) {
        tile.rect = between(from, to, part);
        if (tile.rect.width() >= kLeastSide && tile.rect.height() >= kLeastSide) {
            layout.tiles.push_back(tile);
        }
    };
    for (const auto &tile : m_from.tiles) {
        if (tileOf(m_target, tile.track) == nullptr) {
            place(tile, tile.rect, middleOf(tile.rect), share);
        }
    }
    for (const auto &tile : m_target.tiles) {
        const auto *before = tileOf(m_from, tile.track);
        place(tile, before != nullptr ? before->rect : middleOf(tile.rect), tile.rect, share);
    }
    return layout;
}

} // namespace prosc
