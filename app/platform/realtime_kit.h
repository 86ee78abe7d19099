#pragma once

#include "app/base/thread_priority.h"

#include <memory>

namespace prosc {

/// Raises threads to a nice level of -11, as PulseAudio does, the encoder of pictures to -5: by
/// itself where this process may, else by RealtimeKit on the system bus, where it is there. Not to
/// realtime: a thread that runs away would take its core from everybody, and the limit against that
/// (RLIMIT_RTTIME) ends the whole program, with its recording.
///
/// The service is asked on a thread of this object, so that nobody waits for the bus. One that is
/// not there is said once in the log and not asked again. On other systems it does nothing.
class RealtimeKit final : public ThreadPriority
{
public:
    /// Whether the kernel is asked before the service.
    enum class Kernel { Asked, PassedOver };

    explicit RealtimeKit(Kernel kernel = Kernel::Asked);
    /// Must outlive the threads that it raises. Waits for an answer that is due, 1 s at most.
    ~RealtimeKit() override;

    void raise(ThreadRole role) override;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace prosc
