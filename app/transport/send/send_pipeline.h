#pragma once

#include "app/transport/peer/gst_peer.h"
#include "app/transport/peer/rate_limit.h"
#include "app/transport/peer/sdp_text.h"
#include "app/transport/send/outgoing_peer.h"
#include "app/transport/send/report_watch.h"

#include <gst/app/gstappsrc.h>

#include <set>

namespace prosc {

/// The GStreamer side of one sending connection: creates the offer, applies the answer, and sends
/// frames once the connection is up.
class SendPipeline final : public GstPeer
{
    Q_OBJECT
public:
    SendPipeline(GstRuntime &runtime, OutgoingConfig config);

    /// The offer in the form sent to the media server.
    [[nodiscard]] QString announced(const QString &offer) const;
    /// From any thread; does not wait.
    void setAnswer(const QString &sdp);
    /// From any thread; does not wait. Does nothing while the connection is not up.
    void send(TrackKind kind, EncodedFrame frame);
    [[nodiscard]] uint64_t dropped() const { return m_dropped; }
    /// The media server has reported nothing for long although frames were sent.
    [[nodiscard]] bool isUnheard() const;

protected:
    Status assemble() override;
    void closing() override;
    void connectionUp() override;
    void release() override;

private:
    /// One m-line, or one layer of it.
    struct Lane
    {
        TrackKind kind;
        int layer;
        uint32_t ssrc;
        Codec codec;
        GstAppSrc *source;
        /// Only a key frame may be sent: the receivers lack the reference frames of any other.
        bool needsKeyFrame;
        RateLimit keyFrameLimit{std::chrono::milliseconds(500)};
    };

    Status addTrack(TrackKind kind);
    /// The source pad of the new lane; null if it cannot be linked.
    [[nodiscard]] GstPadPtr addLane(TrackKind kind, int layer, uint32_t ssrc);
    [[nodiscard]] GstPadPtr joinedLayers(const std::vector<GstPadPtr> &layers);
    [[nodiscard]] Status configureTransceiver(GstPad *pad, TrackKind kind, const QByteArray &caps);
    [[nodiscard]] Codec codecFor(TrackKind kind) const;
    /// False if a key frame has to come first.
    bool push(Lane &lane, EncodedFrame frame);
    void askForKeyFrame(TrackKind kind);
    void watchRepeats();
    void nameRepeats(GstElement *sender) const;
    void watchFeedback();
    void pictureLost(uint32_t ssrc);

    static void onNegotiationNeeded(GstElement *, gpointer context);
    static GstPadProbeReturn onFirstPackets(GstPad *entry, GstPadProbeInfo *info, gpointer context);
    static void onReport(GObject *session, GstBuffer *control, gpointer context);
    static void onFeedback(GObject *session, guint type, guint format, guint sender, guint media,
                           GstBuffer *control, gpointer context);

    const OutgoingConfig m_config;
    /// The camera's layers, smallest first; empty if it is sent in one size.
    const std::vector<LayerSources> m_layers;
    /// Used only under the lock of the pad that all packets pass.
    std::set<uint32_t> m_sourcesSeen;
    std::atomic<bool> m_offered = false;
    std::atomic<uint64_t> m_dropped = 0;
    ReportWatch m_reports;

    std::mutex m_lanesMutex;
    std::vector<Lane> m_lanes;
    bool m_open = false;

    /// Held while the callback runs: after closing() it is not called again.
    std::mutex m_requestMutex;
    bool m_mayRequest = true;
};

} // namespace prosc
