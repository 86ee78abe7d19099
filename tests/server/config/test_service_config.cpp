#include "app/server/config/service_config.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestServiceConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"service.json"_s);
    }

    void example_isRead_whole()
    {
        const auto config = readServiceConfig(
            QStringLiteral(PROSCENIUM_SOURCE_DIR "/packaging/config/proscenium-room.example.json"));
        QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
        QCOMPARE(config->dataFolder, u"/var/lib/proscenium-room"_s);
        QCOMPARE(config->tls, TlsMode::Configured);
        QCOMPARE(config->turnServers.size(), size_t{1});
        QCOMPARE(config->rooms.size(), size_t{1});
        QCOMPARE(config->rooms.front().type, RoomType::Channel);
        QCOMPARE(config->rooms.front().members.size(), 2);
    }

    void secretOfTurn_isReadFromItsFile_besideTheConfiguration()
    {
        QFile secret(m_folder->filePath(u"turn-secret"_s));
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write("shared with coturn\n");
        secret.close();
        const auto config = read(
            R"({"dataFolder": "d", "turnServers": [{"urls": ["turn:a"], "secretFile": "turn-secret"}]})");
        QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
        QCOMPARE(config->turnServers.front().secret, u"shared with coturn"_s);
    }

    void packaged_isRead_whole()
    {
        const auto config = readServiceConfig(
            QStringLiteral(PROSCENIUM_SOURCE_DIR "/packaging/linux/proscenium-room.json"));
        QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
        QCOMPARE(config->dataFolder, u"/var/lib/proscenium-room"_s);
        QCOMPARE(config->tls, TlsMode::OwnCertificate);
        QCOMPARE(config->rooms.size(), size_t{1});
    }

    void example_and_documentation_nameEveryKey()
    {
        QFile page(QStringLiteral(PROSCENIUM_SOURCE_DIR "/packaging/config/README.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray text = page.readAll();
        for (const char *key : {"dataFolder",
                                "listenAddress",
                                "port",
                                "publicUrl",
                                "behindProxy",
                                "maxConnections",
                                "tls.mode",
                                "tls.certificateFile",
                                "tls.keyFile",
                                "janusProgram",
                                "rtpPortMin",
                                "rtpPortMax",
                                "stunServers",
                                "turnServers",
                                "secretFile",
                                "joinLinkHours",
                                "hostGraceMinutes",
                                "recordingLimitHours",
                                "recordingLimitSeconds",
                                "uploadGraceSeconds",
                                "rooms",
                                "serverRecorder",
                                "retentionDays",
                                "autoRecord",
                                "recordReminder"}) {
            QVERIFY2(text.contains(QByteArray("`") + key + '`'), key);
        }
    }

    void defaults_hold_whenOnlyTheFolderIsGiven()
    {
        const auto config = read(R"({"dataFolder": "data"})");
        QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
        QCOMPARE(config->dataFolder, m_folder->filePath(u"data"_s));
        QCOMPARE(config->listenAddress, u"127.0.0.1"_s);
        QCOMPARE(config->port, 8480);
        QCOMPARE(config->tls, TlsMode::None);
        QCOMPARE(config->janusProgram, u"janus"_s);
        QCOMPARE(config->hostGrace, std::chrono::minutes(15));
        QCOMPARE(config->recordingLimit, std::chrono::hours(24));
    }

    void janusProgram_isTheEnvironments_whenNoneIsConfigured()
    {
        qputenv("PROSCENIUM_JANUS", "/opt/janus/bin/janus");
        const auto config = read(R"({"dataFolder": "data"})");
        const auto named = read(R"({"dataFolder": "data", "janusProgram": "/else/janus"})");
        qunsetenv("PROSCENIUM_JANUS");
        QVERIFY(config && named);
        QCOMPARE(config->janusProgram, u"/opt/janus/bin/janus"_s);
        QCOMPARE(named->janusProgram, u"/else/janus"_s);
    }

    void recordingLimit_isTakenInSeconds()
    {
        const auto config = read(R"({"dataFolder": "data", "recordingLimitSeconds": 20})");
        QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
        QCOMPARE(config->recordingLimit, std::chrono::seconds(20));
    }

    void uploadGraceAndRetention_areTaken_whenGiven()
    {
        const auto config = read(
            R"({"dataFolder": "data", "uploadGraceSeconds": 20, "rooms": [{"id": "a", "title": "A"},)"
            R"({"id": "b", "title": "B", "retentionDays": 30}]})");
        QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
        QCOMPARE(config->uploadGrace, std::optional(std::chrono::seconds(20)));
        QVERIFY(!config->rooms.at(0).retentionDays);
        QCOMPARE(config->rooms.at(1).retentionDays, std::optional(30));
    }

    void recordingOptionsOfARoom_areSet_orLeftToTheModerators()
    {
        const auto config =
            read(R"({"dataFolder": "data", "rooms": [{"id": "a", "title": "A"},)"
                 R"({"id": "b", "title": "B", "subtitles": true, "chapters": false}]})");
        QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
        QVERIFY(!config->rooms.at(0).subtitles && !config->rooms.at(0).chapters);
        QCOMPARE(config->rooms.at(1).subtitles, std::optional(true));
        QCOMPARE(config->rooms.at(1).chapters, std::optional(false));
    }

    void values_areTaken_andPathsMadeAbsolute()
    {
        const auto config = read(
            R"({"dataFolder": "data", "listenAddress": "::", "port": 0, "maxConnections": 7,)"
            R"("tls": {"mode": "configured", "certificateFile": "tls/cert.pem", "keyFile": "/etc/key.pem"},)"
            R"("joinLinkHours": 2, "hostGraceMinutes": 1, "recordingLimitHours": 3, "rtpPortMin": 30000, "rtpPortMax": 30100,)"
            R"("stunServers": ["stun:a:1"], "rooms": [{"id": "r", "title": "T"}]})");
        QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
        QCOMPARE(config->certificateFile, m_folder->filePath(u"tls/cert.pem"_s));
        QCOMPARE(config->keyFile, u"/etc/key.pem"_s);
        QCOMPARE(config->port, 0);
        QCOMPARE(config->maxConnections, 7);
        QCOMPARE(config->joinLinkLifetime, std::chrono::hours(2));
        QCOMPARE(config->recordingLimit, std::chrono::hours(3));
        QCOMPARE(config->rtpPortMax, 30100);
        QCOMPARE(config->rooms.front().type, RoomType::Single);
    }

    void proxyOrTls_allowOtherAddresses()
    {
        QVERIFY(read(R"({"dataFolder": "d", "listenAddress": "0.0.0.0", "behindProxy": true})"));
        QVERIFY(read(R"({"dataFolder": "d", "listenAddress": "0.0.0.0", "tls": {"mode": "own"}})"));
        QVERIFY(read(R"({"dataFolder": "d", "listenAddress": "::1"})"));
        QVERIFY(read(R"({"dataFolder": "d", "listenAddress": "localhost"})"));
    }

    void wrongConfiguration_isRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("key");
        const auto row = [](const char *name, const char *json, const char *key) {
            QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(key);
        };
        row("no JSON", "{\n\n dataFolder: 1}", "line 3");
        row("no object", "[]", "one object");
        row("no folder", "{}", "dataFolder");
        row("folder is a number", R"({"dataFolder": 1})", "dataFolder");
        row("unknown key", R"({"dataFolder": "d", "datafolder": "d"})", "datafolder");
        row("port too large", R"({"dataFolder": "d", "port": 65536})", "port");
        row("port is text", R"({"dataFolder": "d", "port": "80"})", "port");
        row("port is broken", R"({"dataFolder": "d", "port": 80.5})", "port");
        row("address is a name", R"({"dataFolder": "d", "listenAddress": "room.example.org"})",
            "listenAddress");
        row("plain for all", R"({"dataFolder": "d", "listenAddress": "0.0.0.0"})", "behindProxy");
        row("plain on network",
            R"({"dataFolder": "d", "listenAddress": "192.168.1.5", "tls": {"mode": "none"}})",
            "tls");
        row("unknown mode", R"({"dataFolder": "d", "tls": {"mode": "yes"}})", "tls.mode");
        row("unknown nested key", R"({"dataFolder": "d", "tls": {"cert": "x"}})", "tls.cert");
        row("no key file",
            R"({"dataFolder": "d", "tls": {"mode": "configured", "certificateFile": "c"}})",
            "tls.keyFile");
        row("unused file", R"({"dataFolder": "d", "tls": {"mode": "own", "certificateFile": "c"}})",
            "tls.certificateFile");
        row("tls is text", R"({"dataFolder": "d", "tls": "own"})", "tls");
        // moc takes "//" in a raw string for a comment.
        row("url with path", "{\"dataFolder\": \"d\", \"publicUrl\": \"https://a.test/b\"}",
            "publicUrl");
        row("url without scheme", R"({"dataFolder": "d", "publicUrl": "a.test"})", "publicUrl");
        row("proxy is text", R"({"dataFolder": "d", "behindProxy": "yes"})", "behindProxy");
        row("few ports", R"({"dataFolder": "d", "rtpPortMin": 20000, "rtpPortMax": 20050})",
            "rtpPortMax");
        row("stun without scheme", R"({"dataFolder": "d", "stunServers": ["a.test:3478"]})",
            "stunServers");
        row("stun is text", R"({"dataFolder": "d", "stunServers": "stun:a"})", "stunServers");
        row("nine stun servers",
            R"({"dataFolder": "d", "stunServers": ["stun:a", "stun:b", "stun:c", "stun:d", "stun:e",
                "stun:f", "stun:g", "stun:h", "stun:i"]})",
            "stunServers");
        row("sixteen turn servers",
            QByteArray(R"({"dataFolder": "d", "turnServers": [)" +
                       QByteArray(R"({"urls": ["turn:a"], "secret": "s"},)").repeated(15) +
                       R"({"urls": ["turn:a"], "secret": "s"}]})")
                .constData(),
            "turnServers");
        row("turn without secret", R"({"dataFolder": "d", "turnServers": [{"urls": ["turn:a"]}]})",
            "turnServers[0].secret");
        row("turn with two secrets",
            R"({"dataFolder": "d", "turnServers": [{"urls": ["turn:a"], "secret": "s", "secretFile": "f"}]})",
            "turnServers[0].secretFile");
        row("turn with a missing secret file",
            R"({"dataFolder": "d", "turnServers": [{"urls": ["turn:a"], "secretFile": "missing"}]})",
            "turnServers[0].secretFile");
        row("turn with stun",
            R"({"dataFolder": "d", "turnServers": [{"urls": ["stun:a"], "secret": "s"}]})",
            "turnServers");
        row("lifetime zero", R"({"dataFolder": "d", "joinLinkHours": 0})", "joinLinkHours");
        row("recording too long", R"({"dataFolder": "d", "recordingLimitHours": 25})",
            "recordingLimitHours");
        row("recording too long, seconds", R"({"dataFolder": "d", "recordingLimitSeconds": 86401})",
            "recordingLimitSeconds");
        row("two limits",
            R"({"dataFolder": "d", "recordingLimitHours": 1, "recordingLimitSeconds": 20})",
            "recordingLimitSeconds");
        row("option is text",
            R"({"dataFolder": "d", "rooms": [{"id": "a", "title": "A", "subtitles": "yes"}]})",
            "rooms[0].subtitles");
        row("room without id",
            R"({"dataFolder": "d", "rooms": [{"id": "a", "title": "A"}, {"title": "B"}]})",
            "rooms[1].id");
        row("room id with slash", R"({"dataFolder": "d", "rooms": [{"id": "a/b", "title": "A"}]})",
            "rooms[0].id");
        row("room twice",
            R"({"dataFolder": "d", "rooms": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]})",
            "rooms[1].id");
        row("room without title", R"({"dataFolder": "d", "rooms": [{"id": "a", "title": " "}]})",
            "rooms[0].title");
        row("unknown room type",
            R"({"dataFolder": "d", "rooms": [{"id": "a", "title": "A", "type": "hall"}]})",
            "rooms[0].type");
        row("empty Janus", R"({"dataFolder": "d", "janusProgram": ""})", "janusProgram");
    }
    void wrongConfiguration_isRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, key);
        const auto config = read(json);
        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::ConfigInvalid);
        QVERIFY2(config.error().detail.startsWith(m_file + QLatin1String(": ")),
                 qPrintable(config.error().detail));
        QVERIFY2(config.error().detail.contains(key), qPrintable(config.error().detail));
    }

    void missingFile_isNamed()
    {
        const auto config = readServiceConfig(u"/nonexistent/service.json"_s);
        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::ConfigInvalid);
        QVERIFY(config.error().detail.contains(QLatin1String("/nonexistent/service.json")));
    }

private:
    Result<ServiceConfig> read(const QByteArray &json)
    {
        QFile file(m_file);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) ||
            file.write(json) != json.size()) {
            return fail(ErrorCode::DiskError);
        }
        file.close();
        return readServiceConfig(m_file);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestServiceConfig)
#include "test_service_config.moc"
