#include "app/media/ffmpeg/h264_headers.h"

#include <QTest>

#include <cstring>

using namespace prosc;

namespace {

std::span<const uint8_t> bytesOf(const QByteArray &text)
{
    return {reinterpret_cast<const uint8_t *>(text.constData()), static_cast<size_t>(text.size())};
}

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

AvPacket packetOf(const QByteArray &bytes)
{
    AvPacket packet(av_packet_alloc());
    if (av_new_packet(packet.get(), static_cast<int>(bytes.size())) == 0) {
        std::memcpy(packet->data, bytes.constData(), static_cast<size_t>(bytes.size()));
    }
    return packet;
}

} // namespace

class TestH264Headers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sets_areFound_amongOtherUnits_data();
    void sets_areFound_amongOtherUnits();
    void sets_arePutIn_whereTheyBelong_data();
    void sets_arePutIn_whereTheyBelong();
};

void TestH264Headers::sets_areFound_amongOtherUnits_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("sets");
    const auto both = hex("00000001 6764 00000001 68ee");
    QTest::newRow("alone") << both << both;
    QTest::newRow("short start codes") << hex("000001 6764 000001 68ee") << both;
    QTest::newRow("delimiter, message, picture")
        << hex("00000001 0910 00000001 6764 00000001 68ee 000001 0605 000001 65ff") << both;
    QTest::newRow("zeros at the end") << hex("000001 6764 0000 000001 68ee 000000") << both;
    QTest::newRow("behind the picture") << hex("000001 65ff 000001 6764") << QByteArray();
    QTest::newRow("no start code") << hex("67646764") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
}

void TestH264Headers::sets_areFound_amongOtherUnits()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, sets);
    QCOMPARE(parameterSets(bytesOf(stream)).toHex(), sets.toHex());
}

void TestH264Headers::sets_arePutIn_whereTheyBelong_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("picture") << hex("00000001 65ff") << hex("00000001 6764 00000001 65ff");
    QTest::newRow("behind the delimiter")
        << hex("00000001 0910 000001 65ff") << hex("00000001 0910 00000001 6764 000001 65ff");
    QTest::newRow("its own stay") << hex("00000001 6799 00000001 65ff")
                                  << hex("00000001 6799 00000001 65ff");
}

void TestH264Headers::sets_arePutIn_whereTheyBelong()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const auto packet = packetOf(before);
    QVERIFY(insertParameterSets(*packet, hex("00000001 6764")));
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(packet->data), packet->size).toHex(),
             after.toHex());
}

QTEST_GUILESS_MAIN(TestH264Headers)
#include "test_h264_headers.moc"
