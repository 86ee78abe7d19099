#include "app/desktop/models/desktop_invites_model.h"

#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestInviteAddresses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void links_areOffered_onlyToWhoHostsForOthers();
    void addresses_areLookedForAnew_byEachCheck();
};

void TestInviteAddresses::links_areOffered_onlyToWhoHostsForOthers()
{
    QVERIFY(DesktopInvitesModel(u"https://192.0.2.10:8443/join/x#t=a"_s).isOffered());
    QVERIFY(DesktopInvitesModel(u"https://[fd00:1::5]:8443/join/x#t=a"_s).isOffered());
    for (const auto &link :
         {QString(), u"http://127.0.0.1:8480/join/x#t=a"_s, u"http://localhost:8480/join/x#t=a"_s,
          u"http://[::1]:8480/join/x#t=a"_s}) {
        DesktopInvitesModel model(link);
        QVERIFY2(!model.isOffered(), qUtf8Printable(link));
        model.check();
        QVERIFY(model.addresses().empty());
    }
}

void TestInviteAddresses::addresses_areLookedForAnew_byEachCheck()
{
    // Nothing is sent to either.
    std::vector<OwnAddress> own{{u"255.255.255.255"_s, u"w0"_s, 1}};
    DesktopInvitesModel model(u"https://255.255.255.255:9/join/x#t=a"_s, [&own] { return own; });
    model.check();
    QVERIFY(model.addresses().front().isUsual);
    own = {{u"::1"_s, u"w1"_s, 2}};
    model.check();
    QCOMPARE(model.addresses().size(), size_t{1});
    QCOMPARE(model.addresses().front().network, u"w1"_s);
    QCOMPARE(parseJoinLink(model.addresses().front().link)->baseUrl.host(), u"::1"_s);
    QVERIFY(!model.addresses().front().isUsual);
}

QTEST_GUILESS_MAIN(TestInviteAddresses)
#include "test_invite_addresses.moc"
