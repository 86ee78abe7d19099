#include "app/server/config/service_config.h"

#include "app/server/config/service_config_reader.h"
#include "app/server/stream/beast.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

template <>
struct EnumNames<TlsMode>
{
    static constexpr std::array table = {std::pair{TlsMode::None, "none"},
                                         std::pair{TlsMode::OwnCertificate, "own"},
                                         std::pair{TlsMode::Configured, "configured"}};
};

namespace {

constexpr qint64 kMaxFileBytes = 1024 * 1024;
constexpr int kMaxNameLength = 300;

Result<QJsonObject> readObject(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::ConfigInvalid,
                    u"%1: cannot be read: %2"_s.arg(path, file.errorString()));
    }
    if (file.size() > kMaxFileBytes) {
        return fail(ErrorCode::ConfigInvalid, u"%1: is larger than 1 MiB"_s.arg(path));
    }
    const QByteArray text = file.readAll();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        const auto line = text.left(error.offset).count('\n') + 1;
        return fail(
            ErrorCode::ConfigInvalid,
            u"%1: line %2: not valid JSON: %3"_s.arg(path).arg(line).arg(error.errorString()));
    }
    if (!document.isObject()) {
        return fail(ErrorCode::ConfigInvalid, u"%1: must hold one object in braces"_s.arg(path));
    }
    return document.object();
}

bool isLoopback(const QString &address)
{
    error_code notNumeric;
    const auto parsed = asio::ip::make_address(address.toStdString(), notNumeric);
    return address == QLatin1String("localhost") || (!notNumeric && parsed.is_loopback());
}

