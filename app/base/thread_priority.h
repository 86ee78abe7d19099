#pragma once

namespace prosc {

/// What a thread must do in time, whatever else the computer does.
enum class ThreadRole {
    Sound,
    Mux,
    Disk,
    /// Encodes the pictures of a file: before other programs, after all of the above.
    Pictures,
};

/// Asks the system to let a thread run before others.
class ThreadPriority
{
public:
    virtual ~ThreadPriority() = default;

    /// Called by the thread itself, as the first thing it does. Returns at once, whatever becomes
    /// of it. Threads that this one starts begin without it.
    virtual void raise(ThreadRole role) = 0;
};

/// For whoever may have been given none.
inline void raisePriority(ThreadPriority *priority, ThreadRole role)
{
    if (priority != nullptr) {
        priority->raise(role);
    }
}

} // namespace prosc
