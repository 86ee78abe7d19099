#include "app/transport/peer/gst_peer.h"

#include "app/transport/peer/gst_runtime.h"
#include "app/transport/peer/sdp_text.h"

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr guint kJitterLatencyMs = 200;

/// The callback of a GstPromise.
struct PromiseContext
{
    std::weak_ptr<GstPeer> peer;
    std::function<void(const GstStructure *)> done;
};

QString errorText(const GstStructure *reply)
{
    GError *raw = nullptr;
    gst_structure_get(reply, "error", G_TYPE_ERROR, &raw, nullptr);
    const GErrorPtr error(raw);
    return QString::fromUtf8(error ? error->message : "unknown");
}

} // namespace

GstPeer::GstPeer(GstRuntime &runtime, std::vector<IceServer> iceServers)
    : m_runtime(runtime), m_iceServers(std::move(iceServers))
{
}

void GstPeer::begin()
{
    m_runtime.build([self = shared_from_this()] { self->build(); });
}

void GstPeer::close()
{
    if (m_closed.exchange(true)) {
        return;
    }
    closing();
    m_runtime.reap([self = shared_from_this()] { self->tearDown(); });
}

void GstPeer::whileAlive(std::function<void()> job)
{
    m_runtime.build([self = shared_from_this(), job = std::move(job)] {
        std::lock_guard lock(self->m_lifeMutex);
        if (!self->m_closed && self->m_pipeline) {
            job();
        }
    });
}

