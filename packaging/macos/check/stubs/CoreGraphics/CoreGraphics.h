#pragma once

// A stub for packaging/check_macos.sh: what we use of Core Graphics, after Apple's documentation
// (developer.apple.com/documentation/coregraphics, "CGPreflightScreenCaptureAccess", macOS 10.15
// and later). The real header comes with Xcode.

extern "C" bool CGPreflightScreenCaptureAccess();
extern "C" bool CGRequestScreenCaptureAccess();
