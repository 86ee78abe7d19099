#pragma once

#include "app/base/thread_priority.h"

#include <memory>

namespace prosc {

/// Raises threads to nice level -11, as PulseAudio does, and video encoders to -5: directly if this
/// process may, otherwise through RealtimeKit on the system bus, if available. Not to realtime: a
/// runaway thread would starve all others of its core, and the limit against that (RLIMIT_RTTIME)
/// kills the whole program, including its recording.
///
/// A thread of this object calls the service, so that nobody waits for the bus. A missing service
/// is logged once and not called again.
class RealtimeKit final : public ThreadPriority
{
public:
    /// Whether to try the kernel before the service.
    enum class Kernel { Asked, PassedOver };

    explicit RealtimeKit(Kernel kernel = Kernel::Asked);
    /// Must outlive the threads that it raises. Waits for a pending reply, 1 s at most.
    ~RealtimeKit() override;

    void raise(ThreadRole role) override;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace prosc
