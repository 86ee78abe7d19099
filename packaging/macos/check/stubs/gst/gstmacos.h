#pragma once

// A stub for packaging/check_macos.sh, after GStreamer's documentation ("gst_macos_main"): Debian's
// package has no gst/gstmacos.h, which <gst/gst.h> includes on macOS. We do not call it.
