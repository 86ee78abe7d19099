#pragma once

extern "C" {
#include <libavcodec/packet.h>
#include <libavformat/avformat.h>
}

#include <memory>

namespace prosc {

// FFmpeg's handles as this folder uses them; each is freed by address.

struct CloseInput
{
    void operator()(AVFormatContext *context) const { avformat_close_input(&context); }
};
struct FreePacket
{
    void operator()(AVPacket *packet) const { av_packet_free(&packet); }
};

using InputHandle = std::unique_ptr<AVFormatContext, CloseInput>;
using PacketHandle = std::unique_ptr<AVPacket, FreePacket>;

} // namespace prosc
