#include "app/server/http/connection_rate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

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
};

QTEST_GUILESS_MAIN(TestConnectionRate)
#include "test_connection_rate.moc"
