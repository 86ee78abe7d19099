#include "app/transport/receive/receive_pipeline.h"

#include "app/transport/peer/gst_runtime.h"
#include "app/transport/peer/sdp_text.h"

#include <QtEndian>

#include <gst/video/video-event.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr guint64 kRtcpMinInterval = 50 * GST_MSECOND;
/// Bits per second. RTCP may use 5 % of it; the session's own estimate for a small stream is so low
/// that the report of a lost packet waits up to 0.4 s.
constexpr gdouble kRtcpBandwidth = 4e6;
/// A larger gap is a new stream, not loss (10 s of audio).
constexpr int kMaxLostPackets = 500;
/// RFC 7587, 4.1, and the payload formats of the video codecs.
constexpr int kSoundRate = 48000;
constexpr int kPictureRate = 90000;
/// Of a packet's start, with all extensions that browsers send.
constexpr size_t kMostHeaderBytes = 256;

std::optional<Codec> codecOf(const QByteArray &encoding)
{
    if (encoding == "VP8") {
        return Codec::Vp8;
    }
    if (encoding == "VP9") {
        return Codec::Vp9;
    }
    if (encoding == "H264") {
        return Codec::H264;
    }
    return encoding == "OPUS" ? std::optional(Codec::Opus) : std::nullopt;
}

const char *depayloaderOf(Codec codec)
{
    switch (codec) {
    case Codec::Vp8:
        return "rtpvp8depay";
    case Codec::Vp9:
        return "rtpvp9depay";
    case Codec::H264:
        return "rtph264depay";
    case Codec::Opus:
        break;
    }
    return "rtpopusdepay";
}

QByteArray encodingOf(GstPad *pad)
{
    GstCapsPtr caps(gst_pad_get_current_caps(pad));
    if (!caps) {
        caps.reset(gst_pad_query_caps(pad, nullptr));
    }
    if (!caps || gst_caps_is_empty(caps.get()) || gst_caps_is_any(caps.get())) {
        return {};
    }
    return gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "encoding-name");
}

QByteArray bytesOf(GstBuffer *buffer)
{
    GstMapInfo map;
    if (gst_buffer_map(buffer, &map, GST_MAP_READ) == FALSE) {
        return {};
    }
    const QByteArray bytes(reinterpret_cast<const char *>(map.data),
                           static_cast<qsizetype>(map.size));
    gst_buffer_unmap(buffer, &map);
    return bytes;
}

} // namespace

ReceivePipeline::ReceivePipeline(GstRuntime &runtime, EncodedTrackSink &sink, ReceiveConfig config)
    : GstPeer(runtime, config.iceServers), m_sink(sink), m_config(std::move(config)),
      m_orientation(m_config.offer)
{
}

Status ReceivePipeline::assemble()
{
    connectSignal(webrtc(), "on-new-transceiver", G_CALLBACK(&ReceivePipeline::onTransceiver));
    connectSignal(webrtc(), "pad-added", G_CALLBACK(&ReceivePipeline::onPadAdded));
    const GstElementPtr rtpbin(gst_bin_get_by_name(GST_BIN(webrtc()), "rtpbin"));
    if (!rtpbin) {
        return fail(ErrorCode::MediaFailed, u"webrtcbin has no rtpbin"_s);
    }
    g_object_set(rtpbin.get(), "do-lost", TRUE, nullptr);
    connectSignal(rtpbin.get(), "on-new-ssrc", G_CALLBACK(&ReceivePipeline::onNewSsrc));
    return {};
}

void ReceivePipeline::started()
{
    setRemoteDescription(GST_WEBRTC_SDP_TYPE_OFFER, curedOffer(m_config.offer),
                         [this](const GstStructure *) {
                             Q_EMIT remoteDescriptionSet();
                             createDescription("create-answer", "answer");
                         });
}

void ReceivePipeline::closing()
{
    std::lock_guard lock(m_gateMutex);
    m_gateOpen = false;
}

void ReceivePipeline::release()
{
    std::lock_guard lock(m_padMutex);
    m_sourcePad.reset();
}

std::optional<MediaTime> ReceivePipeline::lastFrame() const
{
    const MediaTime time{m_lastArrival.load()};
    return time == MediaTime::zero() ? std::nullopt : std::optional(time);
}

