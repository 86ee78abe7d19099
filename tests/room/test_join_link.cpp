#include "app/room/protocol/join_link.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {
const QString kPin = QString(64, QLatin1Char('a'));
const QString kToken = u"eyJhbGciOi.J9-_x.sig"_s;
} // namespace

class TestJoinLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parse_givesEveryPart_whenTheLinkIsWhole()
    {
        const auto link = parseJoinLink(
            u" https://room.example:8480/join/r1#t=%1&c=%2\n"_s.arg(kToken, kPin.toUpper()));
        QVERIFY(link);
        QCOMPARE(link->baseUrl, QUrl(u"https://room.example:8480"_s));
        QCOMPARE(link->room.value, u"r1"_s);
        QCOMPARE(link->token, kToken);
        QCOMPARE(link->certificate, kPin);
        QCOMPARE(link->wsUrl(), QUrl(u"wss://room.example:8480/api/room"_s));
    }

    void parse_keepsThePath_whenAProxyAddsOne()
    {
        const auto link = parseJoinLink(u"https://example.org/meet/join/r1#t=%1"_s.arg(kToken));
        QVERIFY(link);
        QCOMPARE(link->baseUrl, QUrl(u"https://example.org/meet"_s));
        QCOMPARE(link->wsUrl(), QUrl(u"wss://example.org/meet/api/room"_s));
        QVERIFY(link->certificate.isEmpty());
    }

    void wsUrl_isPlain_whenTheLinkIsHttp()
    {
        const auto link = parseJoinLink(u"http://[::1]:8480/join/r1#t=x"_s);
        QVERIFY(link);
        QCOMPARE(link->wsUrl(), QUrl(u"ws://[::1]:8480/api/room"_s));
    }

    void resolved_keepsTheQuery_whenAPathHasOne()
    {
        const auto link = parseJoinLink(u"http://localhost:1/join/r1#t=x"_s);
        QVERIFY(link);
        QCOMPARE(link->resolved(u"/media/a?ticket=b%2Bc"_s).toString(QUrl::FullyEncoded),
                 u"http://localhost:1/media/a?ticket=b%2Bc"_s);
    }

    void resolved_keepsTheTicket_whenALinkToAPageHasIt()
    {
        const auto link = parseJoinLink(u"http://localhost:1/join/r1#t=x"_s);
        QVERIFY(link);
        const QString page = u"/watch/a#t=eyJ.b-_c"_s;
        QCOMPARE(link->resolved(page).toString(QUrl::FullyEncoded),
                 u"http://localhost:1/watch/a#t=eyJ.b-_c"_s);
        QVERIFY(!link->resolved(u"/a"_s).hasFragment());
    }

    void toString_isReadBackEqual_whenParsed()
    {
        for (const QString &pin : {QString(), kPin}) {
            const JoinLink link{QUrl(u"https://room.example/x"_s), RoomId{u"room-1"_s}, kToken,
                                pin};
            const auto again = parseJoinLink(link.toString());
            QVERIFY(again);
            QCOMPARE(*again, link);
        }
    }

    void parse_refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << u"not a link"_s;
        QTest::newRow("ftp") << u"ftp://host/join/r#t=x"_s;
        QTest::newRow("no host") << u"https:///join/r#t=x"_s;
        QTest::newRow("no token") << u"https://host/join/r"_s;
        QTest::newRow("empty token") << u"https://host/join/r#t="_s;
        QTest::newRow("token too long")
            << u"https://host/join/r#t="_s + QString(4097, QLatin1Char('x'));
        QTest::newRow("no room") << u"https://host/join/#t=x"_s;
        QTest::newRow("another path") << u"https://host/media/r#t=x"_s;
        QTest::newRow("user") << u"https://me:pw@host/join/r#t=x"_s;
        QTest::newRow("query") << u"https://host/join/r?t=x#t=x"_s;
        QTest::newRow("short pin") << u"https://host/join/r#t=x&c=abc"_s;
        QTest::newRow("pin is no hex")
            << u"https://host/join/r#t=x&c="_s + QString(64, QLatin1Char('g'));
        QTest::newRow("pin without TLS") << u"http://host/join/r#t=x&c="_s + kPin;
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
