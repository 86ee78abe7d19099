// TusUploader: the location of the upload at the service: created, probed, removed.

#include "app/base/logging.h"
#include "app/net/upload/tus_protocol.h"
#include "app/net/upload/tus_uploader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

void TusUploader::create()
{
    m_job.location.clear();
    if (m_retries.mayCreate()) {
        ask(creationOf(m_job), &TusUploader::created);
    } else {
        fail(Error{ErrorCode::Unreachable, u"the service forgets the upload"_s});
    }
}

void TusUploader::created(const TusAnswer &answer)
{
    if (answer.status != 201 && answer.status != 200) {
        refused(answer);
        return;
    }
    const QUrl location =
        m_job.endpoint.resolved(QUrl::fromEncoded(answer.location, QUrl::StrictMode));
    if (answer.location.isEmpty() || !isSameOrigin(location, m_job.endpoint)) {
        fail(Error{ErrorCode::Malformed, u"no usable Location"_s});
        return;
    }
    m_job.location = location;
    if (survives([&] { Q_EMIT located(location); })) {
        happened(TusEvent::Located); // it may be an existing upload, with some of it there
    }
}

void TusUploader::probe()
{
    ask(probeOf(m_job), &TusUploader::probed);
}

void TusUploader::probed(const TusAnswer &answer)
{
    m_lengthNamed = answer.length >= 0;
    const bool isWhole = !m_job.isGrowing();
    const bool isAnother = isWhole && m_lengthNamed && answer.length != m_job.bodyBytes;
    const bool isReady =
        !answer.sha256.isEmpty() || (!m_options.requireChecksum && answer.offset == answer.length);
    if (answer.isGone() || (answer.status == 200 && isAnother)) {
        happened(TusEvent::Unlocated);
    } else if (!answer.isOk()) {
        refused(answer);
    } else if (answer.offset < 0) {
        fail(Error{ErrorCode::Malformed, u"impossible Upload-Offset"_s});
    } else if (isWhole && answer.offset - std::max<qint64>(0, answer.staged) > m_job.bodyBytes) {
        fail(Error{ErrorCode::FileDamaged, u"the service has more of it"_s});
    } else if (isWhole && answer.offset == m_job.bodyBytes && isReady) {
        complete(answer);
    } else if (!isWhole && m_known > 0 && answer.offset > m_known) {
        happened(TusEvent::Foreign);
    } else {
        continueFrom(answer);
    }
}

void TusUploader::remove()
{
    qCInfo(logNet) << "the service has what is not in the recording: sent again from its start";
    ask(removalOf(m_job), &TusUploader::removed);
}

void TusUploader::removed(const TusAnswer &answer)
{
    if (answer.isOk()) {
        happened(TusEvent::Unlocated);
    } else {
        refused(answer);
    }
}

} // namespace prosc
