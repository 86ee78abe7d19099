#include "app/transport/send/send_codec.h"

namespace prosc {

namespace {

constexpr int kVideoPayload = 96;
constexpr int kAudioPayload = 111;
/// Fits every path MTU, including the headers of SRTP and a tunnel.
constexpr guint kMaxPacketBytes = 1200;

} // namespace

CodecParts partsOf(Codec codec)
{
    switch (codec) {
    case Codec::Vp8:
        return {"video/x-vp8", nullptr, "rtpvp8pay",
                "application/x-rtp,media=video,clock-rate=90000,encoding-name=VP8"};
    case Codec::Vp9:
        return {"video/x-vp9", nullptr, "rtpvp9pay",
                "application/x-rtp,media=video,clock-rate=90000,encoding-name=VP9"};
    case Codec::H264:
        return {"video/x-h264,stream-format=byte-stream,alignment=au", "h264parse", "rtph264pay",
                "application/x-rtp,media=video,clock-rate=90000,encoding-name=H264,"
                "packetization-mode=(string)1"};
    case Codec::Opus:
        break;
    }
    return {"audio/x-opus,rate=48000,channels=2,channel-mapping-family=0", nullptr, "rtpopuspay",
            "application/x-rtp,media=audio,clock-rate=48000,encoding-name=OPUS,"
            "encoding-params=(string)2"};
}

QByteArray rtpCapsOf(Codec codec)
{
    return QByteArray(partsOf(codec).rtpCaps) +
           ",payload=" + QByteArray::number(codec == Codec::Opus ? kAudioPayload : kVideoPayload);
}

void configurePayloader(GstElement *payloader, Codec codec, guint ssrc)
{
    g_object_set(payloader, "pt", codec == Codec::Opus ? kAudioPayload : kVideoPayload, "mtu",
                 kMaxPacketBytes, "ssrc", ssrc, nullptr);
    if (codec == Codec::Vp8 || codec == Codec::Vp9) {
        gst_util_set_object_arg(G_OBJECT(payloader), "picture-id-mode", "15-bit");
    } else if (codec == Codec::H264) {
        gst_util_set_object_arg(G_OBJECT(payloader), "aggregate-mode", "zero-latency");
    }
}

} // namespace prosc
