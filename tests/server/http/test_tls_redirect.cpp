#include "app/server/http/tls_redirect.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestTlsRedirect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void host_isRead_whenItIsOne_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("host");
        QTest::newRow("name") << QByteArray("Room.Test") << u"room.test"_s;
        QTest::newRow("with a port") << QByteArray("room.test:8480") << u"room.test"_s;
        QTest::newRow("IPv4") << QByteArray("192.0.2.7:8480") << u"192.0.2.7"_s;
        QTest::newRow("IPv6") << QByteArray("[2001:DB8::0:7]:8480") << u"2001:db8::7"_s;
    }
    void host_isRead_whenItIsOne()
    {
        QFETCH(QByteArray, field);
        QFETCH(QString, host);
        QCOMPARE(hostIn(field).value_or(u"none"_s), host);
    }

    void host_isRefused_whenItIsMore_data()
    {
        QTest::addColumn<QByteArray>("field");
        for (const auto *field :
             {"", "room.test@evil.test", "room.test/path", "room.test?x", "room.test#x",
              "room.test\r\nSet-Cookie: a=b", "room.test\n", "room test", "*.test", ".test",
              "room.test:", "room.test:99999", "room.test:80:80", "[::1", "[nonsense]", "a\\b",
              "r%C3%B6om.test", "-room.test"}) {
            QTest::newRow(field) << QByteArray(field);
        }
        QTest::newRow("a NUL") << QByteArray("room.test\0", 10);
        QTest::newRow("too long") << QByteArray(300, 'a');
    }
    void host_isRefused_whenItIsMore()
    {
        QFETCH(QByteArray, field);
        QCOMPARE(hostIn(field), std::nullopt);
    }

    void address_isOurs_orThereIsNone_data()
    {
        QTest::addColumn<QString>("publicUrl");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isNamed");
        QTest::addColumn<QByteArray>("address");
        const auto row = [](const char *name, const char *publicUrl, const char *host, bool isNamed,
                            const char *address) {
            QTest::newRow(name) << QString::fromLatin1(publicUrl) << QString::fromLatin1(host)
                                << isNamed << QByteArray(address);
        };
        const auto *configured = "https://rooms.test:9000";
        row("the public one", configured, "rooms.test", false, "https://rooms.test:9000/join/a");
        row("the one it came to", configured, "192.0.2.7", false, "https://192.0.2.7:8480/join/a");
        row("one of the certificate", "", "laptop", true, "https://laptop:8480/join/a");
        row("an IPv6 address", "", "2001:db8::7", true, "https://[2001:db8::7]:8480/join/a");
        row("somebody else's", configured, "evil.test", false, "");
        row("like the public one", configured, "rooms.test.evil.test", false, "");
        row("a public one without TLS", "http://rooms.test", "rooms.test", false, "");
    }
    void address_isOurs_orThereIsNone()
    {
        QFETCH(QString, publicUrl);
        QFETCH(QString, host);
        QFETCH(bool, isNamed);
        QFETCH(QByteArray, address);
        const TlsPlace place{publicUrl, u"192.0.2.7"_s, 8480};
        QCOMPARE(tlsAddress(place, host, isNamed, u"/join/a"_s), address);
    }

    void address_keepsThePath_escaped()
    {
        const TlsPlace place{{}, u"192.0.2.7"_s, 443};
        QCOMPARE(tlsAddress(place, u"192.0.2.7"_s, false, u"//evil.test/ä?b#c\r\nx"_s),
                 QByteArray("https://192.0.2.7//evil.test/%C3%A4%3Fb%23c%0D%0Ax"));
    }
};

QTEST_APPLESS_MAIN(TestTlsRedirect)
#include "test_tls_redirect.moc"
