#pragma once

#include "app/server/index/library_index.h"

#include <QByteArray>

#include <cstdint>
#include <optional>

namespace prosc {

struct UploadLimits
{
    /// Bytes of one upload.
    static constexpr int64_t kUpload = 200'000'000'000;
    /// Bytes of a chunk of a body, which consists of whole fragments.
    static constexpr int64_t kBodyChunk = 64LL * 1024 * 1024;
};

/// What a client announces about an upload.
struct UploadFacts
{
    RecordingId recording;
    QString name;
    /// Of the whole upload; in layout `fragments` 0 while the client does not know it.
    int64_t bytes = 0;
    /// Of the whole file, lower-case hexadecimal; for a body (see FragmentBody) it may be named
    /// with the last chunk instead.
    QString sha256;
    int64_t duration = 0;
    UploadLayout layout = UploadLayout::File;
};

struct UploadProgress
{
    int64_t offset = 0;
    /// nullopt until the client names it.
    std::optional<int64_t> length;
    /// Of the published recording; empty until it is ready.
    QString sha256;
    /// How many of the bytes before `offset` belong to an incomplete unit; only for a body that is
    /// not published.
    std::optional<int64_t> staged = std::nullopt;
};

/// The headers of a chunk, known before its first byte.
struct ChunkFacts
{
    int64_t offset = 0;
    /// 32 bytes; empty if the client sends none.
    QByteArray checksum = {};
    /// The chunk's size in bytes, if the client names it.
    std::optional<int64_t> bytes = std::nullopt;
    /// Of the whole upload, if it was not known before; with the body's checksum.
    std::optional<int64_t> uploadLength = std::nullopt;
    QString uploadSha256 = {};
    /// SHA-256 (32 bytes) of the unit that the bytes are a chunk of, in place of `checksum`.
    QByteArray unitSha256 = {};
};

/// Without the staged bytes.
[[nodiscard]] UploadProgress progressOf(const RecordingRow &row);

/// A body of which more may arrive.
[[nodiscard]] bool isOpenBody(const RecordingRow &row);

/// Every byte is here, and the checksum to compare it with.
[[nodiscard]] bool isComplete(const RecordingRow &row);

} // namespace prosc
