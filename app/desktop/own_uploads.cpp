#include "app/desktop/own_uploads.h"

namespace prosc {

OwnUploads::OwnUploads(ObjectThread &engineThread, EngineParts &engine, Hosting &hosting)
    : m_thread(engineThread), m_engine(engine), m_hosting(hosting)
{
    connect(&m_hosting, &Hosting::serving, this, &OwnUploads::sendTo);
}

std::vector<RecordingId> OwnUploads::waiting()
{
    std::vector<RecordingId> own;
    m_thread.call([this, &own] {
        for (const auto &upload : m_engine.uploads->uploads()) {
            if (!upload.live && m_hosting.keeps(upload.recording)) {
                own.push_back(upload.recording);
            }
        }
    });
    return own;
}

void OwnUploads::serve()
{
    if (!waiting().empty()) {
        m_hosting.serve();
    }
}

void OwnUploads::sendTo(const QUrl &base, const QString &certificate)
{
    for (const auto &recording : waiting()) {
        m_thread.post([this, recording, base, certificate] {
            // It may have been removed in the meantime.
            static_cast<void>(m_engine.uploads->moveTo(recording, base, certificate));
        });
    }
}

} // namespace prosc
