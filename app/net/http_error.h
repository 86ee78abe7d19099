#pragma once

#include "app/base/result.h"

#include <QByteArray>

namespace prosc {

/// The header in which our service names its error code (protocol.md), because a response to HEAD
/// has no body.
inline constexpr char kErrorHeader[] = "Proscenium-Error";

/// How much of an error response is read.
inline constexpr qint64 kMaxErrorBody = 4096;

/// The meaning of an HTTP error response; `body` is its beginning, `named` the value of
/// kErrorHeader.
[[nodiscard]] Error errorFromHttp(int status, const QByteArray &body, const QByteArray &named = {});

/// The same for a response that is not from our service but from a proxy on the way. ProxyForbids,
/// ProxyTooLarge, ProxyRefuses (permanent until its settings change); ProxyAnswers, TooMany (may be
/// temporary).
[[nodiscard]] Error errorFromProxy(int status);

} // namespace prosc
