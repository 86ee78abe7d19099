#include "tests/server/library/library_fixture.h"

#include <QTest>

using namespace prosc;

/// Uploads of whole files, without HTTP.
class TestUploadStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void upload_startsAgainAtZero_whenTheWholeFileIsWrong();
    void upload_goesOnAtTheSyncedOffset_whenTheFolderIsCopiedMidWay();
    void upload_isPublished_whenTheServiceDiedWhileProcessing();
    void upload_isPublished_whenTheServiceDiedBetweenRenameAndIndex();
    void upload_hasFailed_whenNobodyCanGoOnWithIt();

private:
    QTemporaryDir m_folder;
    int m_count = 0;
    QString newFolder() { return m_folder.filePath(QString::number(++m_count)); }
};

void TestUploadStore::upload_startsAgainAtZero_whenTheWholeFileIsWrong()
{
    Library library(newFolder());
    QVERIFY(library.announce());
    QVERIFY(library.uploads->create(library.factsOf("right")));
    QCOMPARE(library.send(0, "wrong").error().code, ErrorCode::ChecksumMismatch);
    const auto item = library.store->recordings().item(library.recording);
    QCOMPARE(item->state, MediaItemState::Uploading);
    QCOMPARE(item->received, int64_t{0});
    const auto progress = library.send(0, "right");
    QCOMPARE(progress->sha256, hexSha256("right"));
    QCOMPARE(library.store->recordings().item(library.recording)->state, MediaItemState::Ready);
}

void TestUploadStore::upload_goesOnAtTheSyncedOffset_whenTheFolderIsCopiedMidWay()
{
    const QString folder = newFolder();
    const QString copy = newFolder();
    const QByteArray content(1'000'000, 'k');
    Library library(folder);
    QVERIFY(library.announce());
    QVERIFY(library.uploads->create(library.factsOf(content)));
    QVERIFY(library.send(0, content.left(300'000)));
    auto open = library.uploads->append(library.recording, {.offset = 300'000});
    QVERIFY((*open)->write(content.mid(300'000, 100'000)));
    QVERIFY(copyFolder(folder, copy));

    Library survivor(copy);
    survivor.uploads->resumeVerification();
    const auto progress = survivor.uploads->progress(survivor.recording);
    QCOMPARE(progress->offset, int64_t{300'000});
    QCOMPARE(*progress->length, int64_t{1'000'000});
    const auto done = survivor.send(300'000, content.mid(300'000));
    QCOMPARE(done->sha256, hexSha256(content));
    QVERIFY(contentOf(*survivor.store->recordings().filePath(survivor.recording)) == content);
}

void TestUploadStore::upload_isPublished_whenTheServiceDiedWhileProcessing()
{
    const QString folder = newFolder();
    const QString copy = newFolder();
    Library library(folder);
    QVERIFY(library.announce());
    QVERIFY(library.uploads->create(library.factsOf("content")));
    library.store->recordings().setItemListener([&](const RoomId &, const MediaItem &item) {
        if (item.state == MediaItemState::Processing) {
            QVERIFY(copyFolder(folder, copy));
        }
    });
    QVERIFY(library.send(0, "content"));
    Library survivor(copy);
    QCOMPARE(survivor.store->recordings().item(survivor.recording)->state,
             MediaItemState::Processing);
    survivor.uploads->resumeVerification();
    QCOMPARE(survivor.store->recordings().item(survivor.recording)->state, MediaItemState::Ready);
    QVERIFY(contentOf(*survivor.store->recordings().filePath(survivor.recording)) == "content");
}

void TestUploadStore::upload_isPublished_whenTheServiceDiedBetweenRenameAndIndex()
{
    const QString folder = newFolder();
    Library library(folder);
    QVERIFY(library.announce());
    QVERIFY(library.uploads->create(library.factsOf("content")));
    QVERIFY(library.send(0, "content"));
    // As if the last commit had been lost.
    QVERIFY(library.store->rows().change(library.recording, [](RecordingRow &row) -> Status {
        row.item.state = MediaItemState::Processing;
        return {};
    }));
    const QString copy = newFolder();
    QVERIFY(copyFolder(folder, copy));
    Library survivor(copy);
    const auto progress = survivor.uploads->progress(survivor.recording);
    QCOMPARE(progress->sha256, hexSha256("content"));
    QCOMPARE(survivor.store->recordings().item(survivor.recording)->state, MediaItemState::Ready);
}

void TestUploadStore::upload_hasFailed_whenNobodyCanGoOnWithIt()
{
    Library library(newFolder());
    QVERIFY(library.announce());
    QVERIFY(library.store->recordings().setFileFacts([&] {
        auto item = *library.store->recordings().item(library.recording);
        item.bytes = 7;
        item.sha256 = hexSha256("content");
        return item;
    }()));
    QVERIFY(library.uploads->create(library.factsOf("content")));
    QVERIFY(library.send(0, "con"));
    const auto part = library.store->rows().partOf(*library.store->rows().row(library.recording));
    library.clock.days = 29;
    library.uploads->dropExpired();
    QCOMPARE(library.uploads->progress(library.recording)->offset, 3);
    library.clock.days = 31;
    library.uploads->dropExpired();
    const auto item = *library.store->recordings().item(library.recording);
    QCOMPARE(item.state, MediaItemState::Failed);
    QCOMPARE(item.reason, errorCodeName(ErrorCode::Timeout));
    QVERIFY(!QFile::exists(part));
    QCOMPARE(library.uploads->progress(library.recording).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestUploadStore)
#include "test_upload_store.moc"
