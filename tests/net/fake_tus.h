#pragma once

#include "app/uploads/ports.h"
#include "tests/mp4/mp4_fixture.h"
#include "tests/net/fake_http_server.h"

#include <QCryptographicHash>

#include <utility>

namespace prosc::test {

inline constexpr int kFragments = 10;
inline constexpr qsizetype kFragment = 10'000;

/// Bytes that look like a recording: ftyp, free, moov, and fragments of kFragment bytes each.
inline QByteArray movie(int fragments = kFragments)
{
    BoxWriter writer;
    writer.begin(boxType("ftyp"));
    writer.raw("isomiso5");
    writer.end();
    writer.raw(freeBox());
    writer.begin(boxType("moov"));
    writer.raw(QByteArray(600, 'h'));
    writer.end();
    for (int fragment = 0; fragment < fragments; ++fragment) {
        writer.begin(boxType("moof"));
        writer.u32(static_cast<uint32_t>(fragment));
        writer.raw(QByteArray(88, 'f'));
        writer.end();
        QByteArray media(kFragment - 108, '\0');
        for (qsizetype i = 0; i < media.size(); ++i) {
            media[i] = static_cast<char>(i * 31 + i / 251 + fragment * 7);
        }
        writer.begin(boxType("mdat"));
        writer.raw(media);
        writer.end();
    }
    return writer.take();
}

/// Where the fragment with that number (from 1) ends.
inline qsizetype endOf(int fragment)
{
    return movie(0).size() + fragment * kFragment;
}

/// Our service's side of tus for bodies, in memory: whole fragments with their checksum, or chunks
/// of units, and at the end the checksum of all. `refuse` may answer instead.
struct FakeTus
{
    bool exists = false;
    QByteArray bytes;
    /// Empty while it is unknown.
    QByteArray length;
    bool ready = false;
    QString checksumOverride;
    bool namesChecksum = true;
    /// Chunks that did not end with a fragment.
    int halfChunks = 0;
    /// False: as services that do not support chunks of units.
    bool takesChunks = false;
    /// The bytes of an incomplete unit, and the number of chunks received.
    QByteArray staged;
    int chunks = 0;
    std::function<std::optional<FakeResponse>(const FakeRequest &)> refuse;

    FakeResponse operator()(const FakeRequest &request)
    {
        if (refuse) {
            if (auto response = refuse(request)) {
                return *response;
            }
        }
        if (request.method == "POST") {
            exists = true;
            FakeResponse response = answer(201);
            response.headers.emplace_back("Location", "/api/uploads/one");
            return response;
        }
        if (!exists) {
            return answer(404);
        }
        if (request.method == "DELETE") {
            exists = false;
            bytes.clear();
            staged.clear();
            return answer(204);
        }
        return request.method == "HEAD" ? state(200) : patch(request);
    }

    FakeResponse patch(const FakeRequest &request)
    {
        if (request.headers["upload-offset"] != QByteArray::number(bytes.size() + staged.size())) {
            return answer(409);
        }
        if (takesChunks && request.headers.contains("proscenium-unit-sha256")) {
            return chunk(request);
        }
        if (!staged.isEmpty()) {
            return answer(400);
        }
        const QByteArray checksum =
            "sha256 " +
            QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toBase64();
        if (request.headers["upload-checksum"] != checksum) {
            return answer(460);
        }
        bytes += request.body;
        if (!bytes.isEmpty() && !fragmentEnds(bytes).contains(bytes.size())) {
            ++halfChunks;
        }
        if (!request.headers.contains("proscenium-checksum")) {
            return state(204);
        }
        length = request.headers["upload-length"];
        ready = length.toLongLong() == bytes.size() &&
                request.headers["proscenium-checksum"] == checksumOf(bytes).toLatin1();
        return ready ? state(204) : answer(460);
    }

    FakeResponse chunk(const FakeRequest &request)
    {
        ++chunks;
        staged += request.body;
        const auto unit = bytes.isEmpty() ? movie(0).size() : kFragment;
        const auto sha256 = QCryptographicHash::hash(staged, QCryptographicHash::Sha256).toHex();
        if (staged.size() > unit) {
            staged.clear();
            return answer(400);
        }
        if (staged.size() == unit) {
            const auto whole = std::exchange(staged, {});
            if (request.headers["proscenium-unit-sha256"] != sha256) {
                return answer(460);
            }
            bytes += whole;
        }
        return state(204);
    }

    FakeResponse state(int status) const
    {
        FakeResponse response = answer(status);
        response.headers.emplace_back("Upload-Offset",
                                      QByteArray::number(bytes.size() + staged.size()));
        if (takesChunks) {
            response.headers.emplace_back("Proscenium-Staged", QByteArray::number(staged.size()));
        }
        if (length.isEmpty()) {
            response.headers.emplace_back("Upload-Defer-Length", "1");
        } else {
            response.headers.emplace_back("Upload-Length", length);
        }
        if (namesChecksum && ready) {
            const auto checksum = checksumOverride.isEmpty() ? checksumOf(bytes) : checksumOverride;
            response.headers.emplace_back("Proscenium-Sha256", checksum.toLatin1());
        }
        return response;
    }

    static FakeResponse answer(int status)
    {
        FakeResponse response;
        response.status = status;
        response.headers.emplace_back("Tus-Resumable", "1.0.0");
        return response;
    }
};

/// The upload of movie(), as `folder`/movie.mp4, to `server`.
inline UploadJob movieJob(const QString &folder, const FakeHttpServer<> &server,
                          const QString &name)
{
    UploadJob job;
    job.recording = RecordingId{QStringLiteral("rec-1")};
    job.file = folder + QStringLiteral("/movie.mp4");
    job.name = name;
    job.bodyBytes = movie().size();
    job.checksum = checksumOf(movie());
    job.endpoint = server.url(QStringLiteral("http"), QStringLiteral("/api/uploads"));
    job.token = QStringLiteral("secret");
    return job;
}

} // namespace prosc::test
