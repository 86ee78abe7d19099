#pragma once

#include "app/base/result.h"
#include "app/mp4/boxes.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace prosc {

/// Lets through only what our recorder writes: ftyp, a free box of 16 bytes, moov, then moof and
/// mdat by turns, each within its limit. It sees that from a box's first bytes, before the rest of
/// it has cost memory or disk.
class FragmentGate
{
public:
    enum class Start { OfTheBody, BetweenFragments };
    explicit FragmentGate(Start start) : m_next(start == Start::OfTheBody ? Next::Ftyp : Next::Moof)
    {
    }

    /// Gives `bytes` on, in parts; `ends` when a part ends a unit: the header (up to moov), or a
    /// fragment. Malformed, TooLarge; what was given on before stays.
    using Part = std::function<void(QByteArrayView part, bool ends)>;
    [[nodiscard]] Status pass(QByteArrayView bytes, const Part &part);
    /// No unit is open.
    [[nodiscard]] bool isBetweenUnits() const { return m_unit == 0; }

private:
    enum class Next { Ftyp, Free, Moov, Moof, Mdat };

    /// How many bytes of a box's header are still missing.
    [[nodiscard]] qsizetype missingHeader() const;
    [[nodiscard]] Status admit(const BoxHeader &header) const;
    void boxEnded();

    Next m_next;
    /// The start of the box that is being read, until its header is complete.
    QByteArray m_header;
    /// What is left of a box whose header has passed.
    int64_t m_left = 0;
    /// Bytes of the open unit so far.
    int64_t m_unit = 0;
};

} // namespace prosc
