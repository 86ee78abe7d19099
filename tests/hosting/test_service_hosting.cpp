#include "app/desktop/models/desktop_invites_model.h"
#include "app/hosting/service_hosting.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

class TestServiceHosting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hosting_servesWhatItKeeps_withoutARoom();
    void hosting_opensTheSameRoom_underItsTitle_alsoAfterARestart();
    void addresses_answer_whereTheServiceListens();
};

void TestServiceHosting::hosting_servesWhatItKeeps_withoutARoom()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"rooms/biology/Recordings/r1"_s));
    const SystemClock clock;
    ServiceHosting hosting(clock, HostingOptions{folder.path(), true});
    QVERIFY(hosting.keeps(RecordingId{u"r1"_s}));
    QVERIFY(!hosting.keeps(RecordingId{u"r2"_s}));
    QSignalSpy serving(&hosting, &Hosting::serving);
    QSignalSpy failed(&hosting, &Hosting::failed);
    hosting.serve();
    QTRY_COMPARE_WITH_TIMEOUT(serving.size(), 1, 20000);
    QTcpSocket socket;
    const auto base = serving[0][0].toUrl();
    socket.connectToHost(base.host(), static_cast<quint16>(base.port()));
    QVERIFY(socket.waitForConnected(5000));
    hosting.serve();
    QTRY_COMPARE(serving.size(), 2);
    QCOMPARE(serving[1][0].toUrl(), base);
    QCOMPARE(failed.size(), 0);
}

void TestServiceHosting::hosting_opensTheSameRoom_underItsTitle_alsoAfterARestart()
{
    const QTemporaryDir folder;
    const SystemClock clock;
    const auto open = [&](const QString &title) {
        ServiceHosting hosting(clock, HostingOptions{folder.path(), true});
        QSignalSpy opened(&hosting, &Hosting::opened);
        hosting.open(title);
        return opened.wait(20000) ? opened[0][0].value<HostedRoom>().room : RoomId();
    };
    const auto biology = open(u"Biology"_s);
    QVERIFY(!biology.isEmpty());
    QVERIFY(open(u"Maths"_s) != biology);
    QCOMPARE(open(u"Biology"_s), biology);
}

/// The real service, asked at the addresses of the loopback interface: every computer has those.
void TestServiceHosting::addresses_answer_whereTheServiceListens()
{
    const QTemporaryDir folder;
    const SystemClock clock;
    ServiceHosting hosting(clock, HostingOptions{folder.path(), false, 0});
    QSignalSpy opened(&hosting, &Hosting::opened);
    hosting.open(u"Links"_s);
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 20000);
    auto link = *parseJoinLink(opened[0][0].value<HostedRoom>().participantLink);
    link.baseUrl.setHost(u"192.0.2.10"_s);
    DesktopInvitesModel model(link.toString(), [] {
        return std::vector<OwnAddress>{{u"127.0.0.1"_s, u"lo"_s, 1},
                                       {u"255.255.255.255"_s, u"none"_s, 2}};
    });
    model.check();
    QCOMPARE(model.addresses().size(), size_t{2});
    const InviteAddress here = model.addresses()[0];
    QCOMPARE(parseJoinLink(here.link)->baseUrl.host(), u"127.0.0.1"_s);
    QCOMPARE(parseJoinLink(here.link)->token, link.token);
    QCOMPARE(here.reach, InviteAddress::Reach::Checking);
    QVERIFY(!here.isUsual);
    QTRY_COMPARE(model.addresses()[0].reach, InviteAddress::Reach::Answers);
    QTRY_COMPARE(model.addresses()[1].reach, InviteAddress::Reach::Silent);
}

QTEST_MAIN(TestServiceHosting)
#include "test_service_hosting.moc"
