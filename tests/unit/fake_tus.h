#pragma once

#include "fake_http_server.h"

#include <QCryptographicHash>

namespace prosc::test {

inline constexpr qsizetype kSize = 100'000;
inline constexpr qsizetype kChunk = 30'000;

inline QByteArray movie()
{
    QByteArray bytes(kSize, '\0');
    for (qsizetype i = 0; i < kSize; ++i) {
        bytes[i] = static_cast<char>(i * 31 + i / 251);
    }
    return bytes;
}

inline QString hex(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

/// Our service's side of tus, in memory. `refuse` may answer in its place.
struct FakeTus
{
    bool exists = false;
    QByteArray bytes;
    QByteArray length;
    QString sha256Override;
    bool namesSha256 = true;
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
            length = request.headers["upload-length"];
            FakeResponse response = answer(201);
            response.headers.emplace_back("Location", "/api/uploads/one");
            return response;
        }
        if (!exists) {
            return answer(404);
        }
        return request.method == "HEAD" ? state(200) : patch(request);
    }

    FakeResponse patch(const FakeRequest &request)
    {
        if (request.headers["upload-offset"] != QByteArray::number(bytes.size())) {
            return answer(409);
        }
        const QByteArray checksum =
            "sha256 " +
            QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toBase64();
        if (request.headers["upload-checksum"] != checksum) {
            return answer(460);
        }
        bytes += request.body;
        return state(204);
    }

    FakeResponse state(int status) const
    {
        FakeResponse response = answer(status);
        response.headers.emplace_back("Upload-Offset", QByteArray::number(bytes.size()));
        response.headers.emplace_back("Upload-Length", length);
        if (namesSha256 && bytes.size() == length.toLongLong()) {
            const QString sha256 = sha256Override.isEmpty() ? hex(bytes) : sha256Override;
            response.headers.emplace_back("Proscenium-Sha256", sha256.toLatin1());
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

} // namespace prosc::test
