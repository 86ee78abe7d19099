#include "app/server/pages/browser_form_factor.h"

#include <QTest>

using namespace prosc;

class TestBrowserFormFactor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void browser_isJudged_byWhatItSendsUnasked_data()
    {
        QTest::addColumn<QByteArray>("agent");
        QTest::addColumn<QByteArray>("mobile");
        QTest::addColumn<QByteArray>("platform");
        QTest::addColumn<FormFactor>("expected");
        const QByteArray linuxChrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 "
                                       "(KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        QTest::newRow("Linux") << linuxChrome << QByteArray("?0") << QByteArray("\"Linux\"")
                               << FormFactor::Desktop;
        QTest::newRow("Firefox") << QByteArray("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) "
                                               "Gecko/20100101 Firefox/140.0")
                                 << QByteArray() << QByteArray() << FormFactor::Desktop;
        QTest::newRow("Windows") << QByteArray("Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
                                               "AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36")
                                 << QByteArray("?0") << QByteArray("\"Windows\"")
                                 << FormFactor::Desktop;
        QTest::newRow("Mac, or an iPad that says so")
            << QByteArray("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
                          "Version/18.0 Safari/605.1.15")
            << QByteArray() << QByteArray() << FormFactor::Desktop;
        QTest::newRow("Chromebook")
            << QByteArray("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 "
                          "Chrome/140.0.0.0 Safari/537.36")
            << QByteArray("?0") << QByteArray("\"Chrome OS\"") << FormFactor::Desktop;
        QTest::newRow("iPhone") << QByteArray("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS "
                                              "X) AppleWebKit/605.1.15 Mobile/15E148")
                                << QByteArray() << QByteArray() << FormFactor::Phone;
        QTest::newRow("iPad") << QByteArray("Mozilla/5.0 (iPad; CPU OS 12_2 like Mac OS X) "
                                            "AppleWebKit/605.1.15 Mobile/15E148")
                              << QByteArray() << QByteArray() << FormFactor::Tablet;
        QTest::newRow("Android phone")
            << QByteArray("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 "
                          "Mobile Safari/537.36")
            << QByteArray("?1") << QByteArray("\"Android\"") << FormFactor::Phone;
        QTest::newRow("Android tablet")
            << QByteArray("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 "
                          "Safari/537.36")
            << QByteArray("?0") << QByteArray("\"Android\"") << FormFactor::Tablet;
        QTest::newRow("Firefox on a phone")
            << QByteArray("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0")
            << QByteArray() << QByteArray() << FormFactor::Phone;
        QTest::newRow("Firefox on a tablet")
            << QByteArray("Mozilla/5.0 (Android 15; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0")
            << QByteArray() << QByteArray() << FormFactor::Tablet;
        QTest::newRow("a phone that only its hint gives away")
            << linuxChrome << QByteArray("?1") << QByteArray("\"Linux\"") << FormFactor::Phone;
        QTest::newRow("a tablet that only its hint gives away")
            << linuxChrome << QByteArray("?0") << QByteArray("\"Android\"") << FormFactor::Tablet;
        QTest::newRow("nothing") << QByteArray() << QByteArray() << QByteArray()
                                 << FormFactor::Desktop;
    }
    void browser_isJudged_byWhatItSendsUnasked()
    {
        QFETCH(QByteArray, agent);
        QFETCH(QByteArray, mobile);
        QFETCH(QByteArray, platform);
        QFETCH(FormFactor, expected);
        HttpRequest request;
        request.headers = {
            {"user-agent", agent}, {"sec-ch-ua-mobile", mobile}, {"sec-ch-ua-platform", platform}};
        QCOMPARE(formFactorOfBrowser(request), expected);
    }
};

QTEST_GUILESS_MAIN(TestBrowserFormFactor)
#include "test_browser_form_factor.moc"
