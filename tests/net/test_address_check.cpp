#include "app/net/address_check.h"

#include "tests/net/fake_http_server.h"
#include "tests/net/own_certificate.h"

#include <QSignalSpy>
#include <QSslServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

class TestAddressCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void service_answers_whereItListens();
    void address_isSilent_whereNobodyListens();
    void address_isSilent_whereAnotherServiceAnswers();
    void address_isSilent_whereTheAnswerDoesNotCome();
};

void TestAddressCheck::service_answers_whereItListens()
{
    const auto own = makeOwnCertificate();
    FakeHttpServer<QSslServer> server([](const auto &) { return FakeResponse(); });
    server.server().setSslConfiguration(own.configuration());
    QVERIFY(server.listen());
    AddressCheck check(own.sha256());
    QSignalSpy answered(&check, &AddressCheck::answered);
    const QUrl base = server.url(u"https"_s, {});
    check.ask(base);
    QTRY_COMPARE(answered.size(), 1);
    QCOMPARE(answered[0][0].toUrl(), base);
    QVERIFY(answered[0][1].toBool());
    QCOMPARE(server.requests[0].target, QByteArray("/web/icon.svg"));
}

void TestAddressCheck::address_isSilent_whereNobodyListens()
{
    QUrl base;
    {
        FakeHttpServer<> server([](const auto &) { return FakeResponse(); });
        QVERIFY(server.listen());
        base = server.url(u"http"_s, {});
    }
    AddressCheck check({});
    QSignalSpy answered(&check, &AddressCheck::answered);
    check.ask(base);
    QTRY_COMPARE(answered.size(), 1);
    QVERIFY(!answered[0][1].toBool());
}

void TestAddressCheck::address_isSilent_whereAnotherServiceAnswers()
{
    FakeHttpServer<QSslServer> other([](const auto &) { return FakeResponse(); });
    other.server().setSslConfiguration(makeOwnCertificate().configuration());
    QVERIFY(other.listen());
    AddressCheck check(makeOwnCertificate().sha256());
    QSignalSpy answered(&check, &AddressCheck::answered);
    check.ask(other.url(u"https"_s, {}));
    QTRY_COMPARE(answered.size(), 1);
    QVERIFY(!answered[0][1].toBool());
    QVERIFY(other.requests.empty());
}

void TestAddressCheck::address_isSilent_whereTheAnswerDoesNotCome()
{
    FakeHttpServer<> server([](const auto &) {
        FakeResponse response;
        response.silent = true;
        return response;
    });
    QVERIFY(server.listen());
    AddressCheck check({}, 50ms);
    QSignalSpy answered(&check, &AddressCheck::answered);
    check.ask(server.url(u"http"_s, {}));
    QTRY_COMPARE(answered.size(), 1);
    QVERIFY(!answered[0][1].toBool());
}

QTEST_GUILESS_MAIN(TestAddressCheck)
#include "test_address_check.moc"
