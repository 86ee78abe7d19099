#pragma once

#include "app/uploads/ports.h"

#include <QByteArray>

QT_BEGIN_NAMESPACE
class QNetworkReply;
QT_END_NAMESPACE

namespace prosc {

/// The header `name` as a non-negative number; -1 if it is missing or invalid.
[[nodiscard]] qint64 numberHeader(const QNetworkReply &reply, const QByteArray &name);

/// Whether the answer is from our service or another tus server, not from a proxy in between.
[[nodiscard]] bool isFromService(const QNetworkReply &reply);

/// Scheme, host and port.
[[nodiscard]] QString originOf(const QUrl &url);

/// Whether both URLs have the same origin. A token is sent to no other.
[[nodiscard]] bool isSameOrigin(const QUrl &a, const QUrl &b);

/// The value of Upload-Metadata; see protocol.md, "HTTP beside it".
[[nodiscard]] QByteArray uploadMetadata(const UploadJob &job);

} // namespace prosc
