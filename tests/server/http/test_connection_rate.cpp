#include "app/server/http/connection_rate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

class TestConnectionRate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void group_isTheAddress_orTheNetworkOfOneCustomer_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("group");
        QTest::newRow("IPv4") << u"192.0.2.7"_s << u"192.0.2.7"_s;
        QTest::newRow("IPv4 written as IPv6") << u"::ffff:192.0.2.7"_s << u"192.0.2.7"_s;
        QTest::newRow("IPv6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2::/64"_s;
        QTest::newRow("a neighbour") << u"2001:db8:1:2:ffff::1"_s << u"2001:db8:1:2::/64"_s;
        QTest::newRow("another network") << u"2001:db8:1:3::1"_s << u"2001:db8:1:3::/64"_s;
    }
    void group_isTheAddress_orTheNetworkOfOneCustomer()
    {
        QFETCH(QString, address);
        QTEST(addressGroup(boost::asio::ip::make_address(address.toStdString())), "group");
    }

    void connections_areRefused_beyondTheBurst_andAllowedAgainLater()
    {
        ConnectionRate rate;
        auto now = std::chrono::steady_clock::now();
        const auto allowed = [&](const QString &group, int tries) {
            int count = 0;
            for (int i = 0; i < tries; ++i) {
                count += rate.allows(group, now) ? 1 : 0;
            }
            return count;
        };
        QCOMPARE(allowed(u"a"_s, 2000), static_cast<int>(ConnectionRate::kBurst));
        QCOMPARE(allowed(u"b"_s, 10), 10); // others are not affected
        now += 1s;
        QCOMPARE(allowed(u"a"_s, 2000), static_cast<int>(ConnectionRate::kPerSecond));
        now += 1h;
        QCOMPARE(allowed(u"a"_s, 2000), static_cast<int>(ConnectionRate::kBurst));
    }

    void addresses_areForgotten_onceTheyMayOpenAgainWhatTheyLike()
    {
        ConnectionRate rate;
        auto now = std::chrono::steady_clock::now();
        for (int i = 0; i < 100'000; ++i) {
            now += 1ms;
            QVERIFY(rate.allows(QString::number(i), now));
        }
        QVERIFY(rate.size() < 5000);
    }
};

QTEST_GUILESS_MAIN(TestConnectionRate)
#include "test_connection_rate.moc"
