#include "app/net/media_downloader.h"

#include "tests/net/fake_http_server.h"
#include "tests/net/own_certificate.h"

#include <QSignalSpy>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;
using namespace std::chrono_literals;

namespace {

QByteArray movie(qsizetype size = 300'000)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i) {
        bytes[i] = static_cast<char>(i * 31 + i / 251);
    }
    return bytes;
}

/// Serves `bytes` with ranges; `cuts` says where successive answers break off.
struct Library
{
    QByteArray bytes = movie();
    QByteArray etag = "\"one\"";
    std::vector<qsizetype> cuts;

    FakeResponse operator()(const FakeRequest &request)
    {
        FakeResponse response;
        qsizetype from = 0;
        if (request.headers.contains("range") && request.headers["if-range"] == etag) {
            from = request.headers["range"].mid(6).chopped(1).toLongLong();
            response.status = 206;
            response.headers.emplace_back("Content-Range",
                                          "bytes " + QByteArray::number(from) + '-' +
                                              QByteArray::number(bytes.size() - 1) + '/' +
                                              QByteArray::number(bytes.size()));
        }
        response.headers.emplace_back("ETag", etag);
        response.body = bytes.mid(from);
        response.headers.emplace_back("Content-Length", QByteArray::number(response.body.size()));
        if (!cuts.empty()) {
            response.cutAfter = cuts.front();
            cuts.erase(cuts.begin());
        }
        return response;
    }
};

DownloadOptions quick()
{
    DownloadOptions options;
    options.firstWait = 1ms;
    return options;
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

struct Watched
{
    explicit Watched(const QString &pin = {}, DownloadOptions options = quick())
        : downloader(pin, options), finished(&downloader, &MediaDownloader::finished),
          failed(&downloader, &MediaDownloader::failed),
          progress(&downloader, &MediaDownloader::progress)
    {
    }
    [[nodiscard]] ErrorCode reason() const { return failed.last()[0].value<Error>().code; }

    MediaDownloader downloader;
    QSignalSpy finished;
    QSignalSpy failed;
    QSignalSpy progress;
};

} // namespace

