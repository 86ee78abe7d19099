#pragma once

#include "app/net/upload/body_reader.h"
#include "app/net/upload/tus_exchange.h"
#include "app/uploads/ports.h"

#include <QByteArray>

namespace prosc {

/// Scheme, host and port.
[[nodiscard]] QString originOf(const QUrl &url);

/// Whether both URLs have the same origin. A token is sent to no other.
[[nodiscard]] bool isSameOrigin(const QUrl &a, const QUrl &b);

/// The value of Upload-Metadata; see protocol.md, "HTTP beside it".
[[nodiscard]] QByteArray uploadMetadata(const UploadJob &job);

// The requests of an upload; see protocol.md, "HTTP beside it". All but the first go to its
// location.

/// POST: creates it, its length to follow.
[[nodiscard]] TusRequest creationOf(const UploadJob &job);
/// HEAD: how much of it is there.
[[nodiscard]] TusRequest probeOf(const UploadJob &job);
/// DELETE.
[[nodiscard]] TusRequest removalOf(const UploadJob &job);
/// PATCH: a chunk, with its checksum or that of the unit it is a part of.
[[nodiscard]] TusRequest chunkOf(const UploadJob &job, const BodyChunk &chunk);
/// Adds the checksum of the whole body to a chunk, and its length if `namesLength`.
void nameEnd(TusRequest &chunk, const UploadJob &job, bool namesLength);
/// PUT: the recorder's report.
[[nodiscard]] TusRequest reportOf(const UploadJob &job, const QByteArray &report);

/// The recorder's report at `path`. Empty if there is none, or it is unreadable or larger than the
/// service accepts. Blocks on disk.
[[nodiscard]] QByteArray readReport(const QString &path);

} // namespace prosc