void readListening(ConfigReader &json, ServiceConfig &config)
{
    json.text("listenAddress", config.listenAddress);
    error_code notNumeric;
    asio::ip::make_address(config.listenAddress.toStdString(), notNumeric);
    if (notNumeric && config.listenAddress != QLatin1String("localhost")) {
        json.refuse(u"listenAddress"_s, u"\"%1\" is neither a numeric address nor localhost"_s.arg(
                                            config.listenAddress));
    }
    json.integer("port", 0, 65535, config.port);
    json.text("publicUrl", config.publicUrl);
    const QUrl url(config.publicUrl, QUrl::StrictMode);
    const bool isHttp =
        url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    const bool isBare = (url.path().isEmpty() || url.path() == QLatin1String("/")) &&
                        !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty();
    if (!config.publicUrl.isEmpty() &&
        (!url.isValid() || !isHttp || url.host().isEmpty() || !isBare)) {
        json.refuse(u"publicUrl"_s, u"must look like https://room.example.org, without a path"_s);
    }
    json.boolean("behindProxy", config.behindProxy);
    json.integer("maxConnections", 1, 100'000, config.maxConnections);
    // A message lists at most 2,000 people (message_fields.h).
    json.integer("maxParticipants", 1, 1900, config.maxParticipants);
}

void readTls(ConfigReader &json, ServiceConfig &config)
{
    json.object("tls", [&config](ConfigReader &tls) {
        tls.choice("mode", config.tls);
        tls.text("certificateFile", config.certificateFile);
        tls.text("keyFile", config.keyFile);
        for (const char *key : {"certificateFile", "keyFile"}) {
            if (config.tls == TlsMode::Configured && !tls.has(key)) {
                tls.refuse(QString::fromLatin1(key), u"is needed with the mode \"configured\""_s);
            }
            if (config.tls != TlsMode::Configured && tls.has(key)) {
                tls.refuse(QString::fromLatin1(key),
                           u"is only used with the mode \"configured\""_s);
            }
        }
    });
    if (config.tls == TlsMode::None && !config.behindProxy && !isLoopback(config.listenAddress)) {
        json.refuse(u"tls"_s, u"browsers give no camera to pages without TLS: set tls.mode to "
                              "\"own\" or \"configured\", or listen on 127.0.0.1, or set "
                              "behindProxy if a reverse proxy does TLS"_s);
    }
}

void readMedia(ConfigReader &json, ServiceConfig &config)
{
    json.text("janusProgram", config.janusProgram);
    if (config.janusProgram.isEmpty()) {
        json.refuse(u"janusProgram"_s, u"must not be empty"_s);
    }
    json.integer("rtpPortMin", 1024, 65535, config.rtpPortMin);
    json.integer("rtpPortMax", 1024, 65535, config.rtpPortMax);
    if (config.rtpPortMax - config.rtpPortMin < 99) {
        json.refuse(u"rtpPortMax"_s,
                    u"must be at least 99 above rtpPortMin (%1)"_s.arg(config.rtpPortMin));
    }
    json.texts("stunServers", config.stunServers);
    json.objects("turnServers", [&config](ConfigReader &turn) {
        ServiceConfig::Turn server;
        turn.texts("urls", server.urls);
        turn.text("secret", server.secret);
        turn.text("secretFile", server.secretFile);
        if (server.urls.isEmpty()) {
            turn.refuse(u"urls"_s, u"is needed"_s);
        }
        if (server.secret.isEmpty() && server.secretFile.isEmpty()) {
            turn.refuse(u"secret"_s, u"is needed, or secretFile"_s);
        }
        if (!server.secret.isEmpty() && !server.secretFile.isEmpty()) {
            turn.refuse(u"secretFile"_s, u"not together with secret"_s);
        }
        config.turnServers.push_back(server);
    });
}

/// "stun:host:port", "turn:host?transport=udp" (RFC 7064, RFC 7065), as browsers accept them.
void checkIceUrls(ConfigReader &json, const ServiceConfig &config)
{
    const auto check = [&json](const QString &key, const QStringList &urls,
                               const QStringList &schemes) {
        if (urls.size() > IceServer::kMaxUrls) {
            json.refuse(key, u"has more than %1 addresses"_s.arg(IceServer::kMaxUrls));
        }
        for (const QString &url : urls) {
            if (!schemes.contains(url.section(QLatin1Char(':'), 0, 0)) ||
                url.section(QLatin1Char(':'), 1).isEmpty()) {
                json.refuse(key, u"\"%1\" must begin with %2"_s.arg(
                                     url, schemes.join(QLatin1String(": or ")) + QLatin1Char(':')));
            }
        }
    };
    check(u"stunServers"_s, config.stunServers, {u"stun"_s, u"stuns"_s});
    // One more for the STUN servers together.
    if (std::ssize(config.turnServers) >= IceServer::kMaxServers) {
        json.refuse(u"turnServers"_s,
                    u"has more than %1 servers"_s.arg(IceServer::kMaxServers - 1));
    }
    for (const auto &turn : config.turnServers) {
        check(u"turnServers"_s, turn.urls, {u"turn"_s, u"turns"_s});
    }
}

void readRecorder(ConfigReader &json, ServiceConfig &config)
{
    json.object("serverRecorder", [&config](ConfigReader &recorder) {
        config.serverRecorders = 1;
        recorder.integer("maxRecordings", 1, 64, config.serverRecorders);
        recorder.text("folder", config.recordersFolder);
    });
}

void readTimes(ConfigReader &json, ServiceConfig &config)
{
    int hours = static_cast<int>(config.joinLinkLifetime.count());
    json.integer("joinLinkHours", 1, 24 * 366, hours);
    config.joinLinkLifetime = std::chrono::hours(hours);
    int minutes = static_cast<int>(config.hostGrace.count());
    json.integer("hostGraceMinutes", 0, 24 * 60, minutes);
    config.hostGrace = std::chrono::minutes(minutes);
    constexpr int kLongest = 24 * 3600;
    if (json.has("recordingLimitHours") && json.has("recordingLimitSeconds")) {
        json.refuse(u"recordingLimitSeconds"_s, u"not together with recordingLimitHours"_s);
    }
    hours = kLongest / 3600;
    json.integer("recordingLimitHours", 1, kLongest / 3600, hours);
    int seconds = hours * 3600;
    json.integer("recordingLimitSeconds", 1, kLongest, seconds);
    config.recordingLimit = std::chrono::seconds(seconds);
    if (json.has("uploadGraceSeconds")) {
        int silence = 0;
        json.integer("uploadGraceSeconds", 1, kLongest, silence);
        config.uploadGrace = std::chrono::seconds(silence);
    }
}

void readOption(ConfigReader &json, const char *key, std::optional<bool> &option)
{
    if (json.has(key)) {
        bool value = false;
        json.boolean(key, value);
        option = value;
    }
}

bool isRoomId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](QChar c) {
        return c.unicode() < 0x80 &&
               (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_'));
    });
}

