#pragma once

#include "app/room/protocol/messages.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace prosc {

/// Holds a local description back briefly so that the first ICE candidates travel inside it: one
/// message per connection instead of several. Candidates found later are sent one by one. Engine's
/// thread.
class CandidateCollector final : public QObject
{
    Q_OBJECT
public:
    explicit CandidateCollector(QObject *parent = nullptr);

    void addCandidate(int mLineIndex, const QString &candidate);
    void gatheringComplete();
    /// Sets the description to send. ready() follows at once if gathering is complete, otherwise
    /// when it completes or after 250 ms.
    void setDescription(const QString &sdp);
    /// The other side knows the connection now: late candidates are emitted from here on.
    void release();
    void clear();

Q_SIGNALS:
    /// Emitted at most once.
    void ready(const QString &sdp);
    /// The receiver fills in `target` and `key`.
    void lateCandidate(prosc::msg::Candidate candidate);

private:
    void finish();
    void flushLate();

    QString m_sdp;
    std::vector<msg::Candidate> m_candidates;
    QTimer m_patience;
    bool m_complete = false;
    bool m_finished = false;
    bool m_released = false;
};

} // namespace prosc
