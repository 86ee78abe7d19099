#pragma once

#include "app/room/messages.h"

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

/// The server as webrtcbin wants it, `turn(s)://user:password@host:port?transport=..` or
/// `stun://host:port`; empty if `url` (RFC 7064, 7065) is of no use.
[[nodiscard]] QString gstIceUri(const QString &url, const QString &username,
                                const QString &credential);

} // namespace prosc
