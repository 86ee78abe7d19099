#pragma once

#define GST_USE_UNSTABLE_API
#include <gst/gst.h>
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>

#include <memory>

namespace prosc {

/// Deleter for a free function that takes the typed pointer.
template <auto Free>
struct GstFree
{
    template <class T>
    void operator()(T *handle) const
    {
        Free(handle);
    }
};

/// Drops one reference of a GstObject (elements, pads, clocks) or, below, of a plain GObject.
struct GstObjectUnref
{
    void operator()(gpointer object) const { gst_object_unref(object); }
};

using GstElementPtr = std::unique_ptr<GstElement, GstObjectUnref>;
using GstPadPtr = std::unique_ptr<GstPad, GstObjectUnref>;
using GstBusPtr = std::unique_ptr<GstBus, GstObjectUnref>;
using GstClockPtr = std::unique_ptr<GstClock, GstObjectUnref>;
using GstFactoryPtr = std::unique_ptr<GstElementFactory, GstObjectUnref>;
using GObjectPtr = std::unique_ptr<GObject, GstFree<g_object_unref>>;
using GstTransceiverPtr = std::unique_ptr<GstWebRTCRTPTransceiver, GstObjectUnref>;
using GstCapsPtr = std::unique_ptr<GstCaps, GstFree<gst_caps_unref>>;
using GstSamplePtr = std::unique_ptr<GstSample, GstFree<gst_sample_unref>>;
using GstSdpPtr = std::unique_ptr<GstSDPMessage, GstFree<gst_sdp_message_free>>;
using GstDescriptionPtr =
    std::unique_ptr<GstWebRTCSessionDescription, GstFree<gst_webrtc_session_description_free>>;
using GstPromisePtr = std::unique_ptr<GstPromise, GstFree<gst_promise_unref>>;
using GstStructurePtr = std::unique_ptr<GstStructure, GstFree<gst_structure_free>>;
using GstIteratorPtr = std::unique_ptr<GstIterator, GstFree<gst_iterator_free>>;
using GErrorPtr = std::unique_ptr<GError, GstFree<g_error_free>>;
using GCharPtr = std::unique_ptr<gchar, GstFree<g_free>>;

} // namespace prosc
