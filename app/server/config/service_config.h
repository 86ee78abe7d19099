#pragma once

#include "app/base/result.h"
#include "app/room/protocol/values.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace prosc {

struct RoomRequest
{
    /// Empty: a new id is made.
    RoomId id;
    QString title;
    RoomType type = RoomType::Single;
    QString owner;
    QStringList members;
    /// What its recordings get; nothing: as the moderators left it.
    std::optional<bool> subtitles = std::nullopt;
    std::optional<bool> chapters = std::nullopt;
    /// After so many days its recordings go to the bin (0: never); nothing: as it was.
    std::optional<int> retentionDays = std::nullopt;
};

/// How the service listens.
enum class TlsMode {
    /// Plain HTTP: only on loopback, or behind a reverse proxy that is named in `trustedProxies`.
    None,
    /// With a certificate that the service makes at first start.
    OwnCertificate,
    /// With the certificate and key given.
    Configured,
};

/// The configuration of a room service; packaging/config/proscenium-room.example.json documents
/// each key.
struct ServiceConfig
{
    /// Everything the service keeps: rooms, recordings, index, secret, certificate.
    QString dataFolder;
    QString listenAddress = QStringLiteral("127.0.0.1");
    /// 0: any free port.
    int port = 8480;
    /// What others type; empty: derived from the address.
    QString publicUrl;
    TlsMode tls = TlsMode::None;
    QString certificateFile;
    QString keyFile;
    bool behindProxy = false;

    QString janusProgram = QStringLiteral("janus");
    int rtpPortMin = 20000;
    int rtpPortMax = 20999;
    QStringList stunServers;
    struct Turn
    {
        QStringList urls;
        /// Shared secret for short-lived credentials (draft-uberti-behave-turn-rest).
        QString secret;
    };
    std::vector<Turn> turnServers;

    std::chrono::hours joinLinkLifetime{24};
    std::chrono::minutes hostGrace{15};
    /// When nothing came for so long of a recording that is uploaded while it is recorded, what
    /// there is is published as interrupted; nothing: after hostGrace, at least a minute.
    std::optional<std::chrono::seconds> uploadGrace;
    /// What looks through finished recordings and makes their preview pictures; empty:
    /// RecordingProcessor::usualProgram().
    QString processProgram;
    /// At most 24 h.
    std::chrono::seconds recordingLimit = std::chrono::hours(24);
    int maxConnections = 512;

    /// To be opened by whoever starts the service, who shows the links.
    std::vector<RoomRequest> rooms;
};

/// Reads a JSON configuration file. ConfigInvalid with a detail that names file, key and reason;
/// relative paths are taken from the file's folder; unknown keys are refused.
[[nodiscard]] Result<ServiceConfig> readServiceConfig(const QString &file);

} // namespace prosc
