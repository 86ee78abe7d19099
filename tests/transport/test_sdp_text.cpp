#include "app/transport/peer/sdp_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const QString kOffer = u"v=0\r\n"
                       "s=VideoRoom\r\n"
                       "a=group:BUNDLE 0\r\n"
                       "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n"
                       "a=mid:v1\r\n"
                       "a=rtcp-mux\r\n"
                       "a=rtcp-fb:96 ccm fir\r\n"
                       "a=rtcp-fb:96 nack\r\n"
                       "a=rtcp-fb:96 nack pli\r\n"
                       "a=setup:actpass\r\n"_s;

} // namespace

class TestSdpText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void curedOffer_hasNoFirAndIsActive_andKeepsTheRest();
    void curedOffer_isTheSame_whenCuredAgain();
    void mids_areListedInOrder_withGaps();
    void candidates_standInTheirSection();
    void layers_replaceTheSources_ofThePictureOnly();
    void iceUri_isWhatWebrtcbinTakes_data();
    void iceUri_isWhatWebrtcbinTakes();
};

void TestSdpText::curedOffer_hasNoFirAndIsActive_andKeepsTheRest()
{
    const QString cured = curedOffer(kOffer);
    QVERIFY(!cured.contains(QLatin1String("fir")));
    QVERIFY(!cured.contains(QLatin1String("actpass")));
    QVERIFY(cured.contains(QLatin1String("a=setup:active\r\n")));
    QVERIFY(cured.contains(QLatin1String("a=rtcp-mux\r\na=rtcp-rsize\r\n")));
    QVERIFY(cured.contains(QLatin1String("a=rtcp-fb:96 nack\r\n")));
    QVERIFY(cured.contains(QLatin1String("a=rtcp-fb:96 nack pli\r\n")));
}

void TestSdpText::curedOffer_isTheSame_whenCuredAgain()
{
    QCOMPARE(curedOffer(curedOffer(kOffer)), curedOffer(kOffer));
}

void TestSdpText::mids_areListedInOrder_withGaps()
{
    const QString sdp = u"v=0\r\nm=audio 9\r\na=mid:a\r\nm=video 9\r\nm=video 9\r\na=mid:2\r\n"_s;
    QCOMPARE(midsOf(sdp), QStringList({u"a"_s, QString(), u"2"_s}));
}

void TestSdpText::candidates_standInTheirSection()
{
    const QString sdp = u"v=0\r\nm=audio 9\r\na=mid:0\r\nm=video 9\r\na=mid:1\r\n"_s;
    msg::Candidate first;
    first.candidate = u"candidate:1 1 UDP 1 192.0.2.1 5000 typ host"_s;
    const QString with = withCandidates(sdp, {first}, true);
    QCOMPARE(with, u"v=0\r\nm=audio 9\r\na=mid:0\r\n"
                   "a=candidate:1 1 UDP 1 192.0.2.1 5000 typ host\r\n"
                   "a=end-of-candidates\r\nm=video 9\r\na=mid:1\r\n"_s);
    QVERIFY(!withCandidates(sdp, {first}, false).contains(QLatin1String("end-of-candidates")));
    QCOMPARE(withCandidates(sdp, {}, true), sdp);
}

void TestSdpText::layers_replaceTheSources_ofThePictureOnly()
{
    const QString offer = u"v=0\r\nm=audio 9\r\na=ssrc:7 cname:me\r\nm=video 9\r\na=mid:1\r\n"
                          "a=ssrc-group:FID 5 6\r\na=ssrc:5 cname:me\r\na=ssrc:6 cname:me\r\n"_s;
    const QString expected =
        u"v=0\r\nm=audio 9\r\na=ssrc:7 cname:me\r\nm=video 9\r\na=mid:1\r\n"
        "a=ssrc-group:SIM 10 20\r\na=ssrc-group:FID 10 11\r\na=ssrc-group:FID 20 21\r\n"
        "a=ssrc:10 cname:me\r\na=ssrc:11 cname:me\r\na=ssrc:20 cname:me\r\n"
        "a=ssrc:21 cname:me\r\n"_s;
    QCOMPARE(withLayers(offer, {{10, 11}, {20, 21}}), expected);
    const QString audio = u"v=0\r\nm=audio 9\r\na=ssrc:7 cname:me\r\n"_s;
    QCOMPARE(withLayers(audio, {{10, 11}, {20, 21}}), audio);
}

void TestSdpText::iceUri_isWhatWebrtcbinTakes_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    QTest::newRow("stun") << u"stun:stun.example.org:3479"_s << u"stun://stun.example.org:3479"_s;
    QTest::newRow("stun, usual port")
        << u"stun:stun.example.org"_s << u"stun://stun.example.org:3478"_s;
    QTest::newRow("turn over tcp")
        << u"turn:t.example.org:3478?transport=tcp"_s
        << u"turn://17%3Auser:a%2Fb%3D@t.example.org:3478?transport=tcp"_s;
    QTest::newRow("turn, usual port, with transport")
        << u"turn:t.example.org?transport=udp"_s
        << u"turn://17%3Auser:a%2Fb%3D@t.example.org:3478?transport=udp"_s;
    QTest::newRow("turns, IPv6") << u"turns:[2001:db8::1]"_s
                                 << u"turns://17%3Auser:a%2Fb%3D@[2001:db8::1]:5349"_s;
    QTest::newRow("web address") << u"https://example.org"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestSdpText::iceUri_isWhatWebrtcbinTakes()
{
    QFETCH(QString, url);
    QFETCH(QString, expected);
    QCOMPARE(gstIceUri(url, u"17:user"_s, u"a/b="_s), expected);
}

QTEST_GUILESS_MAIN(TestSdpText)
#include "test_sdp_text.moc"
