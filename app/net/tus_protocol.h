#pragma once

#include "app/uploads/ports.h"

#include <QByteArray>

QT_BEGIN_NAMESPACE
class QNetworkReply;
QT_END_NAMESPACE

namespace prosc {

/// The header `name` as a number that is not negative, else -1.
[[nodiscard]] qint64 numberHeader(const QNetworkReply &reply, const QByteArray &name);

/// Whether our service, or another one of tus, has answered, and not a proxy on the way.
[[nodiscard]] bool isFromService(const QNetworkReply &reply);

/// Scheme, host and port.
[[nodiscard]] QString originOf(const QUrl &url);

/// Whether both lead to the same service. A token goes nowhere else.
[[nodiscard]] bool isSameOrigin(const QUrl &a, const QUrl &b);

/// The value of Upload-Metadata; see protocol.md, "HTTP beside it".
[[nodiscard]] QByteArray uploadMetadata(const UploadJob &job);

} // namespace prosc
