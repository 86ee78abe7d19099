#include "app/transport/send/send_pipeline.h"

#include "app/transport/peer/gst_runtime.h"
#include "app/transport/send/send_codec.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// About two seconds of video, more than one key frame burst.
constexpr guint64 kMaxQueuedFrames = 60;
/// RFC 4585, 6.1 and 6.3: payload-specific feedback, Picture Loss Indication (PLI).
constexpr guint kPayloadFeedback = 206;
constexpr guint kPictureLoss = 1;

uint32_t randomSource()
{
    return QRandomGenerator::global()->generate() | 1U;
}

std::vector<LayerSources> layersFor(const OutgoingConfig &config)
{
    const bool hasCamera = std::find(config.kinds.begin(), config.kinds.end(), TrackKind::Camera) !=
                           config.kinds.end();
    std::vector<LayerSources> layers;
    if (hasCamera && config.cameraLayers > 1 && config.videoCodec == Codec::Vp8) {
        for (int layer = 0; layer < config.cameraLayers; ++layer) {
            layers.push_back({randomSource(), randomSource()});
        }
    }
    return layers;
}

bool linkAll(const std::vector<GstElement *> &chain)
{
    for (size_t i = 0; i + 1 < chain.size(); ++i) {
        if (gst_element_link(chain[i], chain[i + 1]) == FALSE) {
            return false;
        }
    }
    return true;
}

GstBuffer *bufferWith(const EncodedFrame &frame, MediaTime clockOffset)
{
    // The buffer shares the frame's bytes; nothing is copied per receiver.
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

} // namespace

SendPipeline::SendPipeline(GstRuntime &runtime, OutgoingConfig config)
    : GstPeer(runtime, config.iceServers), m_config(std::move(config)),
      m_layers(layersFor(m_config))
{
}

QString SendPipeline::announced(const QString &offer) const
{
    return m_layers.empty() ? offer : withLayers(offer, m_layers);
}

bool SendPipeline::isUnheard() const
{
    return m_reports.isUnheard(runtime().clock().now());
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
        if (auto added = addTrack(kind); !added) {
            return added;
        }
    }
    return {};
}

Status SendPipeline::addTrack(TrackKind kind)
{
    const bool hasLayers = kind == TrackKind::Camera && !m_layers.empty();
    const auto lanes = hasLayers ? m_layers : std::vector<LayerSources>{{randomSource(), 0}};
    std::vector<GstPadPtr> ends;
    for (const LayerSources &lane : lanes) {
        ends.push_back(addLane(kind, static_cast<int>(ends.size()), lane.media));
        if (!ends.back()) {
            return fail(ErrorCode::MediaFailed, u"the sending chain does not link"_s);
        }
    }
    const GstPadPtr tail = hasLayers ? joinedLayers(ends) : std::move(ends.front());
    const GstPadPtr entry(gst_element_request_pad_simple(webrtc(), "sink_%u"));
    if (!tail || !entry || gst_pad_link(tail.get(), entry.get()) != GST_PAD_LINK_OK) {
        return fail(ErrorCode::MediaFailed, u"webrtcbin takes no more tracks"_s);
    }
    return configureTransceiver(entry.get(), kind,
                                rtpCapsOf(codecFor(kind)) + ",ssrc=(uint)" +
                                    QByteArray::number(lanes.front().media));
}

GstPadPtr SendPipeline::addLane(TrackKind kind, int layer, uint32_t ssrc)
{
    const Codec codec = codecFor(kind);
    const CodecParts parts = partsOf(codec);
    std::vector<GstElement *> chain{addElement("appsrc")};
    if (parts.parser) {
        chain.push_back(addElement(parts.parser));
        // Not by the payloader, which would repeat the parameter sets before each slice.
        g_object_set(chain.back(), "config-interval", -1, nullptr);
    }
    chain.push_back(addElement(parts.payloader));
    chain.push_back(addElement("capsfilter"));
    configurePayloader(chain.at(chain.size() - 2), codec, ssrc);

    const GstCapsPtr sourceCaps(gst_caps_from_string(parts.sourceCaps));
    const GstCapsPtr filterCaps(gst_caps_from_string(rtpCapsOf(codec).constData()));
    g_object_set(chain.front(), "is-live", TRUE, "format", GST_FORMAT_TIME, "do-timestamp", FALSE,
                 "caps", sourceCaps.get(), "max-bytes", guint64{0}, "block", FALSE, nullptr);
    g_object_set(chain.back(), "caps", filterCaps.get(), nullptr);
    if (!linkAll(chain)) {
        return {};
    }
    std::lock_guard lock(m_lanesMutex);
    m_lanes.push_back({kind, layer, ssrc, codec, GST_APP_SRC(chain.front()), isVideo(kind)});
    return GstPadPtr(gst_element_get_static_pad(chain.back(), "src"));
}

/// webrtcbin takes one stream per m-line, which may contain several SSRCs.
GstPadPtr SendPipeline::joinedLayers(const std::vector<GstPadPtr> &layers)
{
    GstElement *funnel = addElement("rtpfunnel");
    for (const GstPadPtr &layer : layers) {
        const GstPadPtr entry(gst_element_request_pad_simple(funnel, "sink_%u"));
        if (!entry || gst_pad_link(layer.get(), entry.get()) != GST_PAD_LINK_OK) {
            return {};
        }
    }
    return GstPadPtr(gst_element_get_static_pad(funnel, "src"));
}

