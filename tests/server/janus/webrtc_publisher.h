#pragma once

#include "app/room/protocol/values.h"

#include <QRegularExpression>
#include <QString>

#define GST_USE_UNSTABLE_API
#include <gst/gst.h>
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>

#include <future>

namespace prosc {

/// Publishes a test picture (VP8) and a tone (Opus) with webrtcbin. The offer includes the
/// candidates.
class WebRtcPublisher
{
public:
    WebRtcPublisher()
        : m_pipeline(gst_parse_launch(
              "webrtcbin name=w bundle-policy=max-bundle "
              "videotestsrc is-live=true ! video/x-raw,width=160,height=120,framerate=10/1 ! "
              "vp8enc deadline=1 ! rtpvp8pay pt=96 ! "
              "application/x-rtp,media=video,encoding-name=VP8,payload=96 ! w. "
              "audiotestsrc is-live=true ! audioconvert ! audioresample ! opusenc ! "
              "rtpopuspay pt=97 ! application/x-rtp,media=audio,encoding-name=OPUS,payload=97 ! w.",
              nullptr)),
          m_webrtc(gst_bin_get_by_name(GST_BIN(m_pipeline), "w"))
    {
        g_signal_connect(m_webrtc, "on-negotiation-needed", G_CALLBACK(&negotiate), this);
        g_signal_connect(m_webrtc, "notify::ice-gathering-state", G_CALLBACK(&gathered), this);
        gst_element_set_state(m_pipeline, GST_STATE_PLAYING);
    }
    ~WebRtcPublisher()
    {
        gst_element_set_state(m_pipeline, GST_STATE_NULL);
        gst_object_unref(m_webrtc);
        gst_object_unref(m_pipeline);
    }
    WebRtcPublisher(const WebRtcPublisher &) = delete;
    WebRtcPublisher &operator=(const WebRtcPublisher &) = delete;

    [[nodiscard]] QString offer()
    {
        auto future = m_offer.get_future();
        if (future.wait_for(std::chrono::seconds(10)) == std::future_status::ready) {
            m_sdp = future.get();
        }
        return m_sdp;
    }
    void setAnswer(const QString &sdp)
    {
        GstSDPMessage *message = nullptr;
        gst_sdp_message_new_from_text(sdp.toUtf8().constData(), &message);
        auto *answer = gst_webrtc_session_description_new(GST_WEBRTC_SDP_TYPE_ANSWER, message);
        g_signal_emit_by_name(m_webrtc, "set-remote-description", answer, nullptr);
        gst_webrtc_session_description_free(answer);
    }
    [[nodiscard]] QString mid(MediaKind kind) const
    {
        const QString name =
            kind == MediaKind::Audio ? QStringLiteral("audio") : QStringLiteral("video");
        const QString section = m_sdp.mid(m_sdp.indexOf(QStringLiteral("m=") + name));
        static const QRegularExpression pattern(QStringLiteral("a=mid:([^\\r\\n]+)"));
        return pattern.match(section).captured(1);
    }

private:
    static void negotiate(GstElement *webrtc, WebRtcPublisher *self)
    {
        auto *promise = gst_promise_new_with_change_func(&offered, self, nullptr);
        g_signal_emit_by_name(webrtc, "create-offer", nullptr, promise);
    }
    static void offered(GstPromise *promise, gpointer self)
    {
        GstWebRTCSessionDescription *description = nullptr;
        gst_structure_get(gst_promise_get_reply(promise), "offer",
                          GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &description, nullptr);
        g_signal_emit_by_name(static_cast<WebRtcPublisher *>(self)->m_webrtc,
                              "set-local-description", description, nullptr);
        gst_webrtc_session_description_free(description);
        gst_promise_unref(promise);
    }
    static void gathered(GstElement *webrtc, GParamSpec *, WebRtcPublisher *self)
    {
        GstWebRTCICEGatheringState state = GST_WEBRTC_ICE_GATHERING_STATE_NEW;
        g_object_get(webrtc, "ice-gathering-state", &state, nullptr);
        if (state != GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE || self->m_done) {
            return;
        }
        self->m_done = true;
        GstWebRTCSessionDescription *description = nullptr;
        g_object_get(webrtc, "local-description", &description, nullptr);
        gchar *text = gst_sdp_message_as_text(description->sdp);
        self->m_offer.set_value(QString::fromUtf8(text).replace(QLatin1String("a=sendrecv"),
                                                                QLatin1String("a=sendonly")));
        g_free(text);
        gst_webrtc_session_description_free(description);
    }

    GstElement *m_pipeline = nullptr;
    GstElement *m_webrtc = nullptr;
    std::promise<QString> m_offer;
    QString m_sdp;
    bool m_done = false;
};

} // namespace prosc
