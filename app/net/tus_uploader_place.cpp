// TusUploader: creates, probes and removes the upload at the service.

#include "app/base/logging.h"
#include "app/net/tus_protocol.h"
#include "app/net/tus_uploader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

void TusUploader::createOrProbe()
{
    if (m_job.location.isEmpty()) {
        create();
    } else {
        probe();
    }
}

void TusUploader::createAnew()
{
    m_job.location.clear();
    create();
}

void TusUploader::create()
{
    if (!m_retries.mayCreate()) {
        fail(Error{ErrorCode::Unreachable, u"the service forgets the upload"_s});
        return;
    }
    QNetworkRequest post = request(m_job.endpoint);
    post.setRawHeader("Upload-Defer-Length", "1");
    post.setRawHeader("Upload-Metadata", uploadMetadata(m_job));
    ask(State::Creating, {"POST", post, {}, &TusUploader::created});
}

void TusUploader::created(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    if (status != 201 && status != 200) {
        refused(reply);
        return;
    }
    const QUrl location =
        m_job.endpoint.resolved(QUrl::fromEncoded(reply.rawHeader("Location"), QUrl::StrictMode));
    if (reply.rawHeader("Location").isEmpty() || !isSameOrigin(location, m_job.endpoint)) {
        fail(Error{ErrorCode::Malformed, u"no usable Location"_s});
        return;
    }
    m_job.location = location;
    const int generation = m_generation;
    Q_EMIT located(location);
    // It may be an existing upload: ask how much of it is there.
    if (generation == m_generation) {
        probe();
    }
}

void TusUploader::probe()
{
    ask(State::Probing, {"HEAD", request(m_job.location), {}, &TusUploader::probed});
}

void TusUploader::probed(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    const qint64 offset = numberHeader(reply, "Upload-Offset");
    const qint64 length = numberHeader(reply, "Upload-Length");
    const qint64 staged = std::max<qint64>(0, numberHeader(reply, "Proscenium-Staged"));
    m_lengthNamed = length >= 0;
    const bool isAnother = !m_job.isGrowing() && m_lengthNamed && length != m_job.bodyBytes;
    const bool isReady = !reply.rawHeader("Proscenium-Sha256").isEmpty() ||
                         (!m_options.requireChecksum && offset == length);
    if (status == 404 || status == 410 || (status == 200 && isAnother)) {
        createAnew();
    } else if (status != 200 && status != 204) {
        refused(reply);
    } else if (offset < 0) {
        fail(Error{ErrorCode::Malformed, u"impossible Upload-Offset"_s});
    } else if (!m_job.isGrowing() && offset - staged > m_job.bodyBytes) {
        fail(Error{ErrorCode::FileDamaged, u"the service has more of it"_s});
    } else if (!m_job.isGrowing() && offset == m_job.bodyBytes && isReady) {
        complete(reply);
    } else if (m_job.isGrowing() && m_known > 0 && offset > m_known) {
        startOver();
    } else {
        continueFrom(reply);
    }
}

void TusUploader::startOver()
{
    qCInfo(logNet) << "the service has what is not in the recording: sent again from its start";
    ask(State::Removing, {"DELETE", request(m_job.location), {}, &TusUploader::removed});
}

void TusUploader::removed(QNetworkReply &reply)
{
    const int status = PinnedNetwork::httpStatus(reply);
    if (status == 200 || status == 204) {
        createAnew();
    } else {
        refused(reply);
    }
}

} // namespace prosc