void ReceivePipeline::requestKeyFrame()
{
    std::lock_guard lock(m_padMutex);
    if (!m_sourcePad || !m_keyFrameLimit.allow(runtime().clock().now())) {
        return;
    }
    // all-headers would turn it into a FIR, which Janus attributes to the wrong stream.
    gst_pad_send_event(m_sourcePad.get(),
                       gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, FALSE, 0));
}

void ReceivePipeline::onTransceiver(GstElement *, GstWebRTCRTPTransceiver *transceiver,
                                    gpointer context)
{
    const auto self = fromContext<ReceivePipeline>(context);
    if (self && isVideo(self->m_config.track.kind)) {
        g_object_set(transceiver, "do-nack", TRUE, nullptr);
    }
}

void ReceivePipeline::onNewSsrc(GstElement *rtpbin, guint session, guint, gpointer)
{
    // By default a lost packet may be reported only once in 5 s: far too late for retransmission.
    GObject *raw = nullptr;
    g_signal_emit_by_name(rtpbin, "get-internal-session", session, &raw);
    const GObjectPtr rtpSession(raw);
    if (rtpSession) {
        g_object_set(rtpSession.get(), "rtcp-reduced-size", TRUE, "rtcp-min-interval",
                     kRtcpMinInterval, "bandwidth", kRtcpBandwidth, nullptr);
    }
}

void ReceivePipeline::onPadAdded(GstElement *, GstPad *pad, gpointer context)
{
    const auto self = fromContext<ReceivePipeline>(context);
    if (self && !self->isClosed() && GST_PAD_DIRECTION(pad) == GST_PAD_SRC) {
        self->buildChain(pad);
    }
}

void ReceivePipeline::buildChain(GstPad *source)
{
    const QByteArray encoding = encodingOf(source);
    GstElement *head = addChain(encoding);
    if (!head) {
        reportFailure(u"no way to receive \"%1\""_s.arg(QString::fromUtf8(encoding)));
        return;
    }
    const GstPadPtr sink(gst_element_get_static_pad(head, "sink"));
    m_arrivals.emplace(m_codec == Codec::Opus ? kSoundRate : kPictureRate);
    gst_pad_add_probe(sink.get(), GST_PAD_PROBE_TYPE_BUFFER, &ReceivePipeline::onPacket,
                      weakContext(), &freeContext);
    if (gst_pad_link(source, sink.get()) != GST_PAD_LINK_OK) {
        reportFailure(u"the track cannot be linked"_s);
        return;
    }
    std::lock_guard lock(m_padMutex);
    m_sourcePad.reset(GST_PAD(gst_object_ref(source)));
}

std::vector<GstElement *> ReceivePipeline::addElements(Codec codec)
{
    std::vector<GstElement *> chain{addElement(depayloaderOf(codec))};
    if (codec == Codec::H264) {
        chain.push_back(addElement("capsfilter"));
        chain.push_back(addElement("h264parse"));
    }
    chain.push_back(addElement("appsink"));
    if (codec == Codec::H264) {
        // Whole access units from the start: given single slices, the parser would split a frame
        // where the sender repeats its parameter sets.
        const GstCapsPtr caps(
            gst_caps_from_string("video/x-h264,stream-format=byte-stream,alignment=au"));
        g_object_set(chain.at(1), "caps", caps.get(), nullptr);
        g_object_set(chain.at(2), "config-interval", -1, nullptr);
        g_object_set(chain.back(), "caps", caps.get(), nullptr);
    }
    return chain;
}

GstElement *ReceivePipeline::addChain(const QByteArray &encoding)
{
    const auto codec = codecOf(encoding);
    if (!codec) {
        return nullptr;
    }
    m_codec = *codec;
    const std::vector<GstElement *> chain = addElements(*codec);
    if (*codec != Codec::Opus) {
        g_object_set(chain.front(), "request-keyframe", TRUE, "wait-for-keyframe", TRUE, nullptr);
    }
    g_object_set(chain.back(), "sync", FALSE, "async", FALSE, nullptr);
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = &ReceivePipeline::onSample;
    gst_app_sink_set_callbacks(GST_APP_SINK(chain.back()), &callbacks, weakContext(), &freeContext);
    for (size_t i = 0; i + 1 < chain.size(); ++i) {
        if (gst_element_link(chain[i], chain[i + 1]) == FALSE) {
            return nullptr;
        }
    }
    for (auto element = chain.rbegin(); element != chain.rend(); ++element) {
        gst_element_sync_state_with_parent(*element);
    }
    return chain.front();
}

