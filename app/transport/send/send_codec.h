#pragma once

#include "app/stage/media.h"
#include "app/transport/peer/gst_handles.h"

#include <QByteArray>

namespace prosc {

/// The elements that packetise frames of a codec, and the caps around them.
struct CodecParts
{
    const char *sourceCaps;
    const char *parser;
    const char *payloader;
    const char *rtpCaps;
};

[[nodiscard]] CodecParts partsOf(Codec codec);
/// CodecParts::rtpCaps with the payload type.
[[nodiscard]] QByteArray rtpCapsOf(Codec codec);
void configurePayloader(GstElement *payloader, Codec codec, guint ssrc);

} // namespace prosc
