#pragma once

#include "app/room/protocol/messages.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace prosc {

/// Holds a local description back for a moment so that the first candidates travel inside it: one
/// message instead of several for each connection. Candidates found later are sent one by one.
/// Engine's thread.
class CandidateCollector final : public QObject
{
    Q_OBJECT
public:
    explicit CandidateCollector(QObject *parent = nullptr);

    void addCandidate(int mLineIndex, const QString &candidate);
    void gatheringComplete();
    /// The description to send; ready() follows at once if gathering is complete, else when it is
    /// or after 250 ms.
    void setDescription(const QString &sdp);
    /// From now on the other side knows the connection: late candidates are handed out.
    void release();
    void clear();

Q_SIGNALS:
    /// Once.
    void ready(const QString &sdp);
    /// `target` and `key` are for the receiver to fill in.
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
