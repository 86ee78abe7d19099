#include "app/base/own_addresses.h"

#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

OwnAddress at(const QString &address, const QString &interface, unsigned index)
{
    return {address, interface, index, false, false};
}

OwnAddress device(OwnAddress own)
{
    own.hasDevice = true;
    return own;
}

OwnAddress tunnel(OwnAddress own)
{
    own.isPointToPoint = true;
    return own;
}

QStringList texts(const std::vector<OwnAddress> &list)
{
    QStringList addresses;
    for (const auto &own : list) {
        addresses += own.address;
    }
    return addresses;
}

} // namespace

class TestOwnAddresses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void routes_areReadFromTheTables();
    void routes_areNone_inTablesThatAreEmptyOrTorn();
    void defaultRoutesNetwork_comesFirst_whateverTheTextSays();
    void ipv6_comesFirst_whereOnlyItLeadsOut();
    void lowerMetric_comesFirst();
    void vpnThatWantsAllTraffic_comesAfterTheNetworkItRunsOver();
    void devices_comeFirst_whereNothingLeadsOut();
    void selfGivenAddress_comesLast();
    void machinesAddresses_areUsable();
};

void TestOwnAddresses::routes_areReadFromTheTables()
{
    const QByteArray ipv4 =
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
        "w0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
        "tun0\t00000000\t0100050A\t0003\t0\t0\t0\t00000080\t0\t0\t0\n"
        "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
        "w1\t00000000\t00000000\t0200\t0\t0\t0\t00000000\t0\t0\t0\n";
    const QByteArray zero(32, '0');
    const QByteArray ipv6 = zero + " 00 " + zero +
                            " 00 fd000001000000000000000000000001 00000400 "
                            "00000001 00000000 00000003       w0\n" +
                            "fd000001000000000000000000000000 40 " + zero + " 00 " + zero +
                            " 00000100 00000001 00000000 00000001       w2\n" + zero + " 00 " +
                            zero + " 00 " + zero +
                            " ffffffff 00000001 00000000 00200200       lo\n";
    const std::vector<DefaultRoute> expected{{u"w0"_s, 100}, {u"w0"_s, 1024}};
    QVERIFY(defaultRoutesIn(ipv4, ipv6) == expected);
}

void TestOwnAddresses::routes_areNone_inTablesThatAreEmptyOrTorn()
{
    QVERIFY(defaultRoutesIn({}, {}).empty());
    QVERIFY(defaultRoutesIn("w0\t00000000\t0102", "0000 00").empty());
}

void TestOwnAddresses::defaultRoutesNetwork_comesFirst_whateverTheTextSays()
{
    const auto sorted =
        inOrderOfReach({at(u"10.5.0.2"_s, u"vpn0"_s, 2), at(u"172.17.0.1"_s, u"docker0"_s, 3),
                        at(u"192.0.2.10"_s, u"w0"_s, 5), at(u"192.168.122.1"_s, u"virbr0"_s, 4),
                        at(u"fd00:1::5"_s, u"w0"_s, 5)},
                       {{u"w0"_s, 100}});
    QCOMPARE(texts(sorted), QStringList({u"192.0.2.10"_s, u"fd00:1::5"_s, u"10.5.0.2"_s,
                                         u"172.17.0.1"_s, u"192.168.122.1"_s}));
}

void TestOwnAddresses::ipv6_comesFirst_whereOnlyItLeadsOut()
{
    const auto sorted =
        inOrderOfReach({at(u"172.17.0.1"_s, u"docker0"_s, 2), at(u"fd00::1"_s, u"docker0"_s, 2),
                        at(u"fd00:1::5"_s, u"w0"_s, 3)},
                       {{u"w0"_s, 1024}});
    QCOMPARE(texts(sorted).first(), u"fd00:1::5"_s);
}

void TestOwnAddresses::lowerMetric_comesFirst()
{
    const auto sorted =
        inOrderOfReach({at(u"192.168.7.3"_s, u"wlan0"_s, 2), at(u"192.168.7.4"_s, u"eth0"_s, 3)},
                       {{u"wlan0"_s, 600}, {u"eth0"_s, 1024}, {u"eth0"_s, 100}});
    QCOMPARE(texts(sorted), QStringList({u"192.168.7.4"_s, u"192.168.7.3"_s}));
}

void TestOwnAddresses::vpnThatWantsAllTraffic_comesAfterTheNetworkItRunsOver()
{
    const auto sorted =
        inOrderOfReach({tunnel(at(u"10.5.0.2"_s, u"tun0"_s, 2)), at(u"192.0.2.10"_s, u"w0"_s, 3),
                        at(u"172.17.0.1"_s, u"docker0"_s, 1)},
                       {{u"tun0"_s, 50}, {u"w0"_s, 600}});
    QCOMPARE(texts(sorted), QStringList({u"192.0.2.10"_s, u"10.5.0.2"_s, u"172.17.0.1"_s}));
}

void TestOwnAddresses::devices_comeFirst_whereNothingLeadsOut()
{
    const auto sorted = inOrderOfReach({at(u"172.17.0.1"_s, u"docker0"_s, 1),
                                        device(at(u"192.168.7.4"_s, u"eth0"_s, 3)),
                                        device(at(u"192.168.8.4"_s, u"eth1"_s, 4))},
                                       {});
    QCOMPARE(texts(sorted), QStringList({u"192.168.7.4"_s, u"192.168.8.4"_s, u"172.17.0.1"_s}));
}

void TestOwnAddresses::selfGivenAddress_comesLast()
{
    const auto sorted = inOrderOfReach({device(at(u"169.254.3.4"_s, u"eth0"_s, 2)),
                                        at(u"172.17.0.1"_s, u"docker0"_s, 3),
                                        device(at(u"fd00:1::5"_s, u"eth0"_s, 2))},
                                       {{u"eth0"_s, 1024}});
    QCOMPARE(texts(sorted), QStringList({u"fd00:1::5"_s, u"172.17.0.1"_s, u"169.254.3.4"_s}));
}

void TestOwnAddresses::machinesAddresses_areUsable()
{
    const auto own = ownAddresses();
    QSet<QString> seen;
    for (const auto &one : own) {
        QVERIFY2(!one.address.isEmpty() && !one.interface.isEmpty(), qUtf8Printable(one.address));
        QVERIFY2(!one.address.startsWith(u"127."_s) && one.address != u"::1"_s &&
                     !one.address.startsWith(u"fe80:"_s),
                 qUtf8Printable(one.address));
        QVERIFY2(!seen.contains(one.address), qUtf8Printable(one.address));
        seen.insert(one.address);
    }
}

QTEST_GUILESS_MAIN(TestOwnAddresses)
#include "test_own_addresses.moc"