void GstPeer::build()
{
    std::lock_guard lock(m_lifeMutex);
    if (m_closed) {
        return;
    }
    Status made = makeWebRtc();
    if (made) {
        made = assemble();
    }
    if (!made) {
        reportFailure(made.error().detail);
        return;
    }
    if (gst_element_set_state(m_pipeline.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
        reportFailure(u"the pipeline does not start"_s);
        return;
    }
    started();
}

void GstPeer::tearDown()
{
    std::lock_guard lock(m_lifeMutex);
    if (m_pipeline) {
        gst_element_set_state(m_pipeline.get(), GST_STATE_NULL);
    }
    release();
    m_webrtc.reset();
    m_pipeline.reset();
}

Status GstPeer::makeWebRtc()
{
    m_pipeline.reset(GST_ELEMENT(gst_object_ref_sink(gst_pipeline_new(nullptr))));
    GstElement *webrtc = addElement("webrtcbin");
    if (!webrtc) {
        return fail(ErrorCode::MediaFailed, u"no webrtcbin"_s);
    }
    m_webrtc.reset(GST_ELEMENT(gst_object_ref(webrtc)));
    // Running time equals system clock time, so that timestamps compare across connections.
    const GstClockPtr clock(gst_system_clock_obtain());
    gst_pipeline_use_clock(GST_PIPELINE(m_pipeline.get()), clock.get());
    gst_element_set_start_time(m_pipeline.get(), GST_CLOCK_TIME_NONE);
    gst_element_set_base_time(m_pipeline.get(), 0);

    gst_util_set_object_arg(G_OBJECT(webrtc), "bundle-policy", "max-bundle");
    g_object_set(webrtc, "latency", kJitterLatencyMs, nullptr);
    configureIce();
    connectEvents();
    return {};
}

void GstPeer::configureIce()
{
    GObject *ice = nullptr;
    g_object_get(m_webrtc.get(), "ice-agent", &ice, nullptr);
    const GObjectPtr iceHandle(ice);
    GObject *nice = nullptr;
    if (ice && g_object_class_find_property(G_OBJECT_GET_CLASS(ice), "agent")) {
        g_object_get(ice, "agent", &nice, nullptr);
    }
    const GObjectPtr niceHandle(nice);
    if (nice) {
        // Both cost file descriptors and neither helps: the media server uses UDP.
        g_object_set(nice, "ice-tcp", FALSE, "upnp", FALSE, nullptr);
    }
    for (const IceServer &server : m_iceServers) {
        for (const QString &url : server.urls) {
            const QByteArray uri = gstIceUri(url, server.username, server.credential).toUtf8();
            if (uri.startsWith("stun:")) {
                g_object_set(m_webrtc.get(), "stun-server", uri.constData(), nullptr);
            } else if (!uri.isEmpty()) {
                gboolean taken = FALSE;
                g_signal_emit_by_name(m_webrtc.get(), "add-turn-server", uri.constData(), &taken);
            }
        }
    }
}

void GstPeer::connectEvents()
{
    connectSignal(m_webrtc.get(), "on-ice-candidate", G_CALLBACK(&GstPeer::onCandidate));
    connectSignal(m_webrtc.get(), "notify::ice-gathering-state",
                  G_CALLBACK(&GstPeer::onGatheringState));
    connectSignal(m_webrtc.get(), "notify::connection-state",
                  G_CALLBACK(&GstPeer::onConnectionState));
    const GstBusPtr bus(gst_element_get_bus(m_pipeline.get()));
    gst_bus_set_sync_handler(bus.get(), &GstPeer::onBusMessage, weakContext(), &freeContext);
}

void GstPeer::reportFailure(const QString &detail)
{
    if (!m_closed) {
        Q_EMIT failed(Error{ErrorCode::MediaFailed, detail});
    }
}

GstElement *GstPeer::addElement(const char *factory)
{
    GstElement *element = gst_element_factory_make(factory, nullptr);
    if (element) {
        gst_bin_add(GST_BIN(m_pipeline.get()), element);
    }
    return element;
}

gpointer GstPeer::weakContext()
{
    return new std::weak_ptr<GstPeer>(weak_from_this());
}

void GstPeer::freeContext(gpointer context)
{
    delete static_cast<std::weak_ptr<GstPeer> *>(context);
}

void GstPeer::connectSignal(gpointer object, const char *signal, GCallback callback)
{
    const auto freeClosure = [](gpointer context, GClosure *) { freeContext(context); };
    g_signal_connect_data(object, signal, callback, weakContext(), freeClosure, GConnectFlags(0));
}

void GstPeer::emitWithPromise(const char *action, gpointer argument, Reply done)
{
    auto *context = new PromiseContext{weak_from_this(), std::move(done)};
    GstPromise *promise =
        gst_promise_new_with_change_func(&GstPeer::onPromise, context, [](gpointer data) {
            delete static_cast<PromiseContext *>(data);
        });
    g_signal_emit_by_name(m_webrtc.get(), action, argument, promise);
}

void GstPeer::onPromise(GstPromise *promise, gpointer data)
{
    const GstPromisePtr handle(promise);
    const auto *context = static_cast<PromiseContext *>(data);
    const auto peer = context->peer.lock();
    if (!peer || peer->m_closed || gst_promise_wait(promise) != GST_PROMISE_RESULT_REPLIED) {
        return;
    }
    const GstStructure *reply = gst_promise_get_reply(promise);
    if (reply && gst_structure_has_field(reply, "error")) {
        peer->reportFailure(u"negotiation: %1"_s.arg(errorText(reply)));
        return;
    }
    context->done(reply);
}

void GstPeer::createDescription(const char *action, const char *field)
{
    emitWithPromise(action, nullptr, [this, field](const GstStructure *reply) {
        GstWebRTCSessionDescription *raw = nullptr;
        if (reply) {
            gst_structure_get(reply, field, GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &raw, nullptr);
        }
        if (!raw) {
            reportFailure(u"no %1 could be made"_s.arg(QLatin1String(field)));
            return;
        }
        setLocalDescription(GstDescriptionPtr(raw));
    });
}

void GstPeer::setLocalDescription(GstDescriptionPtr description)
{
    const GCharPtr text(gst_sdp_message_as_text(description->sdp));
    emitWithPromise("set-local-description", description.get(),
                    [this, sdp = QString::fromUtf8(text.get())](const GstStructure *) {
                        Q_EMIT localDescriptionSet(sdp);
                    });
}

void GstPeer::setRemoteDescription(GstWebRTCSDPType type, const QString &sdp, Reply done)
{
    GstSDPMessage *message = nullptr;
    if (gst_sdp_message_new_from_text(sdp.toUtf8().constData(), &message) != GST_SDP_OK) {
        reportFailure(u"the session description cannot be read"_s);
        return;
    }
    // The description owns the message.
    const GstDescriptionPtr description(gst_webrtc_session_description_new(type, message));
    emitWithPromise("set-remote-description", description.get(), std::move(done));
}

void GstPeer::onCandidate(GstElement *, guint mLine, gchar *candidate, gpointer context)
{
    const auto peer = fromContext<GstPeer>(context);
    if (peer && !peer->m_closed) {
        Q_EMIT peer->candidateFound(static_cast<int>(mLine), QString::fromUtf8(candidate));
    }
}

void GstPeer::onGatheringState(GstElement *webrtc, GParamSpec *, gpointer context)
{
    GstWebRTCICEGatheringState state = GST_WEBRTC_ICE_GATHERING_STATE_NEW;
    g_object_get(webrtc, "ice-gathering-state", &state, nullptr);
    const auto peer = fromContext<GstPeer>(context);
    if (peer && !peer->m_closed && state == GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE) {
        Q_EMIT peer->gatheringComplete();
    }
}

void GstPeer::onConnectionState(GstElement *webrtc, GParamSpec *, gpointer context)
{
    GstWebRTCPeerConnectionState state = GST_WEBRTC_PEER_CONNECTION_STATE_NEW;
    g_object_get(webrtc, "connection-state", &state, nullptr);
    const auto peer = fromContext<GstPeer>(context);
    if (!peer || peer->m_closed) {
        return;
    }
    if (state == GST_WEBRTC_PEER_CONNECTION_STATE_CONNECTED && !peer->m_connected.exchange(true)) {
        peer->connectionUp();
        Q_EMIT peer->connected();
    } else if (state == GST_WEBRTC_PEER_CONNECTION_STATE_FAILED) {
        peer->reportFailure(u"the connection failed"_s);
    }
}

GstBusSyncReply GstPeer::onBusMessage(GstBus *, GstMessage *message, gpointer context)
{
    const auto peer = fromContext<GstPeer>(context);
    if (peer && GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
        GError *raw = nullptr;
        gst_message_parse_error(message, &raw, nullptr);
        const GErrorPtr error(raw);
        peer->reportFailure(QString::fromUtf8(error ? error->message : "pipeline error"));
    }
    gst_message_unref(message);
    return GST_BUS_DROP;
}

} // namespace prosc