Status SendPipeline::configureTransceiver(GstPad *pad, TrackKind kind, const QByteArray &caps)
{
    GstWebRTCRTPTransceiver *raw = nullptr;
    g_object_get(pad, "transceiver", &raw, nullptr);
    const GstTransceiverPtr transceiver(raw);
    if (!transceiver) {
        return fail(ErrorCode::MediaFailed, u"no transceiver"_s);
    }
    // With the codec named here the m-line is offered before any frame has been sent.
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
    watchRepeats();
    watchFeedback();
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
        const auto lane = std::find_if(m_lanes.begin(), m_lanes.end(), [&](const Lane &l) {
            return l.kind == kind && l.layer == frame.layer;
        });
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
    m_reports.sent(runtime().clock().now());
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

/// webrtcbin knows only one of the layers, so it would retransmit lost packets of the others with
/// SSRCs that were never announced. It sets its map when the first packet arrives, hence the probe.
void SendPipeline::watchRepeats()
{
    if (m_layers.empty()) {
        return;
    }
    const GstIteratorPtr senders(
        gst_bin_iterate_all_by_element_factory_name(GST_BIN(webrtc()), "rtprtxsend"));
    gst_iterator_foreach(
        senders.get(),
        [](const GValue *item, gpointer self) {
            const GstPadPtr entry(
                gst_element_get_static_pad(GST_ELEMENT(g_value_get_object(item)), "sink"));
            gst_pad_add_probe(
                entry.get(),
                GstPadProbeType(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST),
                &SendPipeline::onFirstPackets, static_cast<SendPipeline *>(self)->weakContext(),
                &freeContext);
        },
        this);
}

GstPadProbeReturn SendPipeline::onFirstPackets(GstPad *entry, GstPadProbeInfo *info,
                                               gpointer context)
{
    const auto self = fromContext<SendPipeline>(context);
    const bool isList = (GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER_LIST) != 0;
    GstBuffer *packet = isList ? gst_buffer_list_get(gst_pad_probe_info_get_buffer_list(info), 0)
                               : gst_pad_probe_info_get_buffer(info);
    if (!self || !packet) {
        return GST_PAD_PROBE_REMOVE;
    }
    const GstElementPtr sender(gst_pad_get_parent_element(entry));
    self->nameRepeats(sender.get());
    // RFC 3550, 5.1: the SSRC is the third 32-bit word.
    std::array<uint8_t, 4> bytes{};
    gst_buffer_extract(packet, 8, bytes.data(), bytes.size());
    self->m_sourcesSeen.insert(qFromBigEndian<uint32_t>(bytes.data()));
    const bool all = std::ranges::all_of(self->m_layers, [&](const LayerSources &layer) {
        return self->m_sourcesSeen.contains(layer.media);
    });
    return all ? GST_PAD_PROBE_REMOVE : GST_PAD_PROBE_OK;
}

void SendPipeline::nameRepeats(GstElement *sender) const
{
    const GstStructurePtr map(gst_structure_new_empty("application/x-rtp-ssrc-map"));
    for (const LayerSources &layer : m_layers) {
        gst_structure_set(map.get(), QByteArray::number(layer.media).constData(), G_TYPE_UINT,
                          layer.repeated, nullptr);
    }
    g_object_set(sender, "ssrc-map", map.get(), nullptr);
}

/// A key frame request would not pass back through the funnel as an event.
void SendPipeline::watchFeedback()
{
    const GstElementPtr rtpbin(gst_bin_get_by_name(GST_BIN(webrtc()), "rtpbin"));
    GObject *session = nullptr;
    if (rtpbin) {
        // All tracks are bundled into the first session.
        g_signal_emit_by_name(rtpbin.get(), "get-internal-session", 0U, &session);
    }
    const GObjectPtr handle(session);
    if (session) {
        connectSignal(session, "on-feedback-rtcp", G_CALLBACK(&SendPipeline::onFeedback));
        connectSignal(session, "on-receiving-rtcp", G_CALLBACK(&SendPipeline::onReport));
    }
}

void SendPipeline::onReport(GObject *, GstBuffer *, gpointer context)
{
    if (const auto self = fromContext<SendPipeline>(context)) {
        self->m_reports.reported();
    }
}

void SendPipeline::onFeedback(GObject *, guint type, guint format, guint, guint media, GstBuffer *,
                              gpointer context)
{
    if (type == kPayloadFeedback && format == kPictureLoss) {
        if (const auto self = fromContext<SendPipeline>(context)) {
            self->pictureLost(media);
        }
    }
}

void SendPipeline::pictureLost(uint32_t ssrc)
{
    std::optional<TrackKind> kind;
    {
        std::lock_guard lock(m_lanesMutex);
        for (const Lane &lane : m_lanes) {
            if (lane.ssrc == ssrc) {
                kind = lane.kind;
            }
        }
    }
    if (kind) {
        askForKeyFrame(*kind);
    }
}

} // namespace prosc
