#pragma once

// A stub for packaging/check_macos.sh: what we use of IOKit's power management, after Apple's
// documentation (developer.apple.com/documentation/iokit, "IOPMAssertionCreateWithName"). The real
// header comes with Xcode.

#include <CoreFoundation/CoreFoundation.h>

#include <cstdint>

typedef int IOReturn;
typedef uint32_t IOPMAssertionID;
typedef uint32_t IOPMAssertionLevel;

#define kIOReturnSuccess 0
#define kIOPMNullAssertionID (static_cast<IOPMAssertionID>(0))
#define kIOPMAssertionLevelOn 255
#define kIOPMAssertionTypePreventUserIdleSystemSleep CFSTR("PreventUserIdleSystemSleep")
#define kIOPMAssertionTypePreventUserIdleDisplaySleep CFSTR("PreventUserIdleDisplaySleep")

extern "C" IOReturn IOPMAssertionCreateWithName(CFStringRef type, IOPMAssertionLevel level,
                                                CFStringRef name, IOPMAssertionID *id);
extern "C" IOReturn IOPMAssertionRelease(IOPMAssertionID id);
