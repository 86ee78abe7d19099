#pragma once

#include "app/base/result.h"
#include "app/room/protocol/values.h"
#include "app/transport/peer/gst_handles.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace prosc {

class GstRuntime;

/// One pipeline around one webrtcbin, used for one connection and then discarded. It is built on
/// the runtime's building thread and torn down on its reaping thread; both may take tens of
/// milliseconds.
///
/// Signals are emitted on GStreamer's threads: connect with Qt::QueuedConnection, and expect one
/// already in flight to arrive after close(). GStreamer's closures hold weak references only, so
/// the owner controls the lifetime.
class GstPeer : public QObject, public std::enable_shared_from_this<GstPeer>
{
    Q_OBJECT
public:
    GstPeer(GstRuntime &runtime, std::vector<IceServer> iceServers);

    /// Starts building; emits failed() if that is not possible.
    void begin();
    /// Ends the connection. Idempotent, from any thread; does not wait for the teardown. The owner
    /// must call it.
    void close();

Q_SIGNALS:
    /// The remote description is set; emitted only when receiving.
    void remoteDescriptionSet();
    /// The local description is set; its candidates follow.
    void localDescriptionSet(const QString &sdp);
    void candidateFound(int mLineIndex, const QString &candidate);
    void gatheringComplete();
    void connected();
    void failed(const prosc::Error &error);

protected:
    using Reply = std::function<void(const GstStructure *reply)>;

    /// Adds what the connection needs to the pipeline. On the building thread.
    virtual Status assemble() = 0;
    /// The pipeline is playing. On the building thread.
    virtual void started() {}
    /// The object must emit nothing from here on. On the thread that calls close().
    virtual void closing() {}
    /// The connection is up. On a GStreamer thread.
    virtual void connectionUp() {}
    /// Releases elements and pads, which are still alive. On the reaping thread.
    virtual void release() {}

    [[nodiscard]] GstRuntime &runtime() const { return m_runtime; }
    [[nodiscard]] bool isClosed() const { return m_closed; }
    [[nodiscard]] GstElement *pipeline() const { return m_pipeline.get(); }
    [[nodiscard]] GstElement *webrtc() const { return m_webrtc.get(); }
    void reportFailure(const QString &detail);
    /// Runs `job` on the building thread unless the peer is closed by then; keeps webrtc() alive
    /// meanwhile.
    void whileAlive(std::function<void()> job);

    /// Emits "create-offer" or "create-answer", then sets the result as the local description and
    /// emits it.
    void createDescription(const char *action, const char *field);
    void setRemoteDescription(GstWebRTCSDPType type, const QString &sdp, Reply done);

    /// Adds a new element to the pipeline, which owns it; null if it cannot be created.
    [[nodiscard]] GstElement *addElement(const char *factory);
    void connectSignal(gpointer object, const char *signal, GCallback callback);
    /// The `data` of a callback and its destroy function.
    [[nodiscard]] gpointer weakContext();
    static void freeContext(gpointer context);
    template <class T>
    [[nodiscard]] static std::shared_ptr<T> fromContext(gpointer context)
    {
        return std::static_pointer_cast<T>(static_cast<std::weak_ptr<GstPeer> *>(context)->lock());
    }

private:
    void build();
    void tearDown();
    Status makeWebRtc();
    void configureIce();
    void connectEvents();
    void emitWithPromise(const char *action, gpointer argument, Reply done);
    void setLocalDescription(GstDescriptionPtr description);

    static void onCandidate(GstElement *, guint mLine, gchar *candidate, gpointer context);
    static void onGatheringState(GstElement *webrtc, GParamSpec *, gpointer context);
    static void onConnectionState(GstElement *webrtc, GParamSpec *, gpointer context);
    static GstBusSyncReply onBusMessage(GstBus *, GstMessage *message, gpointer context);
    static void onPromise(GstPromise *promise, gpointer data);

    GstRuntime &m_runtime;
    const std::vector<IceServer> m_iceServers;
    std::atomic<bool> m_closed = false;
    std::atomic<bool> m_connected = false;
    /// Held during building and teardown.
    std::mutex m_lifeMutex;
    GstElementPtr m_pipeline;
    GstElementPtr m_webrtc;
};

} // namespace prosc
