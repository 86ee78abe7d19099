#pragma once

#include "app/base/clock.h"
#include "app/uploads/ports.h"
#include "app/uploads/retry_timer.h"
#include "app/uploads/upload_settings.h"

namespace prosc {

/// Records in the recording's own folder (published.json) that the library confirmed its checksum,
/// with the file's name, size and modification time. DiskError; InvalidArgument when the file's
/// folder is not named after the recording's id.
[[nodiscard]] Status noteConfirmed(const UploadJob &job, const QDateTime &now);

/// Removes, from the folders in `recordings`, the files that have been confirmed for `age`: only a
/// file that its published.json names and that is unmodified since, in a folder without an
/// unfinished recording; then published.json, and the folder if it is empty. Everything else stays.
/// Returns how many files it removed.
int removeConfirmed(const QString &recordings, const QDateTime &now, std::chrono::seconds age);

/// Keeps or removes, by the user's rule, the local copies that the library has confirmed. Nothing
/// else ever removes one. Lives on its caller's thread, which needs an event loop.
class LocalCopies
{
public:
    static constexpr std::chrono::minutes kRegret{10};

    struct Setup
    {
        const Clock &clock;
        RetryTimer &timer;
    };

    /// Keeps everything until keep() is called. `setup` refers to objects that must outlive it.
    explicit LocalCopies(const Setup &setup);
    ~LocalCopies();
    LocalCopies(const LocalCopies &) = delete;
    LocalCopies &operator=(const LocalCopies &) = delete;

    /// Applies this rule to the folders in `recordings`: at once the first time, later only after
    /// kRegret, as the change may have been a mistake. Keep always applies at once.
    void keep(const QString &recordings, LocalCopy rule);
    /// The library has confirmed the recording.
    void confirmed(const UploadJob &job);

private:
    void sweep();

    const Clock &m_clock;
    RetryTimer &m_timer;
    QString m_recordings;
    /// The rule was changed and is not applied yet.
    bool m_isNew = false;
    LocalCopy m_rule = LocalCopy::Keep;
};

} // namespace prosc
