#include "app/transport/receive/video_orientation.h"

#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

using Packet = std::vector<uint8_t>;

const QString kOffer = u"v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n"
                       "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
                       "a=extmap:13/sendonly urn:3gpp:video-orientation\r\n"_s;

/// With `sources` contributing sources, and an extension header of `profile`.
Packet packet(int sources, uint16_t profile, const Packet &elements)
{
    Packet bytes(static_cast<size_t>(12 + 4 * sources), 0x13);
    bytes[0] = static_cast<uint8_t>(0x90 | sources);
    Packet padded = elements;
    padded.resize((elements.size() + 3) / 4 * 4, 0);
    bytes.insert(bytes.end(), {static_cast<uint8_t>(profile >> 8), static_cast<uint8_t>(profile), 0,
                               static_cast<uint8_t>(padded.size() / 4)});
    bytes.insert(bytes.end(), padded.begin(), padded.end());
    bytes.insert(bytes.end(), {0xd0, 0x02, 0xd0, 0x02}); // of the picture
    return bytes;
}

} // namespace

class TestVideoOrientation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void turns_areRead_data();
    void turns_areRead();
    void turns_areNotThere_whenTheOfferDoesNotNameThem();
    void cutPacket_isReadAsFarAsItGoes();
};

void TestVideoOrientation::turns_areRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("turns"); // -1: does not say
    const auto row = [](const char *name, const Packet &bytes, int turns) {
        QTest::newRow(name) << QByteArray(reinterpret_cast<const char *>(bytes.data()),
                                          static_cast<qsizetype>(bytes.size()))
                            << turns;
    };
    row("upright", packet(0, 0xBEDE, {0xd0, 0x00}), 0);
    row("a quarter", packet(0, 0xBEDE, {0xd0, 0x01}), 1);
    row("upside down, back camera, mirrored", packet(0, 0xBEDE, {0xd0, 0x0e}), 2);
    row("behind another element and padding", packet(0, 0xBEDE, {0x41, 'a', 'b', 0, 0, 0xd0, 3}),
        3);
    row("behind contributing sources", packet(2, 0xBEDE, {0xd0, 0x01}), 1);
    row("heads of two bytes", packet(0, 0x1000, {4, 1, 'a', 13, 1, 0x03}), 3);
    row("two bytes, an empty element", packet(0, 0x1000, {13, 0, 13, 1, 0x01}), 1);
    row("another element only", packet(0, 0xBEDE, {0x40, 'a'}), -1);
    row("behind the last id", packet(0, 0xBEDE, {0xf0, 0, 0xd0, 1}), -1);
    row("another profile", packet(0, 0x1234, {0xd0, 0x01}), -1);
    Packet plain = packet(0, 0xBEDE, {0xd0, 0x01});
    plain[0] = 0x80;
    row("no extension", plain, -1);
}

void TestVideoOrientation::turns_areRead()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, turns);
    const Packet copy(bytes.begin(), bytes.end());
    QCOMPARE(VideoOrientation(kOffer).turnsIn(copy).value_or(-1), turns);
}

void TestVideoOrientation::turns_areNotThere_whenTheOfferDoesNotNameThem()
{
    const auto bytes = packet(0, 0xBEDE, {0xd0, 0x01});
    QVERIFY(!VideoOrientation(u"v=0\r\na=extmap:13 urn:x\r\n"_s).turnsIn(bytes));
}

void TestVideoOrientation::cutPacket_isReadAsFarAsItGoes()
{
    const Packet whole = packet(1, 0xBEDE, {0x41, 'a', 'b', 0xd0, 0x01});
    for (size_t size = 0; size <= whole.size(); ++size) {
        // A copy, so that the sanitizer sees what is read beyond it.
        const Packet cut(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size));
        const bool isThere = size >= 12 + 4 + 4 + 5;
        QCOMPARE(VideoOrientation(kOffer).turnsIn(cut).value_or(-1), isThere ? 1 : -1);
    }
}

QTEST_GUILESS_MAIN(TestVideoOrientation)
#include "test_video_orientation.moc"