void readRooms(ConfigReader &json, ServiceConfig &config)
{
    QStringList ids;
    json.objects("rooms", [&config, &ids](ConfigReader &entry) {
        RoomRequest room;
        entry.text("id", room.id.value);
        entry.text("title", room.title);
        entry.choice("type", room.type);
        entry.text("owner", room.owner);
        entry.texts("members", room.members);
        readOption(entry, "subtitles", room.subtitles);
        readOption(entry, "chapters", room.chapters);
        entry.boolean("autoRecord", room.autoRecord);
        entry.boolean("recordReminder", room.recordReminder);
        if (entry.has("retentionDays")) {
            int days = 0;
            entry.integer("retentionDays", 0, 100 * 366, days);
            room.retentionDays = days;
        }
        if (!isRoomId(room.id.value)) {
            entry.refuse(u"id"_s, u"is needed: 1 to 64 of A-Z a-z 0-9 - _"_s);
        }
        if (ids.contains(room.id.value)) {
            entry.refuse(u"id"_s, u"another room has it already"_s);
        }
        if (room.title.trimmed().isEmpty() || room.title.size() > kMaxNameLength) {
            entry.refuse(u"title"_s, u"is needed, at most 300 characters"_s);
        }
        ids.append(room.id.value);
        config.rooms.push_back(room);
    });
}

/// Relative paths refer to the configuration file's folder, wherever the program was started.
void makeAbsolute(const QString &configFile, QString &path)
{
    if (!path.isEmpty()) {
        path = QDir::cleanPath(QFileInfo(configFile).absoluteDir().absoluteFilePath(path));
    }
}

/// Secrets may stand in files of their own, so that everybody may read the configuration.
Status readSecrets(const QString &configFile, ServiceConfig &config)
{
    constexpr qint64 kLongest = 4096;
    for (size_t i = 0; i < config.turnServers.size(); ++i) {
        auto &turn = config.turnServers[i];
        if (turn.secretFile.isEmpty()) {
            continue;
        }
        makeAbsolute(configFile, turn.secretFile);
        QFile file(turn.secretFile);
        const bool opened = file.open(QIODevice::ReadOnly);
        turn.secret = QString::fromUtf8(file.read(kLongest)).trimmed();
        if (turn.secret.isEmpty()) {
            const auto reason = opened ? u"is empty"_s : file.errorString();
            return fail(ErrorCode::ConfigInvalid,
                        u"%1: turnServers[%2].secretFile: %3: %4"_s.arg(configFile)
                            .arg(i)
                            .arg(turn.secretFile, reason));
        }
    }
    return {};
}

} // namespace

QString usualJanusProgram()
{
    const auto named = qEnvironmentVariable("PROSCENIUM_JANUS");
    return named.isEmpty() ? u"janus"_s : named;
}

Result<ServiceConfig> readServiceConfig(const QString &file)
{
    const auto object = readObject(file);
    if (!object) {
        return fail(object.error());
    }
    ServiceConfig config;
    ConfigReader json(file, {}, *object);
    json.text("dataFolder", config.dataFolder);
    if (config.dataFolder.isEmpty()) {
        json.refuse(u"dataFolder"_s, u"is needed"_s);
    }
    readListening(json, config);
    readTls(json, config);
    readMedia(json, config);
    checkIceUrls(json, config);
    readRecorder(json, config);
    readTimes(json, config);
    readRooms(json, config);
    if (const Status status = json.finish(); !status) {
        return fail(status.error());
    }
    makeAbsolute(file, config.dataFolder);
    makeAbsolute(file, config.certificateFile);
    makeAbsolute(file, config.keyFile);
    if (config.janusProgram.contains(QLatin1Char('/'))) {
        makeAbsolute(file, config.janusProgram);
    }
    return readSecrets(file, config).map([&config] { return config; });
}

} // namespace prosc
