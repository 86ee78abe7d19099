#include "app/server/storage/fragment_gate.h"

#include "app/mp4/recording_limits.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

using Limits = RecordingLimits;

tl::unexpected<Error> malformed()
{
    return fail(ErrorCode::Malformed, u"not a recording in fragments"_s);
}

} // namespace

qsizetype FragmentGate::missingHeader() const
{
    BoxHeader header;
    const bool needsMore = parseBoxHeader(m_header, header) == HeaderState::NeedsMore;
    const qsizetype wanted = m_header.size() < 8 ? 8 : needsMore ? kMaxBoxHeader : m_header.size();
    return wanted - m_header.size();
}

Status FragmentGate::admit(const BoxHeader &header) const
{
    struct Rule
    {
        Next next;
        BoxType type;
        int64_t min;
        int64_t max;
    };
    static constexpr Rule rules[] = {
        {Next::Ftyp, boxType("ftyp"), 8, Limits::kFileTypeBytes},
        {Next::Free, boxType("free"), kMaxBoxHeader, kMaxBoxHeader},
        {Next::Moov, boxType("moov"), 8, Limits::kIndexBoxBytes},
        {Next::Moof, boxType("moof"), 8, Limits::kIndexBoxBytes},
        {Next::Mdat, boxType("mdat"), 9, Limits::kFragmentBytes},
    };
    const auto &rule = *std::ranges::find(rules, m_next, &Rule::next);
    if (header.type != rule.type || header.bytes < rule.min || header.bytes <= header.headerBytes) {
        return malformed();
    }
    const int64_t before = m_unit - m_header.size();
    if (header.bytes > rule.max || before + header.bytes > Limits::kFragmentBytes) {
        return fail(ErrorCode::TooLarge, u"a box of %1 bytes"_s.arg(header.bytes));
    }
    return {};
}

Status FragmentGate::pass(QByteArrayView bytes, const Part &part)
{
    while (!bytes.isEmpty()) {
        const bool inHeader = m_left == 0;
        const int64_t wanted = inHeader ? int64_t{missingHeader()} : m_left;
        const auto taken = static_cast<qsizetype>(std::min<int64_t>(wanted, bytes.size()));
        const auto view = bytes.first(taken);
        bytes = bytes.sliced(taken);
        m_unit += taken;
        bool ends = false;
        if (inHeader) {
            m_header.append(view.data(), view.size());
            BoxHeader header;
            const auto state = parseBoxHeader(m_header, header);
            if (state == HeaderState::Invalid) {
                return malformed();
            }
            if (state == HeaderState::Complete) {
                if (auto admitted = admit(header); !admitted) {
                    return admitted;
                }
                m_left = header.bytes - header.headerBytes;
                m_header.clear();
            }
        } else if (m_next == Next::Free &&
                   !std::ranges::all_of(view, [](char c) { return c == 0; })) {
            return malformed(); // it is rewritten when a finalised file is reopened
        } else {
            m_left -= taken;
            ends = m_left == 0 && (m_next == Next::Moov || m_next == Next::Mdat);
            if (m_left == 0) {
                boxEnded();
            }
        }
        part(view, ends);
    }
    return {};
}

void FragmentGate::boxEnded()
{
    switch (m_next) {
    case Next::Ftyp:
        m_next = Next::Free;
        return;
    case Next::Free:
        m_next = Next::Moov;
        return;
    case Next::Moof:
        m_next = Next::Mdat;
        return;
    case Next::Moov:
    case Next::Mdat:
        m_next = Next::Moof;
        m_unit = 0;
        return;
    }
}

} // namespace prosc
