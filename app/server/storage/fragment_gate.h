#pragma once

#include "app/base/result.h"
#include "app/mp4/boxes.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace prosc {

/// Passes only what our recorder writes: ftyp, a free box of 16 bytes, moov, then moof and mdat
/// alternately, each within its limit. It decides from a box's first bytes, before the rest of it
/// has cost memory or disk space.
class FragmentGate
{
public:
    enum class Start { OfTheBody, BetweenFragments };
    explicit FragmentGate(Start start) : m_next(start == Start::OfTheBody ? Next::Ftyp : Next::Moof)
    {
    }

    /// Passes `bytes` on in parts; `ends` if a part ends a unit: the header (up to moov), or a
    /// fragment. Malformed, TooLarge; parts already passed on remain so.
    using Part = std::function<void(QByteArrayView part, bool ends)>;
    [[nodiscard]] Status pass(QByteArrayView bytes, const Part &part);
    /// No unit is incomplete.
    [[nodiscard]] bool isBetweenUnits() const { return m_unit == 0; }

private:
    enum class Next { Ftyp, Free, Moov, Moof, Mdat };

    /// The number of bytes still missing from a box's header.
    [[nodiscard]] qsizetype missingHeader() const;
    [[nodiscard]] Status admit(const BoxHeader &header) const;
    void boxEnded();

    Next m_next;
    /// The beginning of the current box, until its header is complete.
    QByteArray m_header;
    /// Bytes left of a box whose header has passed.
    int64_t m_left = 0;
    /// Bytes of the current unit so far.
    int64_t m_unit = 0;
};

} // namespace prosc
