#include "tests/room/protocol_tables.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const QString kSource = QStringLiteral(PROSCENIUM_SOURCE_FOLDER);

QString contentOf(const QString &path)
{
    QFile file(kSource + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// When one fails: cmake --build --preset dev --target update_protocol
class TestProtocolTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesTable_isWhatTheProgramDescribes()
    {
        QVERIFY(contentOf(u"/resources/web/room/protocol_fields.js"_s) == protocolFieldsJs());
    }

    void documentsTable_isWhatTheProgramDescribes()
    {
        const auto document = contentOf(u"/app/room/protocol/protocol.md"_s);
        QVERIFY(!document.isEmpty());
        QVERIFY(document == withProtocolFields(document));
    }

    void tables_haveEveryMessage_andItsLimits()
    {
        const auto js = protocolFieldsJs();
        QVERIFY(js.contains(u"    join: {\n        token: ['text', 1, 4096],\n"_s));
        QVERIFY(js.contains(u"    leave: {},\n"_s));
        QVERIFY(js.contains(u"    mediaLinkReady: {\n"_s));
        QVERIFY(withProtocolFields(u"no markers"_s).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestProtocolTables)
#include "test_protocol_tables.moc"
