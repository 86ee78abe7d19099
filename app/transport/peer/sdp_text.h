#pragma once

#include "app/room/protocol/messages.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace prosc {

/// Adapts an offer from Janus so that webrtcbin recovers lost packets with it: no FIR (Janus cannot
/// tell which sender it is for), reduced-size RTCP, and `a=setup:active`, so that webrtcbin, whose
/// first DTLS hello tends to get lost, waits.
[[nodiscard]] QString curedOffer(const QString &sdp);

/// The mids in the order of the m-lines; empty where an m-line has none.
[[nodiscard]] QStringList midsOf(const QString &sdp);

/// `sdp` with each candidate in its media section, and end-of-candidates if `complete`.
[[nodiscard]] QString withCandidates(const QString &sdp,
                                     const std::vector<msg::Candidate> &candidates, bool complete);

/// The SSRCs of one layer: its packets, and their retransmissions.
struct LayerSources
{
    uint32_t media = 0;
    uint32_t repeated = 0;
};

/// `offer` with the layers (smallest first) as the SSRCs of its video section: "a=ssrc-group:SIM",
/// as Chromium once wrote it and Janus understands it, and an FID group (RFC 5576) for each. The
/// section keeps its cname.
[[nodiscard]] QString withLayers(const QString &offer, const std::vector<LayerSources> &layers);

/// The server in webrtcbin's notation, `turn(s)://user:password@host:port?transport=..` or
/// `stun://host:port`; empty if `url` (RFC 7064, 7065) is unusable.
[[nodiscard]] QString gstIceUri(const QString &url, const QString &username,
                                const QString &credential);

} // namespace prosc
