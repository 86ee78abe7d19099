#include "tests/uploads/upload_queue_fixture.h"

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

/// Finished recordings, uploaded one after the other.
class TestUploadQueue : public QObject, private UploadQueueFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeQueue(); }
    void cleanup() { endQueue(); }

    void add_keepsAPrivateFile_whenItIsQueued()
    {
        QVERIFY(m_queue->add(job("a")));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther;
        const QFileInfo file(jobFile("a"));
        QVERIFY(file.exists());
        QCOMPARE(file.permissions() & others, QFileDevice::Permissions());
        QCOMPARE(QFileInfo(folder()).permissions() & others, QFileDevice::Permissions());
    }

    void add_refuses_whenTheIdCannotBeAFileName()
    {
        const auto added = m_queue->add(job("../a"));
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::InvalidArgument);
        QVERIFY(m_queue->uploads().empty());
    }

    void add_refuses_whenTheFolderCannotBeWritten()
    {
        QVERIFY(QDir(folder()).removeRecursively());
        const auto added = m_queue->add(job("a"));
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::DiskError);
        QVERIFY(m_uploader->started.empty());
    }

    void add_changesNothing_whenTheRecordingIsQueuedAlready()
    {
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->add(job("a")));
        QCOMPARE(m_queue->uploads().size(), size_t(1));
        QCOMPARE(m_uploader->started.size(), size_t(1));
    }

    void uploads_goOneByOne_whenSeveralAreAdded()
    {
        QVERIFY(m_queue->add(job("b")));
        QVERIFY(m_queue->add(job("a")));
        QCOMPARE(m_uploader->started.size(), size_t(1));
        QCOMPARE(m_uploader->started[0], job("b"));
        m_uploader->finish();
        QCOMPARE(m_uploader->started.size(), size_t(2));
        QCOMPARE(m_uploader->started[1], job("a"));
    }

    void finished_removesTheJobAndTells_whenTheServerHasVerified()
    {
        QSignalSpy published(m_queue.get(), &UploadQueue::published);
        QVERIFY(m_queue->add(job("a")));
        Q_EMIT m_uploader->progress(400, 1000);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Uploading);
        QCOMPARE(m_queue->uploads()[0].sent, 400);
        Q_EMIT m_uploader->progress(1000, 1000);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Verifying);
        QVERIFY(!m_queue->isIdle());
        m_uploader->finish();
        QCOMPARE(published.size(), 1);
        QCOMPARE(published[0][0].value<RecordingId>().value, u"a"_s);
        QCOMPARE(published[0][1].toString(), job("a").name);
        QVERIFY(!QFileInfo::exists(jobFile("a")));
        QVERIFY(m_queue->uploads().empty());
        QVERIFY(m_queue->isIdle());
    }

    void progress_showsAgainThatItSends_whenNotAllArrived()
    {
        QVERIFY(m_queue->add(job("a")));
        Q_EMIT m_uploader->progress(1000, 1000); // everything is in the socket, which then fails
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Verifying);
        Q_EMIT m_uploader->progress(600, 1000);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Uploading);
        QCOMPARE(m_queue->uploads()[0].sent, 600);
        Q_EMIT m_uploader->progress(1000, 1000);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Verifying);
    }

    void forget_removesTheJob_andNeverTheFile()
    {
        const QString movie = m_dir->filePath(u"movie.mp4"_s);
        QFile file(movie);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mp4") == 3);
        file.close();
        auto kept = job("a");
        kept.file = movie;
        QVERIFY(m_queue->add(kept));
        QVERIFY(m_queue->add(job("b")));
        QSignalSpy confirmed(m_queue.get(), &UploadQueue::confirmed);
        QVERIFY(m_queue->uploads()[0].canForget);
        QCOMPARE(m_queue->uploads()[0].file, movie);
        QVERIFY(m_queue->forget(RecordingId{u"a"_s}));
        QCOMPARE(m_uploader->cancelled, 1);
        QCOMPARE(m_uploader->started.back(), job("b")); // the next one goes
        QVERIFY(QFileInfo::exists(movie));
        QVERIFY(!QFileInfo::exists(jobFile("a")));
        QCOMPARE(confirmed.size(), 0); // otherwise the rule for local copies would remove it
        startProgram();
        QCOMPARE(m_queue->uploads().size(), size_t(1));
        QCOMPARE(m_queue->forget(RecordingId{u"a"_s}).error().code, ErrorCode::NotFound);
    }

    void forget_letsTheComputerRest_whenNothingElseWaits()
    {
        QVERIFY(m_queue->add(job("a")));
        m_uploader->fail(ErrorCode::Unreachable);
        QVERIFY(m_timer.delay && !m_queue->isIdle());
        QVERIFY(m_queue->forget(RecordingId{u"a"_s}));
        QVERIFY(!m_timer.delay);
        QVERIFY(m_queue->isIdle());
    }

    void failed_waitsLongerEachTime_whenItMayHeal()
    {
        QVERIFY(m_queue->add(job("a")));
        for (const auto wait : {1000ms, 2000ms, 4000ms}) {
            m_uploader->fail(ErrorCode::Unreachable);
            QCOMPARE(m_queue->uploads()[0].state, UploadState::BackingOff);
            QCOMPARE(m_queue->uploads()[0].error->code, ErrorCode::Unreachable);
            QCOMPARE(m_timer.delay, std::optional(wait));
            const size_t before = m_uploader->started.size();
            passTime(wait - 1ms);
            QCOMPARE(m_uploader->started.size(), before);
            passTime(1ms);
            QCOMPARE(m_uploader->started.size(), before + 1);
            QVERIFY(!m_queue->uploads()[0].error);
        }
        QVERIFY(!m_timer.delay);
        // Progress shows that it has recovered.
        Q_EMIT m_uploader->progress(10, 1000);
        m_uploader->fail(ErrorCode::Timeout);
        QCOMPARE(m_timer.delay, std::optional<std::chrono::milliseconds>(1000ms));
    }

    void failed_letsTheNextOneGo_whenTheFirstWaits()
    {
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->add(job("b")));
        m_uploader->fail(ErrorCode::Unreachable);
        QCOMPARE(m_uploader->started.back(), job("b"));
        // The retry of a becomes due while b is being sent: it waits for its turn.
        passTime(1s);
        QCOMPARE(m_uploader->started.size(), size_t(2));
        m_uploader->finish();
        QCOMPARE(m_uploader->started.back(), job("a"));
    }

    void failed_isKeptForTheUser_whenItCannotHeal()
    {
        QVERIFY(m_queue->add(job("a")));
        m_uploader->fail(ErrorCode::TokenInvalid);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Failed);
        QVERIFY(m_queue->isIdle());

        startProgram();
        QVERIFY(m_uploader->started.empty());
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Failed);
        QCOMPARE(m_queue->uploads()[0].error->code, ErrorCode::TokenInvalid);

        QVERIFY(m_queue->retryNow(RecordingId{u"a"_s}));
        QCOMPARE(m_uploader->started.size(), size_t(1));
    }

    void failed_isTriedSeldom_whenSomebodyHasToMendIt()
    {
        QVERIFY(m_queue->add(job("a")));
        m_uploader->fail(ErrorCode::NotFound);
        QCOMPARE(m_timer.delay, std::optional<std::chrono::milliseconds>(1h));
        passTime(1h);
        QCOMPARE(m_uploader->started.size(), size_t(2));
        m_uploader->fail(ErrorCode::NotFound);
        startProgram();
        passTime(1min);
        QCOMPARE(m_uploader->started.size(), size_t(1));
        // Repaired, but now the service is unreachable: after a restart it is retried like any
        // other.
        m_uploader->fail(ErrorCode::Unreachable);
        startProgram();
        QCOMPARE(m_uploader->started.size(), size_t(1));
    }

    void retryNow_doesNotWait_whenItBacksOff()
    {
        QVERIFY(m_queue->add(job("a")));
        m_uploader->fail(ErrorCode::Unreachable);
        m_queue->retryAllNow();
        QCOMPARE(m_uploader->started.size(), size_t(2));
        QVERIFY(!m_timer.delay);
    }

    void moveTo_sendsItThereAtOnce_alsoAfterARestart()
    {
        UploadJob old = job("a");
        old.location = QUrl(u"https://room.example/api/uploads/a"_s);
        QVERIFY(m_queue->add(old));
        QTRY_COMPARE(m_uploader->started.size(), size_t(1));
        m_uploader->fail(ErrorCode::CertificateUnknown);
        const QUrl base(u"https://10.0.0.2:8443"_s);
        QVERIFY(m_queue->moveTo(old.recording, base, u"cafe"_s));
        QCOMPARE(m_uploader->started.size(), size_t(2));
        QCOMPARE(m_uploader->started[1].endpoint, QUrl(u"https://10.0.0.2:8443/api/uploads"_s));
        QCOMPARE(m_uploader->started[1].location, QUrl(u"https://10.0.0.2:8443/api/uploads/a"_s));
        QCOMPARE(m_uploader->started[1].certificate, u"cafe"_s);
        // Already on its way there: not restarted.
        QVERIFY(m_queue->moveTo(old.recording, base, u"cafe"_s));
        QCOMPARE(m_uploader->cancelled, 0);
        endQueue();
        startProgram();
        QTRY_COMPARE(m_uploader->started.size(), size_t(1));
        QCOMPARE(m_uploader->started[0].certificate, u"cafe"_s);
    }

    void retryNow_isNotFound_whenNobodyKnowsTheRecording()
    {
        const auto tried = m_queue->retryNow(RecordingId{u"x"_s});
        QVERIFY(!tried);
        QCOMPARE(tried.error().code, ErrorCode::NotFound);
    }

    void restart_goesOnAtTheSameAddress_inTheSameOrder()
    {
        QVERIFY(m_queue->add(job("z")));
        QVERIFY(m_queue->add(job("a")));
        const QUrl location(u"https://room.example/api/uploads/z?x=%2B"_s);
        Q_EMIT m_uploader->located(location);

        startProgram();
        UploadJob resumed = job("z");
        resumed.location = location;
        QCOMPARE(m_uploader->started.size(), size_t(1));
        QCOMPARE(m_uploader->started[0], resumed);
        m_uploader->finish();
        QCOMPARE(m_uploader->started[1], job("a"));
    }

    void restart_sendsAnew_whenTheServersBytesWereWrong()
    {
        QVERIFY(m_queue->add(job("a")));
        Q_EMIT m_uploader->located(QUrl(u"https://room.example/api/uploads/a"_s));
        m_uploader->fail(ErrorCode::ChecksumMismatch);
        startProgram();
        QCOMPARE(m_uploader->started[0], job("a"));
    }

    void restart_passesOverDamagedFiles_withoutRemovingThem()
    {
        QVERIFY(m_queue->add(job("a")));
        QFile damaged(jobFile("b"));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("{\"format\":1,");
        damaged.close();
        startProgram();
        QCOMPARE(m_queue->uploads().size(), size_t(1));
        QVERIFY(damaged.exists());
    }

    void restart_measuresOnce_whenTheJobIsOfAnEarlierVersion()
    {
        QVERIFY(m_queue->add(job("a")));
        m_queue.reset();
        QFile file(jobFile("a"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        auto json = file.readAll();
        json.replace("\"format\": 2", "\"format\": 1");
        json.replace("\"bodyBytes\"", "\"bytes\"");
        json.replace("\"checksum\"", "\"sha256\"");
        QVERIFY(file.resize(0) && file.seek(0) && file.write(json) == json.size());
        file.close();
        startProgram();
        UploadJob unmeasured = job("a");
        unmeasured.checksum.clear();
        QCOMPARE(m_uploader->started, std::vector<UploadJob>{unmeasured});
        Q_EMIT m_uploader->measured(900, job("a").checksum);
        startProgram();
        UploadJob measured = job("a");
        measured.bodyBytes = 900;
        QCOMPARE(m_uploader->started, std::vector<UploadJob>{measured});
    }

    void destroying_cancelsAndKeepsTheJob_whileItIsSent()
    {
        QVERIFY(m_queue->add(job("a")));
        m_queue.reset();
        QCOMPARE(m_uploader->cancelled, 1);
        QVERIFY(QFileInfo::exists(jobFile("a")));
    }
};

QTEST_GUILESS_MAIN(TestUploadQueue)
#include "test_upload_queue.moc"
