#pragma once

#include "app/room/protocol/messages.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace prosc {

/// Changes an offer of Janus so that webrtcbin repairs lost packets with it: no FIR (Janus cannot
/// tell whom it is for), reduced-size RTCP, and `a=setup:active`, so that webrtcbin, whose first
/// DTLS hello tends to get lost, waits.
[[nodiscard]] QString curedOffer(const QString &sdp);

/// The mids in the order of the m-lines; empty where one has none.
[[nodiscard]] QStringList midsOf(const QString &sdp);

/// `sdp` with each candidate in its m-section, and end-of-candidates if `complete`.
[[nodiscard]] QString withCandidates(const QString &sdp,
                                     const std::vector<msg::Candidate> &candidates, bool complete);

/// The synchronisation sources of one layer: its packets, and the same ones sent again.
struct LayerSources
{
    uint32_t media = 0;
    uint32_t repeated = 0;
};

/// `offer` with the layers (the smallest first) as the sources of its section of pictures:
/// "a=ssrc-group:SIM", as Chromium once wrote it and Janus understands it, and a FID group (RFC
/// 5576) for each. The section keeps its cname.
[[nodiscard]] QString withLayers(const QString &offer, const std::vector<LayerSources> &layers);

/// The server as webrtcbin wants it, `turn(s)://user:password@host:port?transport=..` or
/// `stun://host:port`; empty if `url` (RFC 7064, 7065) is of no use.
[[nodiscard]] QString gstIceUri(const QString &url, const QString &username,
                                const QString &credential);

} // namespace prosc
