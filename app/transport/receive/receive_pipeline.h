#pragma once

#include "app/stage/ports.h"
#include "app/transport/peer/gst_peer.h"
#include "app/transport/peer/rate_limit.h"
#include "app/transport/receive/arrival_clock.h"
#include "app/transport/receive/video_orientation.h"

#include <gst/app/gstappsink.h>

#include <optional>

namespace prosc {

/// What a ReceivePipeline receives, and where it delivers it.
struct ReceiveConfig
{
    TrackId track;
    QString offer;
    std::vector<IceServer> iceServers;
};

/// The GStreamer side of one subscription: answers the offer and hands the track's frames to the
/// sink on GStreamer's streaming thread: key frame first, timestamped by ArrivalClock, lost audio
/// packets counted. Video timestamps increase; an audio timestamp may step back once when the path
/// turns out to be quicker than it seemed.
class ReceivePipeline final : public GstPeer
{
    Q_OBJECT
public:
    ReceivePipeline(GstRuntime &runtime, EncodedTrackSink &sink, ReceiveConfig config);

    /// From any thread; at most twice a second.
    void requestKeyFrame();
    /// When the last frame arrived. From any thread.
    [[nodiscard]] std::optional<MediaTime> lastFrame() const;

Q_SIGNALS:
    /// On GStreamer's streaming thread, like GstPeer's signals.
    void firstFrame();

protected:
    Status assemble() override;
    void started() override;
    void closing() override;
    void release() override;

private:
    void buildChain(GstPad *source);
    [[nodiscard]] std::vector<GstElement *> addElements(Codec codec);
    [[nodiscard]] GstElement *addChain(const QByteArray &encoding);
    void deliver(GstSample *sample);
    [[nodiscard]] MediaTime timeOf(GstSample *sample) const;
    /// Handles a packet in order, before depayloading: timestamps it and counts those missing
    /// before it, or reads how the picture is turned.
    [[nodiscard]] GstBuffer *received(GstBuffer *packet);
    void noteSequence(uint16_t sequence);
    void noteOrientation(GstBuffer *packet);

    static void onTransceiver(GstElement *, GstWebRTCRTPTransceiver *transceiver, gpointer context);
    static void onPadAdded(GstElement *, GstPad *pad, gpointer context);
    static void onNewSsrc(GstElement *rtpbin, guint session, guint ssrc, gpointer context);
    static GstFlowReturn onSample(GstAppSink *sink, gpointer context);
    static GstPadProbeReturn onPacket(GstPad *, GstPadProbeInfo *info, gpointer context);

    EncodedTrackSink &m_sink;
    const ReceiveConfig m_config;
    const VideoOrientation m_orientation;

    /// Held while the sink is called: after closing() no frame goes out.
    std::mutex m_gateMutex;
    bool m_gateOpen = true;

    std::mutex m_padMutex;
    GstPadPtr m_sourcePad;
    RateLimit m_keyFrameLimit{std::chrono::milliseconds(500)};

    std::atomic<MediaTime::rep> m_lastArrival = 0;

    // Used by the streaming thread only.
    Codec m_codec = Codec::Vp8;
    bool m_hasDelivered = false;
    MediaTime m_lastTime{};
    std::optional<ArrivalClock> m_arrivals;
    std::optional<uint16_t> m_lastSequence;
    int m_lostPackets = 0;
    int m_turns = 0;
};

} // namespace prosc
