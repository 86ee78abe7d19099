#pragma once

#include "app/base/clock.h"

#include <algorithm>
#include <optional>

namespace prosc {

/// Which layer of a track to ask for when what is wanted changes: a higher one at once, a lower one
/// only after a second in which no higher one was wanted, so that a layout in motion does not make
/// the sender produce key frames again and again.
class LayerChoice
{
public:
    static constexpr MediaTime kLowerAfter = std::chrono::seconds(1);

    /// The layer to have now; call it again and again while wanted() is another one.
    [[nodiscard]] int choose(int wanted, MediaTime now)
    {
        if (!m_chosen || wanted >= *m_chosen) {
            m_chosen = wanted;
            m_lower.reset();
            return wanted;
        }
        // Of several lower ones in that second, the highest.
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