GstPadProbeReturn ReceivePipeline::onPacket(GstPad *, GstPadProbeInfo *info, gpointer context)
{
    if (const auto self = fromContext<ReceivePipeline>(context)) {
        GST_PAD_PROBE_INFO_DATA(info) = self->received(gst_pad_probe_info_get_buffer(info));
    }
    return GST_PAD_PROBE_OK;
}

GstBuffer *ReceivePipeline::received(GstBuffer *packet)
{
    // RFC 3550, 5.1: the sequence number is the second 16-bit word, the timestamp follows.
    std::array<uint8_t, 6> bytes{};
    if (gst_buffer_extract(packet, 2, bytes.data(), bytes.size()) != bytes.size()) {
        return packet;
    }
    if (m_codec == Codec::Opus) {
        noteSequence(qFromBigEndian<uint16_t>(bytes.data()));
    } else {
        noteOrientation(packet);
    }
    // The jitter buffer keeps the arrival time in the DTS. Its own estimate of the packet's time
    // jumps when packets arrive in bursts: one that is late by more than its latency starts a new
    // timeline.
    const MediaTime arrival = GST_BUFFER_DTS_IS_VALID(packet)
                                  ? MediaTime(static_cast<MediaTime::rep>(GST_BUFFER_DTS(packet)))
                                  : runtime().clock().now() - runtime().clockOffset();
    const auto stamp = qFromBigEndian<uint32_t>(bytes.data() + sizeof(uint16_t));
    GstBuffer *dated = gst_buffer_make_writable(packet);
    GST_BUFFER_PTS(dated) = static_cast<GstClockTime>(m_arrivals->timeOf(stamp, arrival).count());
    return dated;
}

void ReceivePipeline::noteSequence(uint16_t sequence)
{
    if (m_lastSequence) {
        const int missing = static_cast<uint16_t>(sequence - *m_lastSequence) - 1;
        m_lostPackets += missing > 0 && missing <= kMaxLostPackets ? missing : 0;
    }
    m_lastSequence = sequence;
}

/// A frame's last packet says it, before the depayloader has put the frame together.
void ReceivePipeline::noteOrientation(GstBuffer *packet)
{
    std::array<uint8_t, kMostHeaderBytes> header{};
    const gsize size = gst_buffer_extract(packet, 0, header.data(), header.size());
    m_turns = m_orientation.turnsIn(std::span(header).first(size)).value_or(m_turns);
}

GstFlowReturn ReceivePipeline::onSample(GstAppSink *sink, gpointer context)
{
    const GstSamplePtr sample(gst_app_sink_pull_sample(sink));
    const auto self = fromContext<ReceivePipeline>(context);
    if (sample && self) {
        self->deliver(sample.get());
    }
    return GST_FLOW_OK;
}

MediaTime ReceivePipeline::timeOf(GstSample *sample) const
{
    const GstClockTime time = GST_BUFFER_PTS(gst_sample_get_buffer(sample));
    return time == GST_CLOCK_TIME_NONE
               ? runtime().clock().now()
               : MediaTime(static_cast<MediaTime::rep>(time)) + runtime().clockOffset();
}

void ReceivePipeline::deliver(GstSample *sample)
{
    GstBuffer *buffer = gst_sample_get_buffer(sample);
    const bool keyFrame =
        m_codec == Codec::Opus || !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
    EncodedFrame frame{m_codec, bytesOf(buffer), timeOf(sample), keyFrame};
    frame.turns = m_turns;
    if (frame.data.isEmpty() || (!m_hasDelivered && !keyFrame)) {
        return;
    }
    if (m_hasDelivered && m_codec != Codec::Opus && frame.time <= m_lastTime) {
        frame.time = m_lastTime + std::chrono::microseconds(1);
    }
    const int lost = std::exchange(m_lostPackets, 0);
    {
        std::lock_guard lock(m_gateMutex);
        if (!m_gateOpen) {
            return;
        }
        m_lastTime = frame.time;
        m_lastArrival = runtime().clock().now().count();
        if (lost > 0 && m_hasDelivered) {
            m_sink.packetsLost(m_config.track, lost);
        }
        m_sink.encodedFrame(m_config.track, std::move(frame));
    }
    if (!std::exchange(m_hasDelivered, true)) {
        Q_EMIT firstFrame();
    }
}

} // namespace prosc
