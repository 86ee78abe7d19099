#pragma once

#include "app/net/upload/tus_uploader.h"
#include "tests/net/fake_tus.h"

#include <QFile>
#include <QObject>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <memory>

namespace prosc::test {

/// A folder with a recording, the fake service, and an uploader between them.
class TusFixture : public QObject
{
protected:
    /// A new, empty folder and a new service; false if that fails.
    [[nodiscard]] bool serve()
    {
        m_uploader.reset();
        m_dir = std::make_unique<QTemporaryDir>();
        m_tus = std::make_unique<FakeTus>();
        m_server = std::make_unique<FakeHttpServer<>>(
            [this](const FakeRequest &request) { return (*m_tus)(request); });
        return m_dir->isValid() && m_server->listen();
    }
    void use(const TusOptions &options)
    {
        m_uploader = std::make_unique<TusUploader>(options);
        m_finished = std::make_unique<QSignalSpy>(m_uploader.get(), &Uploader::finished);
        m_failed = std::make_unique<QSignalSpy>(m_uploader.get(), &Uploader::failed);
    }
    [[nodiscard]] bool write(const QByteArray &bytes) const
    {
        QFile file(m_dir->filePath(QStringLiteral("movie.mp4")));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    [[nodiscard]] UploadJob job(const QString &name = QStringLiteral("Rec.mp4")) const
    {
        return movieJob(m_dir->path(), *m_server, name);
    }
    /// A job that was located before.
    [[nodiscard]] UploadJob resumed(UploadJob job) const
    {
        job.location = m_server->url(QStringLiteral("http"), QStringLiteral("/api/uploads/one"));
        return job;
    }
    /// Requests of this method that were received.
    [[nodiscard]] size_t count(const QByteArray &method) const
    {
        return static_cast<size_t>(
            std::ranges::count(m_server->requests, method, &FakeRequest::method));
    }
    /// Without waiting between attempts.
    [[nodiscard]] static TusOptions quick()
    {
        TusOptions options;
        options.firstWait = std::chrono::milliseconds(1);
        return options;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeTus> m_tus;
    std::unique_ptr<FakeHttpServer<>> m_server;
    std::unique_ptr<TusUploader> m_uploader;
    std::unique_ptr<QSignalSpy> m_finished;
    std::unique_ptr<QSignalSpy> m_failed;
};

} // namespace prosc::test
