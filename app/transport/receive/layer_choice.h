#pragma once

#include "app/base/clock.h"

#include <algorithm>
#include <optional>

namespace prosc {

/// Which layer of a track to request when the wanted one changes: a higher one at once, a lower one
/// only after a second in which no higher one was wanted, so that a changing layout does not make
/// the sender produce key frames again and again.
class LayerChoice
{
public:
    static constexpr MediaTime kLowerAfter = std::chrono::seconds(1);

    /// The layer to request now; call it repeatedly while `wanted` differs from the result.
    [[nodiscard]] int choose(int wanted, MediaTime now)
    {
        if (!m_chosen || wanted >= *m_chosen) {
            m_chosen = wanted;
            m_lower.reset();
            return wanted;
        }
        // If several lower ones were wanted in that second, the highest of them.
        if (!m_lower) {
            m_lower = Lower{wanted, now};
        }
        m_lower->layer = std::max(m_lower->layer, wanted);
        if (now - m_lower->since >= kLowerAfter) {
            m_chosen = m_lower->layer;
            m_lower.reset();
        }
        return *m_chosen;
    }

private:
    struct Lower
    {
        int layer;
        MediaTime since;
    };

    std::optional<int> m_chosen;
    std::optional<Lower> m_lower;
};

} // namespace prosc
