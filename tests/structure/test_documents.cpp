#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;

namespace {

const QString kSource = QStringLiteral(PROSCENIUM_SOURCE_FOLDER);

constexpr std::array kDocuments = {"README.md",
                                   "ARCHITECTURE.md",
                                   "CONTRIBUTING.md",
                                   "SECURITY.md",
                                   "docs/using.md",
                                   "docs/hosting.md",
                                   "docs/troubles.md",
                                   "packaging/config/README.md",
                                   "app/room/protocol/protocol.md"};

QString textOf(const QString &path)
{
    QFile file(kSource + QLatin1Char('/') + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The names of all files of the repository, and their paths.
const QSet<QString> &files()
{
    static const auto all = [] {
        QSet<QString> found;
        for (const auto *top : {"app", "ui", "tests", "resources", "packaging", "translations",
                                "docs", ".ci", ".github"}) {
            QDirIterator it(kSource + QLatin1Char('/') + QLatin1String(top),
                            QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                const auto path = QDir(kSource).relativeFilePath(it.next());
                if (!path.contains("node_modules"_L1)) {
                    found << path << QFileInfo(path).fileName();
                }
            }
        }
        return found;
    }();
    return all;
}

/// A number that a document says, and where the code has it; both patterns capture it.
struct Fact
{
    const char *name;
    const char *document;
    const char *said;
    const char *source;
    const char *meant;
};

constexpr std::array kFacts = {
    Fact{"connections", "SECURITY.md", R"(\| connections \| (\d+) )",
         "app/server/http/http_server.h", R"(maxConnections = (\d+);)"},
    Fact{"connections of one address", "SECURITY.md", R"(, (\d+) of one address)",
         "app/server/http/http_server.h", R"(maxConnectionsPerAddress = (\d+);)"},
    Fact{"messages a second", "SECURITY.md", R"((\d+) a second, burst)",
         "app/server/rooms/hub_state.h", R"(kMessageRate\{(\d+),)"},
    Fact{"burst of messages", "SECURITY.md", R"(a second, burst (\d+))",
         "app/server/rooms/hub_state.h", R"(kMessageRate\{\d+, (\d+)\})"},
    Fact{"burst, as the page knows it", "resources/web/room/connection.js",
         R"(with a burst of (\d+))", "app/server/rooms/hub_state.h",
         R"(kMessageRate\{\d+, (\d+)\})"},
    Fact{"header", "SECURITY.md", R"(\| header \| (\d+) KiB)",
         "app/server/http/http_request_head.cpp", R"(kHeaderLimit = (\d+) \* 1024;)"},
    Fact{"unread messages", "SECURITY.md", R"(unread messages to a client \| (\d+) MiB)",
         "app/server/http/http_server.h", R"(maxQueuedBytes = qsizetype\{(\d+)\} \* 1024 \* 1024)"},
    Fact{"new connections", "SECURITY.md", R"(of one address \| (\d+) per second)",
         "app/server/http/connection_rate.h", R"(kConnectionRate\{(\d+),)"},
    Fact{"burst of connections", "SECURITY.md", R"(of one address \| 64 per second, (\d+) at once)",
         "app/server/http/connection_rate.h", R"(kConnectionRate\{\d+, (\d+)\})"},
    Fact{"pings", "SECURITY.md", R"(pings of a WebSocket client \| (\d+) per second)",
         "app/server/http/websocket_session.h", R"(kControlRate\{(\d+),)"},
    Fact{"bytes caused", "SECURITY.md", R"(causes \| (\d+) KiB a second)",
         "app/server/rooms/hub_state.h", R"(kByteRate\{(\d+) \* 1024)"},
    Fact{"bytes caused at once", "SECURITY.md", R"(causes \| \d+ KiB a second, (\d+) MiB at once)",
         "app/server/rooms/hub_state.h", R"(kByteRate\{\d+ \* 1024, (\d+) \* 1024 \* 1024)"},
    Fact{"joins of one link", "SECURITY.md", R"(with one link \| (\d+) per second)",
         "app/server/rooms/hub_state.h", R"(kJoinRate\{(\d+),)"},
    Fact{"joins of one link at once", "SECURITY.md",
         R"(with one link \| \d+ per second, (\d+) at once)", "app/server/rooms/hub_state.h",
         R"(kJoinRate\{\d+, (\d+)\})"},
    Fact{"time until join", "SECURITY.md", R"(time until `join` \| (\d+) s)",
         "app/server/rooms/room_hub.cpp", R"(kJoinTimeout = std::chrono::seconds\((\d+)\))"},
    Fact{"people in a room", "SECURITY.md", R"(people in a room \| (\d+) )",
         "app/room/rules/room_authority.h", R"(maxParticipants = (\d+);)"},
    Fact{"people who moderate", "SECURITY.md",
         R"(people in a room \| \d+ \(`maxParticipants`\), and (\d+) )",
         "app/room/rules/room_authority.h", R"(placesForModerators = (\d+);)"},
    Fact{"subscriptions", "SECURITY.md", R"(each track of the others, and (\d+);)",
         "app/server/rooms/signalling_requests.cpp", R"(kSpareSubscriptions = (\d+);)"},
    Fact{"unread state", "SECURITY.md", R"(With (\d+) KiB unread)",
         "app/server/rooms/state_broadcast.h", R"(kBehind = qsizetype\{(\d+)\})"},
    Fact{"upload ticket", "SECURITY.md", R"(\| upload ticket \| (\d+) days)",
         "app/server/security/token_service.h", R"(kUploadLifetime\{(\d+) \* 24\})"},
    Fact{"media link", "SECURITY.md", R"(\| media link \| (\d+) hour)",
         "app/server/security/token_service.h", R"(kTicketLifetime\{(\d+)\})"},
    Fact{"port of host", "docs/hosting.md", R"(TCP (\d+) \(`proscenium host`\))",
         "app/hosting/service_hosting.cpp", R"(kUsualPort = (\d+);)"},
    Fact{"port of host --local", "docs/hosting.md", R"(127\.0\.0\.1,\s+port (\d+)\.)",
         "app/hosting/service_hosting.cpp", R"(kUsualPortHere = (\d+);)"},
    Fact{"days in the bin", "docs/using.md", R"(\*\*Delete\*\*: (\d+) days)",
         "app/server/index/library_index.h", R"(kBinDays = (\d+);)"},
    Fact{"days in the bin, in the window", "ui/library/media_window.cpp",
         R"(Deleted recordings stay here for (\d+) days)", "app/server/index/library_index.h",
         R"(kBinDays = (\d+);)"},
    Fact{"hours of a recording", "docs/using.md", R"(A recording ends after (\d+) hours)",
         "app/room/rules/room_authority.h", R"(recordingLimit = std::chrono::hours\((\d+)\))"},
    Fact{"minutes without a host", "docs/troubles.md", R"(The session continues for (\d+) minutes)",
         "app/room/rules/room_authority.h", R"(hostGrace = std::chrono::minutes\((\d+)\))"},
    Fact{"kept place of the recorder", "ARCHITECTURE.md", R"(If it is fresh \((\d+) minutes)",
         "app/composition/recording_recovery.h", R"(kPlaceKept\{(\d+)\})"},
};

QString captured(const QString &text, const char *pattern)
{
    static const QRegularExpression separators(u"'"_s);
    auto found = QRegularExpression(QString::fromLatin1(pattern)).match(text).captured(1);
    return found.remove(separators);
}

} // namespace

class TestDocuments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threats_nameTestsThatExist()
    {
        static const QRegularExpression cited(u"(tests/[\\w/.]+) \"([^\"]+)\""_s);
        int count = 0;
        auto matches = cited.globalMatch(textOf(u"SECURITY.md"_s));
        while (matches.hasNext()) {
            const auto match = matches.next();
            ++count;
            QVERIFY2(textOf(match.captured(1)).contains(match.captured(2)),
                     qPrintable(match.captured(0)));
        }
        QVERIFY2(count >= 30, "every line of the table names its test");
    }

    void numbers_areThoseOfTheCode_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < kFacts.size(); ++i) {
            QTest::newRow(kFacts.at(i).name) << static_cast<int>(i);
        }
    }

    void numbers_areThoseOfTheCode()
    {
        QFETCH(int, index);
        const auto &fact = kFacts.at(static_cast<size_t>(index));
        const auto meant = captured(textOf(QString::fromLatin1(fact.source)), fact.meant);
        QVERIFY2(!meant.isEmpty(), fact.source);
        QCOMPARE(captured(textOf(QString::fromLatin1(fact.document)), fact.said), meant);
    }

    void files_areThere_data()
    {
        QTest::addColumn<QString>("document");
        for (const auto *document : kDocuments) {
            QTest::newRow(document) << QString::fromLatin1(document);
        }
    }

    /// `folder/name.cpp`, or `name.cpp` of a file in any folder; [text](path).
    void files_areThere()
    {
        QFETCH(QString, document);
        const auto text = textOf(document);
        QVERIFY2(!text.isEmpty(), qPrintable(document));
        static const QRegularExpression quoted(
            uR"(`([A-Za-z0-9_./-]*[A-Za-z0-9_-]\.(?:cpp|h|mm|js|mjs|sh|py|cmake|css|html)|(?:app|ui|tests|resources|packaging)(?:/[A-Za-z0-9_.-]+)+/?)`)"_s);
        QStringList missing;
        for (auto match = quoted.globalMatch(text); match.hasNext();) {
            auto name = match.next().captured(1);
            name.remove(QRegularExpression(u"/$"_s));
            if (!files().contains(name) && !QFileInfo::exists(kSource + QLatin1Char('/') + name)) {
                missing << name;
            }
        }
        static const QRegularExpression link(uR"(\]\((?!https?:)([^)#]+)(?:#[^)]*)?\))"_s);
        for (auto match = link.globalMatch(text); match.hasNext();) {
            const auto target = QFileInfo(kSource + QLatin1Char('/') + document).path() +
                                QLatin1Char('/') + match.next().captured(1);
            if (!QFileInfo::exists(target)) {
                missing << target;
            }
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u", "_s)));
    }

    /// What is not in the repository helps nobody who reads it.
    void sources_nameNothing_thatIsNotHere()
    {
        static const QRegularExpression foreign(
            uR"((?<![A-Za-z0-9_])R\d{1,2}(?=[ :,.)]| of)|(room|store|webrtc|build|installer)-facts|house\.md|design\.md)"_s);
        QStringList found;
        for (const auto &path : files()) {
            if (!path.contains(QLatin1Char('/')) || path.contains("/results/"_L1) ||
                !path.contains(QRegularExpression(uR"(\.(cpp|h|js|mjs|md|sh)$)"_s)) ||
                path.endsWith("test_documents.cpp"_L1)) {
                continue;
            }
            const auto text = textOf(path);
            if (const auto match = foreign.match(text); match.hasMatch()) {
                found << path + u": "_s + match.captured(0);
            }
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
};

QTEST_APPLESS_MAIN(TestDocuments)
#include "test_documents.moc"
