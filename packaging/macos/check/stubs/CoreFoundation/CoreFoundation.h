#pragma once

// A stub for packaging/check_macos.sh: what we use of Core Foundation, after Apple's documentation
// (developer.apple.com/documentation/corefoundation, "CFString", "CFRelease"). The real header
// comes with Xcode.

typedef const void *CFTypeRef;
typedef const struct __CFString *CFStringRef;

extern "C" void CFRelease(CFTypeRef cf);

#define CFSTR(text)                                                                                \
    (reinterpret_cast<CFStringRef>(__builtin___CFStringMakeConstantString("" text "")))
