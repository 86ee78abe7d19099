#pragma once

#include "app/transport/back_off.h"
#include "app/transport/gst_peer.h"
#include "app/transport/outgoing_peer.h"

#include <gst/app/gstappsrc.h>

namespace prosc {

/// The GStreamer side of one sending connection: makes the offer, takes the answer, and sends
/// frames once it is up.
class SendPipeline final : public GstPeer
{
    Q_OBJECT
public:
    SendPipeline(GstRuntime &runtime, OutgoingConfig config);

    /// From any thread; does not wait.
    void setAnswer(const QString &sdp);
    /// From any thread; does not wait. Nothing happens while the connection is not up.
    void send(TrackKind kind, EncodedFrame frame);
    [[nodiscard]] uint64_t dropped() const { return m_dropped; }

protected:
    Status assemble() override;
    void closing() override;
    void connectionUp() override;
    void release() override;

private:
    /// One m-line.
    struct Lane
    {
        TrackKind kind;
        Codec codec;
        GstAppSrc *source;
        /// Nothing but a key frame may be sent: the receivers lack what other frames refer to.
        bool needsKeyFrame;
        RateLimit keyFrameLimit{std::chrono::milliseconds(500)};
    };

    Status addLane(TrackKind kind);
    [[nodiscard]] Status configureTransceiver(GstPad *pad, TrackKind kind, const QByteArray &caps);
    [[nodiscard]] Codec codecFor(TrackKind kind) const;
    /// False when a key frame has to come first.
    bool push(Lane &lane, EncodedFrame frame);
    void askForKeyFrame(TrackKind kind);

    static void onNegotiationNeeded(GstElement *, gpointer context);
    static GstPadProbeReturn onUpstreamEvent(GstPad *pad, GstPadProbeInfo *info, gpointer context);

    const OutgoingConfig m_config;
    std::atomic<bool> m_offered = false;
    std::atomic<uint64_t> m_dropped = 0;

    std::mutex m_lanesMutex;
    std::vector<Lane> m_lanes;
    bool m_open = false;

    /// Held while the callback runs: after closing() it is not called again.
    std::mutex m_requestMutex;
    bool m_mayRequest = true;
};

} // namespace prosc