class TestMediaDownloader : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QString target() const { return m_dir->filePath(u"a \u2013 b.mp4"_s); }
    QString part() const { return target() + u".part"_s; }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void fetch_writesTheFile_andReplacesAnOldOne()
    {
        Library library;
        FakeHttpServer<> server([&](const auto &request) { return library(request); });
        QVERIFY(server.listen());
        QFile old(target());
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        Watched watched;
        watched.downloader.fetch(server.url(u"http"_s, u"/media/a?ticket=x"_s), target());
        QTRY_COMPARE(watched.finished.size(), 1);
        QCOMPARE(contents(target()), library.bytes);
        QVERIFY(!QFile::exists(part()));
        QCOMPARE(watched.progress.last()[0].toLongLong(), library.bytes.size());
        QCOMPARE(watched.progress.last()[1].toLongLong(), library.bytes.size());
        QCOMPARE(server.requests[0].target, QByteArray("/media/a?ticket=x"));
    }

    void fetch_goesOnWhereItBroke_whenTheConnectionIsCut()
    {
        Library library;
        library.cuts = {100'000, 0, 50'000};
        FakeHttpServer<> server([&](const auto &request) { return library(request); });
        QVERIFY(server.listen());
        Watched watched;
        watched.downloader.fetch(server.url(u"http"_s, u"/m"_s), target());
        QTRY_COMPARE(watched.finished.size(), 1);
        QCOMPARE(contents(target()), library.bytes);
        QCOMPARE(server.requests.size(), size_t(4));
        QCOMPARE(server.requests[1].headers.value("range"), QByteArray("bytes=100000-"));
        QCOMPARE(server.requests[3].headers.value("range"), QByteArray("bytes=150000-"));
    }

    void fetch_startsAnew_whenTheFileChangedMeanwhile()
    {
        Library library;
        library.cuts = {100'000};
        FakeHttpServer<> server([&](const auto &request) {
            const FakeResponse response = library(request);
            library.bytes = movie(90'000);
            library.etag = "\"two\"";
            return response;
        });
        QVERIFY(server.listen());
        Watched watched;
        watched.downloader.fetch(server.url(u"http"_s, u"/m"_s), target());
        QTRY_COMPARE(watched.finished.size(), 1);
        QCOMPARE(contents(target()), movie(90'000));
    }

    void fetch_fails_whenTheConnectionBreaksAgainAndAgain()
    {
        Library library;
        library.cuts.assign(20, 0);
        FakeHttpServer<> server([&](const auto &request) { return library(request); });
        QVERIFY(server.listen());
        Watched watched;
        watched.downloader.fetch(server.url(u"http"_s, u"/m"_s), target());
        QTRY_COMPARE(watched.failed.size(), 1);
        QCOMPARE(watched.reason(), ErrorCode::Unreachable);
        QVERIFY(!QFile::exists(part()));
        QVERIFY(!QFile::exists(target()));
    }

    void fetch_fails_whenTheServiceRefuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("404") << 404 << ErrorCode::NotFound;
        QTest::newRow("401") << 401 << ErrorCode::TokenInvalid;
        QTest::newRow("403") << 403 << ErrorCode::NotAllowed;
        QTest::newRow("expired") << 403 << ErrorCode::TokenExpired;
        QTest::newRow("503") << 503 << ErrorCode::Unreachable;
        QTest::newRow("302") << 302 << ErrorCode::Malformed;
    }
    void fetch_fails_whenTheServiceRefuses()
    {
        QFETCH(int, status);
        QFETCH(ErrorCode, code);
        FakeHttpServer<> server([&](const FakeRequest &) {
            FakeResponse response;
            response.status = status;
            response.headers.emplace_back("Location", "/elsewhere");
            response.body = code == ErrorCode::TokenExpired ? "This link has expired." : "No.";
            return response;
        });
        QVERIFY(server.listen());
        Watched watched;
        watched.downloader.fetch(server.url(u"http"_s, u"/m"_s), target());
        QTRY_COMPARE(watched.failed.size(), 1);
        QCOMPARE(watched.reason(), code);
        QCOMPARE(server.requests.size(), size_t(1));
        QVERIFY(!QFile::exists(target()));
    }

    void fetch_fails_whenTheFolderIsMissing()
    {
        Library library;
        FakeHttpServer<> server([&](const auto &request) { return library(request); });
        QVERIFY(server.listen());
        Watched watched;
        watched.downloader.fetch(server.url(u"http"_s, u"/m"_s),
                                 m_dir->filePath(u"none/file.mp4"_s));
        QTRY_COMPARE(watched.failed.size(), 1);
        QVERIFY(server.requests.empty());
    }

    void fetch_timesOut_whenNothingArrives()
    {
        FakeHttpServer<> server([](const FakeRequest &) {
            FakeResponse response;
            response.silent = true;
            return response;
        });
        QVERIFY(server.listen());
        DownloadOptions options = quick();
        options.stall = 50ms;
        Watched watched({}, options);
        watched.downloader.fetch(server.url(u"http"_s, u"/m"_s), target());
        QTRY_COMPARE(watched.failed.size(), 1);
        QCOMPARE(watched.reason(), ErrorCode::Timeout);
    }

    void cancel_removesThePart_andEndsOnce()
    {
        Library library;
        library.bytes = movie(20'000'000);
        FakeHttpServer<> server([&](const auto &request) { return library(request); });
        QVERIFY(server.listen());
        Watched watched;
        watched.downloader.fetch(server.url(u"http"_s, u"/m"_s), target());
        bool hadPart = false;
        connect(&watched.downloader, &MediaDownloader::progress, &watched.downloader, [&] {
            hadPart = QFile::exists(part());
            watched.downloader.cancel();
            watched.downloader.cancel();
        });
        QTRY_COMPARE(watched.failed.size(), 1);
        QVERIFY(hadPart);
        QCOMPARE(watched.reason(), ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(part()));
        QVERIFY(!watched.downloader.isRunning());
        QCoreApplication::processEvents();
        QCOMPARE(watched.finished.size(), 0);
    }

    void fetch_trustsOnlyTheLinksCertificate_whenThereIsOne()
    {
        const auto certificate = makeOwnCertificate();
        const auto other = makeOwnCertificate();
        Library library;
        FakeHttpServer<QSslServer> server([&](const auto &request) { return library(request); });
        server.server().setSslConfiguration(certificate.configuration());
        QVERIFY(server.listen());
        const QUrl url = server.url(u"https"_s, u"/m"_s);
        for (const QString &pin : {other.sha256(), QString()}) {
            Watched stranger(pin);
            stranger.downloader.fetch(url, target());
            QTRY_COMPARE(stranger.failed.size(), 1);
            QCOMPARE(stranger.reason(), ErrorCode::CertificateUnknown);
            QVERIFY(server.requests.empty());
        }
        Watched watched(certificate.sha256());
        watched.downloader.fetch(url, target());
        QTRY_COMPARE(watched.finished.size(), 1);
        QCOMPARE(contents(target()), library.bytes);
    }
};

QTEST_GUILESS_MAIN(TestMediaDownloader)
#include "test_media_downloader.moc"
