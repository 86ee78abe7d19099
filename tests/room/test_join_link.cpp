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

    void parse_readsAnAppLink_asTheWebLinkItStandsFor_data()
    {
        QTest::addColumn<QString>("app");
        QTest::addColumn<QString>("web");
        const QString rest = u"room.example:8480/meet/join/r1#t=%1&c=%2"_s.arg(kToken, kPin);
        QTest::newRow("https") << u"proscenium://"_s + rest << u"https://"_s + rest;
        QTest::newRow("in capitals") << u"PROSCENIUM://"_s + rest << u"https://"_s + rest;
        QTest::newRow("plain http") << u"proscenium:http://localhost:1/join/r1#t=x"_s
                                    << u"http://localhost:1/join/r1#t=x"_s;
        QTest::newRow("an IPv6 address")
            << u"proscenium://[::1]:8443/join/r1#t=x"_s << u"https://[::1]:8443/join/r1#t=x"_s;
    }
    void parse_readsAnAppLink_asTheWebLinkItStandsFor()
    {
        QFETCH(QString, app);
        QFETCH(QString, web);
        QVERIFY(isAppLink(app));
        QVERIFY(!isAppLink(web));
        const auto link = parseJoinLink(app);
        QVERIFY(link);
        QCOMPARE(*link, *parseJoinLink(web));
    }

    void sameRoom_asksForRoomAndService_notForTheToken_data()
    {
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("same");
        QTest::newRow("another token") << u"https://a/join/r1#t=y"_s << true;
        QTest::newRow("another room") << u"https://a/join/r2#t=x"_s << false;
        QTest::newRow("another service") << u"https://b/join/r1#t=x"_s << false;
        QTest::newRow("another port") << u"https://a:81/join/r1#t=x"_s << false;
        QTest::newRow("a pin beside it") << u"https://a/join/r1#t=x&c="_s + kPin << true;
    }
    void sameRoom_asksForRoomAndService_notForTheToken()
    {
        QFETCH(QString, other);
        const auto one = parseJoinLink(u"https://a/join/r1#t=x"_s);
        QTEST(one->sameRoom(*parseJoinLink(other)), "same");
    }

    void sameRoom_isKnownByItsCertificate_underEachAddress()
    {
        const QString otherPin(64, QLatin1Char('b'));
        const auto one = parseJoinLink(u"https://10.0.0.1/join/r1#t=x&c="_s + kPin);
        const auto again = parseJoinLink(u"https://192.0.2.1/join/r1#t=x&c="_s + kPin);
        const auto liar = parseJoinLink(u"https://10.0.0.1/join/r1#t=x&c="_s + otherPin);
        QVERIFY(one->sameRoom(*again));
        QVERIFY(!one->sameRoom(*liar));
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
        QTest::newRow("link too long")
            << u"https://host/%1/join/r#t=x"_s.arg(QString(8192, QLatin1Char('x')));
        QTest::newRow("app link without anything") << u"proscenium:"_s;
        QTest::newRow("app link with a command") << u"proscenium:host"_s;
        QTest::newRow("app link with an option") << u"proscenium:--port=1"_s;
        QTest::newRow("app link without a host") << u"proscenium:///join/r#t=x"_s;
        QTest::newRow("app link to a file") << u"proscenium:file:///join/r#t=x"_s;
        QTest::newRow("app link with https") << u"proscenium:https://host/join/r#t=x"_s;
        QTest::newRow("app link in an app link") << u"proscenium:proscenium://host/join/r#t=x"_s;
        QTest::newRow("app link with a query") << u"proscenium://host/join/r?record=1#t=x"_s;
        QTest::newRow("app link with a user") << u"proscenium://me@host/join/r#t=x"_s;
        QTest::newRow("app link of plain http with a pin")
            << u"proscenium:http://host/join/r#t=x&c="_s + kPin;
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
