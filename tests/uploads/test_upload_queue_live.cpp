#include "tests/uploads/upload_queue_fixture.h"

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

/// The upload of the current recording next to finished ones, and the user's control over the
/// queue.
class TestUploadQueueLive : public QObject, private UploadQueueFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { makeQueue(); }
    void cleanup() { endQueue(); }

    void add_refuses_whenTheRecordingGrows()
    {
        QCOMPARE(m_queue->add(growing("a")).error().code, ErrorCode::InvalidArgument);
    }

    void begin_sendsWhatIsSafe_whileItIsRecorded()
    {
        QVERIFY(m_queue->begin(growing("a")));
        QVERIFY(QFileInfo::exists(jobFile("a")));
        QCOMPARE(m_live->started.size(), size_t(1));
        QCOMPARE(m_live->started[0], growing("a"));
        m_queue->grow(RecordingId{u"a"_s}, 500);
        QCOMPARE(m_live->grown, std::vector<qint64>{500});
        Q_EMIT m_live->progress(500, 500);
        const auto status = m_queue->uploads().at(0);
        QVERIFY(status.live);
        QCOMPARE(status.state, UploadState::Uploading);
        QCOMPARE(status.sent, 500);
        QVERIFY(m_queue->isIdle()); // no finished one is waiting
    }

    void add_sealsTheRecording_thatWasGrowing()
    {
        QVERIFY(m_queue->begin(growing("a")));
        const QUrl location(u"https://room.example/api/uploads/a"_s);
        Q_EMIT m_live->located(location);
        Q_EMIT m_live->progress(1000, 1000);
        QVERIFY(m_queue->add(job("a")));
        UploadJob sealed = job("a");
        sealed.location = location;
        QCOMPARE(m_live->sealed, std::vector<UploadJob>{sealed});
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Verifying);
        QVERIFY(!m_queue->uploads()[0].live);
        QVERIFY(!m_queue->isIdle());
        QSignalSpy confirmed(m_queue.get(), &UploadQueue::confirmed);
        m_live->finish();
        QCOMPARE(confirmed.size(), 1);
        QCOMPARE(confirmed[0][0].value<UploadJob>(), sealed);
        QVERIFY(!QFileInfo::exists(jobFile("a")));
    }

    void live_isTriedSoonAgain_howeverOftenItFails()
    {
        QVERIFY(m_queue->begin(growing("a")));
        for (int i = 0; i < 10; ++i) {
            m_live->fail(ErrorCode::Unreachable);
            QVERIFY(*m_timer.delay <= 15s);
            passTime(15s);
        }
        QCOMPARE(m_live->started.size(), size_t(11));
        m_live->fail(ErrorCode::Unreachable);
        m_queue->grow(RecordingId{u"a"_s}, 700);
        QCOMPARE(m_live->started.size(), size_t(11));
        // At the end the back-off is skipped, and the known state is passed on.
        QVERIFY(m_queue->add(job("a")));
        QCOMPARE(m_uploader->started.size(), size_t(1));
        QCOMPARE(m_uploader->started[0], job("a"));
    }

    void live_isToldHowMuchThereIs_whenItStartsAgain()
    {
        QVERIFY(m_queue->begin(growing("a")));
        m_queue->grow(RecordingId{u"a"_s}, 300);
        m_live->fail(ErrorCode::Unreachable);
        m_queue->grow(RecordingId{u"a"_s}, 400);
        passTime(1s);
        QCOMPARE(m_live->grown.back(), 400);
    }

    void live_failsWithASentence_andIsTriedOnceMoreAtTheEnd()
    {
        QVERIFY(m_queue->begin(growing("a")));
        m_live->fail(ErrorCode::TokenExpired);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Failed);
        QVERIFY(m_queue->add(job("a")));
        QCOMPARE(m_uploader->started.size(), size_t(1));
    }

    void finishedOnes_goBeside_untilTheLiveOneIsBehind()
    {
        QVERIFY(m_queue->add(job("old")));
        QVERIFY(m_queue->begin(growing("new")));
        QVERIFY(m_uploader->running && m_live->running);
        const RecordingId live{u"new"_s};
        m_queue->grow(live, kFarBehind);
        QVERIFY(!m_uploader->running);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Waiting);
        QVERIFY(!m_queue->uploads()[0].error);
        // Not for every chunk: only once it has nearly caught up.
        Q_EMIT m_live->progress(UploadQueue::kBehind / 2, kFarBehind);
        QVERIFY(!m_uploader->running);
        Q_EMIT m_live->progress(kFarBehind, kFarBehind);
        QVERIFY(m_uploader->running);
    }

    void finishedOnes_goOn_whenTheLiveOneCannot()
    {
        QVERIFY(m_queue->add(job("old")));
        QVERIFY(m_queue->begin(growing("new")));
        m_queue->grow(RecordingId{u"new"_s}, kFarBehind);
        m_live->fail(ErrorCode::TokenExpired);
        QVERIFY(m_uploader->running);
    }

    void nextRecording_goesFirst_whenTheLastIsStillSent()
    {
        QVERIFY(m_queue->begin(growing("a")));
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->begin(growing("b")));
        QCOMPARE(m_live->started.back(), growing("b"));
        QCOMPARE(m_uploader->started.back(), job("a"));
    }

    void discard_forgetsIt_whenNothingWasRecorded()
    {
        QVERIFY(m_queue->begin(growing("a")));
        m_queue->discard(RecordingId{u"a"_s});
        QVERIFY(!m_live->running);
        QVERIFY(m_queue->uploads().empty());
        QVERIFY(!QFileInfo::exists(jobFile("a")));
        QVERIFY(m_queue->add(job("b")));
        m_queue->discard(RecordingId{u"b"_s});
        QCOMPARE(m_queue->uploads().size(), size_t(1)); // a finished recording is never forgotten
    }

    void restart_waitsForTheRecovery_whenARecordingDidNotEnd()
    {
        QVERIFY(m_queue->begin(growing("a")));
        const QUrl location(u"https://room.example/api/uploads/a"_s);
        Q_EMIT m_live->located(location);
        startProgram();
        QVERIFY(m_live->started.empty() && m_uploader->started.empty());
        QVERIFY(m_queue->isIdle());
        QVERIFY(m_queue->add(job("a")));
        UploadJob resumed = job("a");
        resumed.location = location;
        QCOMPARE(m_uploader->started, std::vector<UploadJob>{resumed});
    }

    void giveUp_isNotTriedAgain_whenNothingIsLeftOfTheRecording()
    {
        QVERIFY(m_queue->begin(growing("a")));
        startProgram();
        QCOMPARE(m_queue->unfinished().size(), size_t(1));
        QCOMPARE(m_queue->unfinished()[0].recording.value, u"a"_s);
        m_queue->giveUp(RecordingId{u"a"_s}, Error{ErrorCode::FileDamaged, {}});
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Failed);
        QVERIFY(m_queue->unfinished().empty());
        startProgram();
        QCOMPARE(m_queue->uploads()[0].error->code, ErrorCode::FileDamaged);
        passTime(2h);
        QVERIFY(m_uploader->started.empty() && m_live->started.empty());
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Failed);
    }

    void giveUp_leavesNothingToRetry_butCanBeForgotten()
    {
        const RecordingId id{u"a"_s};
        QVERIFY(m_queue->begin(growing("a")));
        QCOMPARE(m_queue->forget(id).error().code, ErrorCode::NotAllowed); // it is being recorded
        startProgram();
        QVERIFY(!m_queue->uploads()[0].givenUp && !m_queue->uploads()[0].canForget);
        // it may still be completed
        QCOMPARE(m_queue->forget(id).error().code, ErrorCode::NotAllowed);
        m_queue->giveUp(id, Error{ErrorCode::FileDamaged, {}});
        QVERIFY(m_queue->uploads()[0].givenUp && m_queue->uploads()[0].canForget);
        QCOMPARE(m_queue->retryNow(id).error().code, ErrorCode::NotAllowed);
        QCOMPARE(m_queue->uploads()[0].state, UploadState::Failed);
        startProgram();
        QCOMPARE(m_queue->uploads()[0].error->code, ErrorCode::FileDamaged);
        QVERIFY(m_queue->forget(id));
        QVERIFY(m_queue->uploads().empty());
        QVERIFY(!QFileInfo::exists(jobFile("a")));
    }

    void begin_goesOn_withARecordingThatWasInterrupted()
    {
        QVERIFY(m_queue->begin(growing("a")));
        const QUrl location(u"https://room.example/api/uploads/a"_s);
        Q_EMIT m_live->located(location);
        startProgram();
        m_queue->giveUp(RecordingId{u"a"_s}, Error{ErrorCode::NotFound, {}});
        QVERIFY(m_queue->begin(growing("a")));
        UploadJob resumed = growing("a");
        resumed.location = location;
        QCOMPARE(m_live->started, std::vector<UploadJob>{resumed});
        QVERIFY(m_queue->uploads()[0].live);
    }

    void setPaused_letsTheNextGo_andLastsOverARestart()
    {
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->add(job("b")));
        QVERIFY(m_queue->setPaused(RecordingId{u"a"_s}, true));
        QCOMPARE(m_uploader->started.back(), job("b"));
        QVERIFY(m_queue->uploads()[0].paused);
        startProgram();
        QCOMPARE(m_uploader->started, std::vector<UploadJob>{job("b")});
        QVERIFY(m_queue->setPaused(RecordingId{u"a"_s}, false));
        m_uploader->finish();
        QCOMPARE(m_uploader->started.back(), job("a"));
        QCOMPARE(m_queue->setPaused(RecordingId{u"x"_s}, true).error().code, ErrorCode::NotFound);
    }

    void moveFirst_changesTheOrder_alsoAfterARestart()
    {
        for (const auto *id : {"a", "b", "c"}) {
            QVERIFY(m_queue->add(job(id)));
        }
        QVERIFY(m_queue->moveFirst(RecordingId{u"c"_s}));
        QCOMPARE(m_uploader->started.back(), job("c"));
        startProgram();
        for (const auto *id : {"c", "a", "b"}) {
            QCOMPARE(m_uploader->started.back(), job(id));
            m_uploader->finish();
        }
    }

    void setHeld_sendsNothing_untilTheMeetingIsOver()
    {
        QVERIFY(m_queue->add(job("a")));
        QVERIFY(m_queue->begin(growing("b")));
        m_queue->setHeld(true);
        QVERIFY(!m_uploader->running && !m_live->running);
        QVERIFY(m_queue->uploads()[0].held);
        QVERIFY(m_queue->add(job("b")));
        QVERIFY(!m_queue->isIdle());
        m_queue->setHeld(false);
        QVERIFY(m_uploader->running);
        m_uploader->finish();
        QCOMPARE(m_uploader->started.back(), job("b"));
    }
};

QTEST_GUILESS_MAIN(TestUploadQueueLive)
#include "test_upload_queue_live.moc"
