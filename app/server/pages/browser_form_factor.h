#pragma once

#include "app/room/protocol/values.h"
#include "app/server/http/http_types.h"

namespace prosc {

/// The kind of device that a browser's request for a page says it comes from: by User-Agent and by
/// the client hints that browsers send unasked (Sec-CH-UA-Mobile, Sec-CH-UA-Platform;
/// https://wicg.github.io/ua-client-hints/). Desktop when in doubt: an iPad that calls itself a
/// Macintosh is found by the page itself, by its touch screen.
[[nodiscard]] FormFactor formFactorOfBrowser(const HttpRequest &request);

} // namespace prosc
