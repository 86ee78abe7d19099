#pragma once

#include "app/base/clock.h"
#include "app/base/ids.h"
#include "app/base/result.h"
#include "app/room/protocol/messages.h"
#include "app/room/protocol/values.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace prosc {

struct JoinClaims
{
    RoomId room;
    Role role = Role::Participant;
    friend bool operator==(const JoinClaims &, const JoinClaims &) = default;
};

struct UploadClaims
{
    RoomId room;
    RecordingId recording;
    int epoch = 0;
    friend bool operator==(const UploadClaims &, const UploadClaims &) = default;
};

struct MediaClaims
{
    RecordingId item;
    msg::LinkPurpose purpose = msg::LinkPurpose::View;
    /// The library stores it with the recording, so that its links can be revoked.
    QString link = {};
    friend bool operator==(const MediaClaims &, const MediaClaims &) = default;
};

/// Signs and verifies the service's tokens: JWT (RFC 7519), HS256 only, with `iat` and `exp`
/// (and `nbf`, if it has one); one with `crit` is refused. A token for one purpose is not valid for
/// another. Thread-safe. Reading fails with TokenInvalid or TokenExpired.
class TokenService
{
public:
    static constexpr std::chrono::hours kUploadLifetime{30 * 24};
    static constexpr std::chrono::hours kTicketLifetime{1};

    /// Reads the secret from `secretFile`, which is created (32 random bytes, mode 0600) if
    /// missing. PermissionDenied if anyone but the owner may read it, FileDamaged if it is too
    /// short, DiskError. `clock` must outlive the service.
    [[nodiscard]] static Result<std::unique_ptr<TokenService>> create(const QString &secretFile,
                                                                      const Clock &clock);

    [[nodiscard]] Result<QString> joinToken(const JoinClaims &claims,
                                            std::chrono::seconds lifetime) const;
    /// Whether an expired token is still read.
    enum class Expiry { Counts, IsIgnored };
    [[nodiscard]] Result<JoinClaims> readJoinToken(const QString &token,
                                                   Expiry expiry = Expiry::Counts) const;

    [[nodiscard]] Result<QString> uploadToken(const UploadClaims &claims) const;
    [[nodiscard]] Result<UploadClaims> readUploadToken(const QString &token) const;

    [[nodiscard]] Result<QString>
    mediaTicket(const MediaClaims &claims, std::chrono::seconds lifetime = kTicketLifetime) const;
    [[nodiscard]] Result<MediaClaims> readMediaTicket(const QString &ticket) const;

    /// What the page that a browser asked for carries: which kind of device asked. It is read even
    /// after its time, as a page can stay open for weeks.
    [[nodiscard]] Result<QString> pageToken(FormFactor formFactor) const;
    [[nodiscard]] Result<FormFactor> readPageToken(const QString &token) const;

private:
    TokenService(QByteArray secret, const Clock &clock);

    QByteArray m_secret;
    const Clock &m_clock;
};

} // namespace prosc
