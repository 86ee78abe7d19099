#include "app/room/protocol/join_link.h"

#include <QTest>

using namespace prosc;

namespace {
const QString kPin = QString(64, QLatin1Char('a'));
const QString kToken = QStringLiteral("eyJhbGciOi.J9-_x.sig");
} // namespace

class TestJoinLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parse_givesEveryPart_whenTheLinkIsWhole()
    {
        const auto link =
            parseJoinLink(QStringLiteral(" https://room.example:8480/join/r1#t=%1&c=%2\n")
                              .arg(kToken, kPin.toUpper()));
        QVERIFY(link);
        QCOMPARE(link->baseUrl, QUrl(QStringLiteral("https://room.example:8480")));
        QCOMPARE(link->room.value, QStringLiteral("r1"));
        QCOMPARE(link->token, kToken);
        QCOMPARE(link->certificate, kPin);
        QCOMPARE(link->wsUrl(), QUrl(QStringLiteral("wss://room.example:8480/api/room")));
    }

    void parse_keepsThePath_whenAProxyAddsOne()
    {
        const auto link =
            parseJoinLink(QStringLiteral("https://example.org/meet/join/r1#t=%1").arg(kToken));
        QVERIFY(link);
        QCOMPARE(link->baseUrl, QUrl(QStringLiteral("https://example.org/meet")));
        QCOMPARE(link->wsUrl(), QUrl(QStringLiteral("wss://example.org/meet/api/room")));
        QVERIFY(link->certificate.isEmpty());
    }

    void wsUrl_isPlain_whenTheLinkIsHttp()
    {
        const auto link = parseJoinLink(QStringLiteral("http://[::1]:8480/join/r1#t=x"));
        QVERIFY(link);
        QCOMPARE(link->wsUrl(), QUrl(QStringLiteral("ws://[::1]:8480/api/room")));
    }

    void resolved_keepsTheQuery_whenAPathHasOne()
    {
        const auto link = parseJoinLink(QStringLiteral("http://localhost:1/join/r1#t=x"));
        QVERIFY(link);
        QCOMPARE(
            link->resolved(QStringLiteral("/media/a?ticket=b%2Bc")).toString(QUrl::FullyEncoded),
            QStringLiteral("http://localhost:1/media/a?ticket=b%2Bc"));
    }

    void resolved_keepsTheTicket_whenALinkToAPageHasIt()
    {
        const auto link = parseJoinLink(QStringLiteral("http://localhost:1/join/r1#t=x"));
        QVERIFY(link);
        const QString page = QStringLiteral("/watch/a#t=eyJ.b-_c");
        QCOMPARE(link->resolved(page).toString(QUrl::FullyEncoded),
                 QStringLiteral("http://localhost:1/watch/a#t=eyJ.b-_c"));
        QVERIFY(!link->resolved(QStringLiteral("/a")).hasFragment());
    }

    void toString_isReadBackEqual_whenParsed()
    {
        for (const QString &pin : {QString(), kPin}) {
            const JoinLink link{QUrl(QStringLiteral("https://room.example/x")),
                                RoomId{QStringLiteral("room-1")}, kToken, pin};
            const auto again = parseJoinLink(link.toString());
            QVERIFY(again);
            QCOMPARE(*again, link);
        }
    }

    void parse_refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << QStringLiteral("not a link");
        QTest::newRow("ftp") << QStringLiteral("ftp://host/join/r#t=x");
        QTest::newRow("no host") << QStringLiteral("https:///join/r#t=x");
        QTest::newRow("no token") << QStringLiteral("https://host/join/r");
        QTest::newRow("empty token") << QStringLiteral("https://host/join/r#t=");
        QTest::newRow("token too long")
            << QStringLiteral("https://host/join/r#t=") + QString(4097, QLatin1Char('x'));
        QTest::newRow("no room") << QStringLiteral("https://host/join/#t=x");
        QTest::newRow("another path") << QStringLiteral("https://host/media/r#t=x");
        QTest::newRow("user") << QStringLiteral("https://me:pw@host/join/r#t=x");
        QTest::newRow("query") << QStringLiteral("https://host/join/r?t=x#t=x");
        QTest::newRow("short pin") << QStringLiteral("https://host/join/r#t=x&c=abc");
        QTest::newRow("pin is no hex")
            << QStringLiteral("https://host/join/r#t=x&c=") + QString(64, QLatin1Char('g'));
        QTest::newRow("pin without TLS") << QStringLiteral("http://host/join/r#t=x&c=") + kPin;
    }
    void parse_refuses()
    {
        QFETCH(QString, text);
        const auto link = parseJoinLink(text);
        QVERIFY(!link);
        QCOMPARE(link.error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestJoinLink)
#include "test_join_link.moc"
