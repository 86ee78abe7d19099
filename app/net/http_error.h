#pragma once

#include "app/base/result.h"

#include <QByteArray>

namespace prosc {

/// The header in which our service names its error code (protocol.md); an answer to HEAD has no
/// body.
inline constexpr char kErrorHeader[] = "Proscenium-Error";

/// What an HTTP answer that refuses something means; `body` is its beginning, `named` what stands
/// in kErrorHeader.
[[nodiscard]] Error errorFromHttp(int status, const QByteArray &body, const QByteArray &named = {});

/// The same for an answer that is not our service's: a proxy on the way has given it. ProxyForbids,
/// ProxyTooLarge, ProxyRefuses (somebody has to change its settings); ProxyAnswers, TooMany (it may
/// pass).
[[nodiscard]] Error errorFromProxy(int status);

} // namespace prosc
