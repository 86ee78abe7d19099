#pragma once

namespace prosc {

/// What a thread must do in time, however busy the computer is.
enum class ThreadRole {
    Sound,
    Mux,
    Disk,
    /// Encodes the video of a file: above other programs, below all of the above.
    Pictures,
};

/// Asks the system for a higher thread priority.
class ThreadPriority
{
public:
    virtual ~ThreadPriority() = default;

    /// Called by the thread itself, as the first thing it does. Returns at once, even if the
    /// priority is not granted. Threads that this one starts do not inherit it.
    virtual void raise(ThreadRole role) = 0;
};

/// For callers whose `priority` may be null.
inline void raisePriority(ThreadPriority *priority, ThreadRole role)
{
    if (priority != nullptr) {
        priority->raise(role);
    }
}

/// Lowers the calling thread's priority. It cannot be raised again.
void lowerOwnPriority();

} // namespace prosc
