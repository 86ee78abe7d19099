#include "app/transport/send_pipeline.h"

#include "app/transport/gst_runtime.h"

#include <gst/video/video-event.h>

#include <QRandomGenerator>

#include <algorithm>

namespace prosc {

namespace {

/// About two seconds of pictures, more than one burst of a key frame.
constexpr guint64 kMaxQueuedFrames = 60;
constexpr int kVideoPayload = 96;
constexpr int kAudioPayload = 111;
/// A packet of this size fits every path, with the headers of SRTP and a tunnel.
constexpr guint kMaxPacketBytes = 1200;

struct CodecParts
{
    const char *sourceCaps;
    const char *parser;
    const char *payloader;
    const char *rtpCaps;
};

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

GstBuffer *bufferWith(const EncodedFrame &frame, MediaTime clockOffset)
{
    // The buffer shares the frame's bytes; nothing is copied for each of many receivers.
    auto *bytes = new QByteArray(frame.data);
    const auto size = static_cast<gsize>(bytes->size());
    GstBuffer *buffer = gst_buffer_new_wrapped_full(
        GST_MEMORY_FLAG_READONLY, const_cast<char *>(bytes->constData()), size, 0, size, bytes,
        [](gpointer data) { delete static_cast<QByteArray *>(data); });
    GST_BUFFER_PTS(buffer) = static_cast<GstClockTime>((frame.time - clockOffset).count());
    GST_BUFFER_DTS(buffer) = GST_BUFFER_PTS(buffer);
    if (!frame.keyFrame) {
        GST_BUFFER_FLAG_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
    }
    return buffer;
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

} // namespace

SendPipeline::SendPipeline(GstRuntime &runtime, OutgoingConfig config)
    : GstPeer(runtime, config.iceServers), m_config(std::move(config))
{
}

Codec SendPipeline::codecFor(TrackKind kind) const
{
    return isVideo(kind) ? m_config.videoCodec : Codec::Opus;
}

Status SendPipeline::assemble()
{
    connectSignal(webrtc(), "on-negotiation-needed",
                  G_CALLBACK(&SendPipeline::onNegotiationNeeded));
    for (const TrackKind kind : m_config.kinds) {
        if (auto added = addLane(kind); !added) {
            return added;
        }
    }
    return {};
}

Status SendPipeline::addLane(TrackKind kind)
{
    const Codec codec = codecFor(kind);
    const CodecParts parts = partsOf(codec);
    const guint ssrc = QRandomGenerator::global()->generate() | 1U;
    const QByteArray rtpCaps =
        QByteArray(parts.rtpCaps) +
        ",payload=" + QByteArray::number(codec == Codec::Opus ? kAudioPayload : kVideoPayload);
    std::vector<GstElement *> chain{addElement("appsrc")};
    if (parts.parser) {
        chain.push_back(addElement(parts.parser));
        // Not by the payloader: it would repeat the parameter sets before each slice.
        g_object_set(chain.back(), "config-interval", -1, nullptr);
    }
    chain.push_back(addElement(parts.payloader));
    chain.push_back(addElement("capsfilter"));
    configurePayloader(chain.at(chain.size() - 2), codec, ssrc);

    const GstCapsPtr sourceCaps(gst_caps_from_string(parts.sourceCaps));
    const GstCapsPtr filterCaps(gst_caps_from_string(rtpCaps.constData()));
    g_object_set(chain.front(), "is-live", TRUE, "format", GST_FORMAT_TIME, "do-timestamp", FALSE,
                 "caps", sourceCaps.get(), "max-bytes", guint64{0}, "block", FALSE, nullptr);
    g_object_set(chain.back(), "caps", filterCaps.get(), nullptr);
    for (size_t i = 0; i + 1 < chain.size(); ++i) {
        if (gst_element_link(chain[i], chain[i + 1]) == FALSE) {
            return fail(ErrorCode::MediaFailed, QStringLiteral("the sending chain does not link"));
        }
    }
    const GstPadPtr sourcePad(gst_element_get_static_pad(chain.front(), "src"));
    gst_pad_add_probe(sourcePad.get(), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM,
                      &SendPipeline::onUpstreamEvent, weakContext(), &freeContext);
    const GstPadPtr tail(gst_element_get_static_pad(chain.back(), "src"));
    const GstPadPtr entry(gst_element_request_pad_simple(webrtc(), "sink_%u"));
    if (!entry || gst_pad_link(tail.get(), entry.get()) != GST_PAD_LINK_OK) {
        return fail(ErrorCode::MediaFailed, QStringLiteral("webrtcbin takes no more tracks"));
    }
    {
        std::lock_guard lock(m_lanesMutex);
        m_lanes.push_back({kind, codec, GST_APP_SRC(chain.front()), isVideo(kind)});
    }
    return configureTransceiver(entry.get(), kind,
                                rtpCaps + ",ssrc=(uint)" + QByteArray::number(ssrc));
}

Status SendPipeline::configureTransceiver(GstPad *pad, TrackKind kind, const QByteArray &caps)
{
    GstWebRTCRTPTransceiver *raw = nullptr;
    g_object_get(pad, "transceiver", &raw, nullptr);
    const GstTransceiverPtr transceiver(raw);
    if (!transceiver) {
        return fail(ErrorCode::MediaFailed, QStringLiteral("no transceiver"));
    }
    // With its codec named here the m-line is offered although no frame has been sent yet.
    const GstCapsPtr preferences(gst_caps_from_string(caps.constData()));
    g_object_set(transceiver.get(), "direction", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_SENDONLY,
                 "codec-preferences", preferences.get(), "do-nack", isVideo(kind) ? TRUE : FALSE,
                 nullptr);
    return {};
}

void SendPipeline::onNegotiationNeeded(GstElement *, gpointer context)
{
    const auto self = fromContext<SendPipeline>(context);
    if (self && !self->isClosed() && !self->m_offered.exchange(true)) {
        self->createDescription("create-offer", "offer");
    }
}

void SendPipeline::setAnswer(const QString &sdp)
{
    whileAlive([this, sdp] {
        setRemoteDescription(GST_WEBRTC_SDP_TYPE_ANSWER, sdp, [](const GstStructure *) {});
    });
}

void SendPipeline::closing()
{
    {
        std::lock_guard lock(m_lanesMutex);
        m_open = false;
        m_lanes.clear();
    }
    std::lock_guard lock(m_requestMutex);
    m_mayRequest = false;
}

void SendPipeline::release()
{
    std::lock_guard lock(m_lanesMutex);
    m_lanes.clear();
}

void SendPipeline::connectionUp()
{
    {
        std::lock_guard lock(m_lanesMutex);
        m_open = true;
    }
    for (const TrackKind kind : m_config.kinds) {
        if (isVideo(kind)) {
            askForKeyFrame(kind);
        }
    }
}

void SendPipeline::send(TrackKind kind, EncodedFrame frame)
{
    {
        std::lock_guard lock(m_lanesMutex);
        const auto lane = std::find_if(m_lanes.begin(), m_lanes.end(),
                                       [kind](const Lane &l) { return l.kind == kind; });
        if (!m_open || lane == m_lanes.end() || lane->codec != frame.codec) {
            return;
        }
        if (push(*lane, std::move(frame))) {
            return;
        }
    }
    askForKeyFrame(kind);
}

bool SendPipeline::push(Lane &lane, EncodedFrame frame)
{
    if (lane.needsKeyFrame && !frame.keyFrame) {
        return false;
    }
    if (gst_app_src_get_current_level_buffers(lane.source) >= kMaxQueuedFrames) {
        ++m_dropped;
        lane.needsKeyFrame = isVideo(lane.kind);
        return true;
    }
    lane.needsKeyFrame = false;
    gst_app_src_push_buffer(lane.source, bufferWith(frame, runtime().clockOffset()));
    return true;
}

void SendPipeline::askForKeyFrame(TrackKind kind)
{
    {
        std::lock_guard lock(m_lanesMutex);
        const auto lane = std::find_if(m_lanes.begin(), m_lanes.end(),
                                       [kind](const Lane &l) { return l.kind == kind; });
        if (lane == m_lanes.end() || !lane->keyFrameLimit.allow(runtime().clock().now())) {
            return;
        }
    }
    std::lock_guard lock(m_requestMutex);
    if (m_mayRequest && m_config.keyFrameRequest) {
        m_config.keyFrameRequest(kind);
    }
}

GstPadProbeReturn SendPipeline::onUpstreamEvent(GstPad *pad, GstPadProbeInfo *info,
                                                gpointer context)
{
    GstEvent *event = gst_pad_probe_info_get_event(info);
    if (gst_video_event_is_force_key_unit(event) == FALSE) {
        return GST_PAD_PROBE_OK;
    }
    const auto self = fromContext<SendPipeline>(context);
    const GstElementPtr source(gst_pad_get_parent_element(pad));
    if (self) {
        std::optional<TrackKind> kind;
        {
            std::lock_guard lock(self->m_lanesMutex);
            for (const Lane &lane : self->m_lanes) {
                if (GST_ELEMENT(lane.source) == source.get()) {
                    kind = lane.kind;
                }
            }
        }
        if (kind) {
            self->askForKeyFrame(*kind);
        }
    }
    return GST_PAD_PROBE_DROP;
}

} // namespace prosc
