#include "app/transport/peer/candidate_collector.h"

#include "app/transport/peer/sdp_text.h"

namespace prosc {

namespace {
constexpr int kPatienceMs = 250;
}

CandidateCollector::CandidateCollector(QObject *parent) : QObject(parent)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] { finish(); });
}

void CandidateCollector::addCandidate(int mLineIndex, const QString &candidate)
{
    if (candidate.isEmpty()) {
        return;
    }
    m_candidates.push_back({msg::CandidateTarget::Publish, {}, candidate, {}, mLineIndex});
    flushLate();
}

void CandidateCollector::gatheringComplete()
{
    m_complete = true;
    finish();
}

void CandidateCollector::setDescription(const QString &sdp)
{
    m_sdp = sdp;
    if (m_complete) {
        finish();
    } else {
        m_patience.start(kPatienceMs);
    }
}

void CandidateCollector::release()
{
    m_released = true;
    flushLate();
}

void CandidateCollector::clear()
{
    m_patience.stop();
    m_finished = true;
    m_released = false;
    m_candidates.clear();
}

void CandidateCollector::finish()
{
    if (m_finished || m_sdp.isEmpty()) {
        return;
    }
    m_finished = true;
    m_patience.stop();
    const QString sdp = withCandidates(m_sdp, std::exchange(m_candidates, {}), m_complete);
    Q_EMIT ready(sdp);
}

void CandidateCollector::flushLate()
{
    if (!m_finished || !m_released) {
        return;
    }
    const QStringList mids = midsOf(m_sdp);
    for (msg::Candidate &candidate : std::exchange(m_candidates, {})) {
        candidate.mid = mids.value(candidate.mLineIndex);
        Q_EMIT lateCandidate(candidate);
    }
}

} // namespace prosc
