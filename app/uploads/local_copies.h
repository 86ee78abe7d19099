#pragma once

#include "app/base/clock.h"
#include "app/uploads/ports.h"
#include "app/uploads/retry_timer.h"
#include "app/uploads/upload_settings.h"

namespace prosc {

/// Notes in a recording's own folder (published.json) that the library has confirmed its checksum,
/// and what file that was: its size and when it was written last. DiskError; InvalidArgument when
/// the file does not lie in a folder that bears the recording's id.
[[nodiscard]] Status noteConfirmed(const UploadJob &job, const QDateTime &now);

/// Removes, from the folders in `recordings`, the files that have been confirmed for `age`: only a
/// file that its published.json names and that nobody has changed since, in a folder without a
/// recording that goes on; then the note and the folder, if nothing else is in it. Everything else
/// stays. Returns how many files it removed.
int removeConfirmed(const QString &recordings, const QDateTime &now, std::chrono::seconds age);

/// Keeps, or removes in time, the local copies of what the library has confirmed. Nothing else ever
/// removes one. Lives on the thread that calls it, with an event loop.
class LocalCopies
{
public:
    static constexpr std::chrono::minutes kRegret{10};

    struct Setup
    {
        const Clock &clock;
        RetryTimer &timer;
    };

    /// Keeps everything until it is told otherwise. What is in `setup` outlives it.
    explicit LocalCopies(const Setup &setup);
    ~LocalCopies();
    LocalCopies(const LocalCopies &) = delete;
    LocalCopies &operator=(const LocalCopies &) = delete;

    /// Looks after the folders in `recordings` by this rule from now on: at the first time at once,
    /// later only after kRegret, as somebody may not have meant to change it.
    void keep(const QString &recordings, LocalCopy rule);
    /// The library has it.
    void confirmed(const UploadJob &job);

private:
    void sweep();

    const Clock &m_clock;
    RetryTimer &m_timer;
    QString m_recordings;
    /// The rule is so new that it is not carried out yet.
    bool m_isNew = false;
    LocalCopy m_rule = LocalCopy::Keep;
};

} // namespace prosc
