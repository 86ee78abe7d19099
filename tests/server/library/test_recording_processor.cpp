#include "app/server/library/recording_preview_file.h"
#include "app/server/library/recording_processor.h"
#include "tests/server/library/library_fixture.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace prosc;

/// Small scripts replace `proscenium-room library process`; the real one is tested in
/// tests/service/watch.test.mjs.
class TestRecordingProcessor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void found_isTaken_andNotLookedForAgain();
    void damage_isTheReason_andTheRecordingStaysReady();
    void failure_isNoted_andNotTriedAgain();
    void another_isLookedAt_whenItsFileHasChanged();
    void nothing_isDone_whenNothingIsPublished();
    void program_isEnded_whenTheServiceEnds();

private:
    /// A program that logs each run, then executes `what` in the recording's folder.
    [[nodiscard]] QString program(const QByteArray &what) const;
    [[nodiscard]] static QByteArray writes(const QString &sha256, const QByteArray &more);
    [[nodiscard]] int runs() const { return static_cast<int>(contentOf(path("runs")).count('\n')); }
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] LocalLibraryStore &store() const { return *m_library->store; }
    [[nodiscard]] MediaItem item() const
    {
        return *m_library->store->recordings().item(m_library->recording);
    }
    [[nodiscard]] QByteArray history() const
    {
        return contentOf(recordingFolder() + u"/history.jsonl"_s);
    }
    [[nodiscard]] QString recordingFolder() const
    {
        return store().rows().folderOf(*store().rows().row(m_library->recording));
    }

    const QString sha = hexSha256("content");
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
};

void TestRecordingProcessor::init()
{
    m_library.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_library = std::make_unique<Library>(path("data"));
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(m_library->factsOf("content")));
    QVERIFY(m_library->send(0, "content"));
    QCOMPARE(item().state, MediaItemState::Ready);
}

QString TestRecordingProcessor::program(const QByteArray &what) const
{
    QFile file(path("program"));
    if (file.open(QIODevice::WriteOnly)) {
        file.write("#!/bin/sh\n[ \"$1 $2 $3\" = \"library process --recording\" ] || exit 9\n"
                   "echo run >> " +
                   path("runs").toUtf8() + "\ncd \"$4\" || exit 8\n" + what + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    return file.fileName();
}

QByteArray TestRecordingProcessor::writes(const QString &sha256, const QByteArray &more)
{
    return "echo '{\"version\":1,\"sha256\":\"" + sha256.toUtf8() + "\"," + more +
           "}' > preview.json";
}

void TestRecordingProcessor::found_isTaken_andNotLookedForAgain()
{
    const auto name = program(writes(sha, R"("duration":4987)"));
    {
        RecordingProcessor processor(store().rows(), store().history(), name);
        processor.addPublished();
        QTRY_COMPARE(item().duration, 4987);
        QCOMPARE(item().state, MediaItemState::Ready);
        QVERIFY(item().reason.isEmpty());
        QVERIFY(history().contains("\"checked\""));
    }
    RecordingProcessor processor(store().rows(), store().history(), name);
    // It works in order: once the second one is done, the first one was skipped.
    QVERIFY(store().rows().change(m_library->recording, [](RecordingRow &row) -> Status {
        row.item.duration = 1;
        return {};
    }));
    processor.addPublished();
    QTRY_COMPARE(item().duration, 4987);
    QCOMPARE(runs(), 1);
    QCOMPARE(history().count("\"checked\""), 1);
}

void TestRecordingProcessor::damage_isTheReason_andTheRecordingStaysReady()
{
    RecordingProcessor processor(store().rows(), store().history(),
                                 program(writes(sha, R"("duration":5000,"damagedPictures":2)")));
    processor.add(m_library->recording);
    QTRY_COMPARE(item().reason, errorCodeName(ErrorCode::FileDamaged));
    QCOMPARE(item().state, MediaItemState::Ready);
    QVERIFY(m_library->store->recordings().filePath(m_library->recording));
}

void TestRecordingProcessor::failure_isNoted_andNotTriedAgain()
{
    const auto name = program("kill -SEGV $$");
    {
        RecordingProcessor processor(store().rows(), store().history(), name);
        processor.addPublished();
        QTRY_COMPARE(item().reason, errorCodeName(ErrorCode::MediaFailed));
        QCOMPARE(item().duration, 5000);
    }
    QVERIFY(store().rows().change(m_library->recording, [](RecordingRow &row) -> Status {
        row.item.reason.clear();
        return {};
    }));
    RecordingProcessor processor(store().rows(), store().history(), name);
    processor.addPublished();
    QTRY_COMPARE(item().reason, errorCodeName(ErrorCode::MediaFailed));
    QCOMPARE(runs(), 1);
}

void TestRecordingProcessor::another_isLookedAt_whenItsFileHasChanged()
{
    QVERIFY(writePreview(recordingFolder(), {{u"sha256"_s, u"older"_s}, {u"duration"_s, 1}}));
    RecordingProcessor processor(store().rows(), store().history(),
                                 program(writes(sha, R"("duration":4987)")));
    processor.addPublished();
    QTRY_COMPARE(item().duration, 4987);
    QCOMPARE(runs(), 1);
}

void TestRecordingProcessor::nothing_isDone_whenNothingIsPublished()
{
    QVERIFY(m_library->store->changes().remove(m_library->recording, {}));
    RecordingProcessor processor(store().rows(), store().history(),
                                 program(writes(sha, R"("duration":4987)")));
    processor.addPublished();
    processor.add(m_library->recording);
    processor.add(RecordingId{u"nobody-knows-it"_s});
    // Once restored from the bin it is processed; the earlier requests were skipped.
    QVERIFY(m_library->store->changes().restore(m_library->recording, {}));
    processor.add(m_library->recording);
    QTRY_COMPARE(item().duration, 4987);
    QCOMPARE(runs(), 1);
}

void TestRecordingProcessor::program_isEnded_whenTheServiceEnds()
{
    qint64 child = 0;
    {
        RecordingProcessor processor(
            store().rows(), store().history(),
            program("echo $$ > " + path("pid").toUtf8() + "; exec sleep 600"));
        processor.addPublished();
        QTRY_VERIFY(contentOf(path("pid")).endsWith('\n'));
        child = contentOf(path("pid")).trimmed().toLongLong();
        QCOMPARE(::kill(static_cast<pid_t>(child), 0), 0);
    }
    QCOMPARE(::kill(static_cast<pid_t>(child), 0), -1);
    // The recording was not at fault: the next service processes it again.
    QVERIFY(readPreview(recordingFolder()).isEmpty());
    QVERIFY(item().reason.isEmpty());
}

QTEST_GUILESS_MAIN(TestRecordingProcessor)
#include "test_recording_processor.moc"
