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
    /// Empty: a new id is created.
    RoomId id;
    QString title;
    RoomType type = RoomType::Single;
    QString owner;
    QStringList members;
    /// Defaults for its recordings; nullopt: as the moderators left it.
    std::optional<bool> subtitles = std::nullopt;
    std::optional<bool> chapters = std::nullopt;
    /// Its recordings go to the bin after this many days (0: never); nullopt: unchanged.
    std::optional<int> retentionDays = std::nullopt;
    /// RoomRecord::autoRecord and recordReminder.
    bool autoRecord = false;
    bool recordReminder = false;
};

/// How the service listens.
enum class TlsMode {
    /// Plain HTTP: only on loopback, or behind a reverse proxy (`behindProxy`).
    None,
    /// With a certificate that the service creates at first start.
    OwnCertificate,
    /// With the configured certificate and key.
    Configured,
};

/// The environment's PROSCENIUM_JANUS; without it "janus".
[[nodiscard]] QString usualJanusProgram();

/// The configuration of a room service; packaging/config/proscenium-room.example.json documents
/// each key.
struct ServiceConfig
{
    /// All data of the service: rooms, recordings, index, secret, certificate.
    QString dataFolder;
    QString listenAddress = QStringLiteral("127.0.0.1");
    /// 0: any free port.
    int port = 8480;
    /// The address that others enter; empty: derived from the listen address.
    QString publicUrl;
    TlsMode tls = TlsMode::None;
    QString certificateFile;
    QString keyFile;
    bool behindProxy = false;

    QString janusProgram = usualJanusProgram();
    int rtpPortMin = 20000;
    int rtpPortMax = 20999;
    QStringList stunServers;
    struct Turn
    {
        QStringList urls;
        /// Shared secret for short-lived credentials (draft-uberti-behave-turn-rest).
        QString secret;
        /// Where the secret was read from; empty if it stands in the configuration itself.
        QString secretFile;
    };
    std::vector<Turn> turnServers;

    std::chrono::hours joinLinkLifetime{24};
    std::chrono::minutes hostGrace{15};
    /// If a recording that is uploaded live has received nothing for this long, what exists is
    /// published as interrupted; nullopt: hostGrace, but at least a minute.
    std::optional<std::chrono::seconds> uploadGrace;
    /// The program that checks finished recordings and makes their preview images; empty:
    /// RecordingProcessor::usualProgram().
    QString processProgram;
    /// Recorders on this computer for rooms without a desktop program: how many at the same time
    /// (0: none), and where they record; empty: in the data folder.
    int serverRecorders = 0;
    QString recordersFolder;
    /// At most 24 h.
    std::chrono::seconds recordingLimit = std::chrono::hours(24);
    int maxConnections = 2048;
    /// In one room; hosts, moderators and recorders have some places more.
    int maxParticipants = 500;

    /// Opened by whoever starts the service, who also shows the links.
    std::vector<RoomRequest> rooms;
};

/// Reads a JSON configuration file. ConfigInvalid with a detail that names file, key and reason;
/// relative paths are taken from the file's folder; unknown keys are refused.
[[nodiscard]] Result<ServiceConfig> readServiceConfig(const QString &file);

} // namespace prosc
