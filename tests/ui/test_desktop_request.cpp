#include "app/desktop/desktop_request.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

tl::expected<DesktopRequest, QString> requestFrom(const QStringList &arguments,
                                                  Ability ability = Ability::HostAndJoin)
{
    QCommandLineParser parser;
    describeArguments(parser, ability);
    if (!parser.parse(QStringList{u"proscenium"_s} + arguments)) {
        return tl::unexpected(parser.errorText());
    }
    return requestOf(parser, ability);
}

} // namespace

class TestDesktopRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void arguments_areALink_withAndWithoutTheCommand_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("join") << QStringList{u"join"_s, u"https://h/join/r#t=x"_s};
        QTest::newRow("https") << QStringList{u"https://h/join/r#t=x"_s};
        QTest::newRow("http") << QStringList{u"http://h/join/r#t=x"_s};
        QTest::newRow("proscenium") << QStringList{u"proscenium://h/join/r#t=x"_s};
    }
    void arguments_areALink_withAndWithoutTheCommand()
    {
        QFETCH(QStringList, arguments);
        const auto request = requestFrom(arguments);
        QVERIFY(request);
        QCOMPARE(request->start, DesktopRequest::Start::Join);
        QCOMPARE(request->link, arguments.last());
    }

    void arguments_ofHost_areRead()
    {
        const auto request = requestFrom({u"host"_s, u"--room-title"_s, u"Biology"_s, u"--local"_s,
                                          u"--port"_s, u"81"_s, u"--demo"_s, u"3"_s});
        QVERIFY(request);
        QCOMPARE(request->start, DesktopRequest::Start::Host);
        QCOMPARE(request->title, u"Biology"_s);
        QCOMPARE(request->port, 81);
        QCOMPARE(request->demo, 3);
        QVERIFY(request->onlyHere);
        QCOMPARE(requestFrom({})->start, DesktopRequest::Start::Page);
    }

    void host_isRefused_byAProgramThatCannot()
    {
        const auto request = requestFrom({u"host"_s}, Ability::Join);
        QVERIFY(!request);
        QVERIFY(request.error().contains(QLatin1String("cannot host rooms")));
        QVERIFY(!requestFrom({u"host"_s, u"--local"_s}, Ability::Join));
        QCOMPARE(requestFrom({u"https://h/join/r#t=x"_s}, Ability::Join)->start,
                 DesktopRequest::Start::Join);
    }

    void arguments_areRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command") << QStringList{u"record"_s};
        QTest::newRow("another scheme") << QStringList{u"file:///etc/passwd"_s};
        QTest::newRow("two links") << QStringList{u"https://h/join/r#t=x"_s, u"https://h/b"_s};
        QTest::newRow("join without a link") << QStringList{u"join"_s};
        QTest::newRow("a link too long")
            << QStringList{u"https://h/join/"_s + QString(9000, QLatin1Char('x'))};
        QTest::newRow("port") << QStringList{u"host"_s, u"--port"_s, u"65536"_s};
        QTest::newRow("demo") << QStringList{u"host"_s, u"--demo"_s, u"25"_s};
    }
    void arguments_areRefused()
    {
        QFETCH(QStringList, arguments);
        const auto request = requestFrom(arguments);
        QVERIFY(!request);
        QVERIFY(!request.error().isEmpty());
    }

    void link_hasNoCompany_unlessAPageSmugglesItIn()
    {
        QVERIFY(!linkHasCompany({"proscenium"}));
        QVERIFY(!linkHasCompany({"proscenium", "proscenium://h/join/r#t=x"}));
        QVERIFY(!linkHasCompany({"proscenium", "join", "https://h/join/r#t=x", "--name", "Dana"}));
        QVERIFY(
            linkHasCompany({"proscenium", "proscenium://h/join/r", "-platformpluginpath", "x"}));
        QVERIFY(linkHasCompany({"proscenium", "Proscenium:x", "host"}));
    }

    void request_isReadBack_withoutTheOptionsOfARoom()
    {
        DesktopRequest request;
        request.start = DesktopRequest::Start::Join;
        request.link = u"https://h/join/r#t=x"_s;
        request.name = u"Dana"_s;
        request.activation = u"token"_s;
        request.port = 81;
        request.demo = 3;
        const auto text = writeRequest(request);
        QVERIFY(!text.contains('\n'));
        const auto read = readRequest(text);
        QVERIFY(read);
        QCOMPARE(read->start, request.start);
        QCOMPARE(read->link, request.link);
        QCOMPARE(read->name, request.name);
        QCOMPARE(read->activation, request.activation);
        QCOMPARE(read->port, 0);
        QCOMPARE(read->demo, 0);
    }

    void request_isRefused_whenItMakesNoSense_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("join https://h/join/r#t=x");
        QTest::newRow("no start") << QByteArray("{\"link\":\"https://h/join/r#t=x\"}");
        QTest::newRow("another start") << QByteArray("{\"start\":\"record\"}");
        QTest::newRow("link too long") << QByteArray("{\"start\":\"join\",\"link\":\"%1\"}")
                                              .replace("%1", QByteArray(8193, 'x'));
    }
    void request_isRefused_whenItMakesNoSense()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!readRequest(text));
    }
};

QTEST_GUILESS_MAIN(TestDesktopRequest)
#include "test_desktop_request.moc"
