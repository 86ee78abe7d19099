#include "app/uploads/upload_job_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

/// As the program has written it since format 2.
const QByteArray kJob = QByteArray(R"({"format": 2, "order": 4, "recording": "rec-1",
    "file": "/recordings/rec-1/Choir.mp4", "name": "Choir.mp4", "bodyBytes": -1, "checksum": "",
    "endpoint": "URL", "token": "secret", "certificate": "",
    "location": "", "report": "", "paused": true, "failure": "diskFull", "failureDetail": "507"})")
                            .replace("URL", "https://room.example.org/api/uploads");

} // namespace

class TestUploadJobStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    std::vector<StoredUpload> load(const QByteArray &text) const
    {
        QFile file(m_folder->filePath(u"rec-1.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            return {};
        }
        file.close();
        const auto store = UploadJobStore::open(m_folder->path());
        return store ? store->load() : std::vector<StoredUpload>();
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void job_isRead_asItWasWrittenBefore()
    {
        StoredUpload expected;
        auto &job = expected.job;
        job.recording = RecordingId{u"rec-1"_s};
        job.file = u"/recordings/rec-1/Choir.mp4"_s;
        job.name = u"Choir.mp4"_s;
        job.endpoint = QUrl(u"https://room.example.org/api/uploads"_s);
        job.token = u"secret"_s;
        expected.order = 4;
        expected.failure = Error{ErrorCode::DiskFull, u"507"_s};
        expected.paused = true;
        QCOMPARE(load(kJob), std::vector<StoredUpload>{expected});
        // And as it is written now.
        const auto store = UploadJobStore::open(m_folder->path());
        QVERIFY(store && store->save(expected));
        QCOMPARE(store->load(), std::vector<StoredUpload>{expected});
        expected.failure.reset();
        expected.job.location = QUrl(u"https://room.example.org/api/uploads/one"_s);
        QVERIFY(store->save(expected));
        QCOMPARE(store->load(), std::vector<StoredUpload>{expected});
    }

    void job_isPassedOver_whenItIsDamaged_data()
    {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("by");
        const auto row = [](const char *what, const char *by) {
            QTest::newRow(by) << QByteArray(what) << QByteArray(by);
        };
        row("\"format\": 2", "\"format\": 3");
        row("\"format\": 2, ", "\"no format\": 2, ");
        row("\"order\": 4", "\"order\": -4");
        row("\"order\": 4, ", "\"no order\": 4, ");
        row("\"rec-1\"", "\"../rec-1\"");
        row("/recordings/rec-1/Choir.mp4", "");
        row("https://room.example.org/api/uploads", "https://[");
        row("\"bodyBytes\": -1", "\"bodyBytes\": \"many\"");
    }

    void job_isPassedOver_whenItIsDamaged()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, by);
        const auto text = QByteArray(kJob).replace(what, by);
        QVERIFY(text != kJob);
        QVERIFY(load(text).empty());
        QVERIFY(QFile::exists(m_folder->filePath(u"rec-1.json"_s)));
    }
};

QTEST_APPLESS_MAIN(TestUploadJobStore)
#include "test_upload_job_store.moc"
