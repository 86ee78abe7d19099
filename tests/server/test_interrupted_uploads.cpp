#include "tests/server/body_uploads.h"

using namespace prosc;

/// Bodies of which nothing more comes, and the states that people see on the way.
class TestInterruptedUploads : public QObject, private BodyUploads
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { record(); }
    void state_followsTheRoomAndTheUpload();
    void body_isInterruptedAndPlayable_whenNothingComes();
    void interrupted_goesOnToReady_whenTheClientComesBack();
    void interrupted_comesAlsoAfterARestart();
    void abandonedUploads_takeNoMemory();
};

void TestInterruptedUploads::state_followsTheRoomAndTheUpload()
{
    open(newFolder());
    QVERIFY(m_library->announce());
    QCOMPARE(item().state, MediaItemState::Recording);
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(m_body->units.size() - 1);
    QCOMPARE(item().state, MediaItemState::Recording);
    auto facts = item();
    facts.sha256 = m_body->checksum;
    facts.bytes = 123'456;
    facts.name = QStringLiteral("Rec – at Stop.mp4");
    QVERIFY(m_library->store->setFileFacts(facts));
    QCOMPARE(item().state, MediaItemState::Uploading);
    QCOMPARE(item().received, int64_t{m_body->bytes.size()});
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
    QCOMPARE(item().state, MediaItemState::Ready);
    QCOMPARE(item().name, facts.name);
    QVERIFY(m_library->store->setFileFacts(facts)); // the same once more
}

void TestInterruptedUploads::body_isInterruptedAndPlayable_whenNothingComes()
{
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(3);
    wait(kSilence - std::chrono::seconds(1));
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(item().state, MediaItemState::Recording);
    wait(std::chrono::seconds(1));
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(item().state, MediaItemState::Interrupted);
    QCOMPARE(item().reason, QStringLiteral("timeout"));
    QCOMPARE(m_library->uploads->memory(), int64_t{0});
    const auto file = *m_library->store->filePath(m_library->recording);
    QCOMPARE(item().bytes, int64_t{QFileInfo(file).size()});
    const auto seconds = test::probe(file, QStringLiteral("format=duration")).toDouble();
    QVERIFY(std::abs(seconds - static_cast<double>(item().duration) / 1000) < 0.1);
    QVERIFY(seconds > 1);
    // Nothing but a header is nothing to play.
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(0);
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(item().state, MediaItemState::Failed);
}

void TestInterruptedUploads::interrupted_goesOnToReady_whenTheClientComesBack()
{
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(3);
    for (qsizetype next = 4; next < 6; ++next) {
        wait(kSilence);
        m_library->uploads->closeAbandoned(kSilence);
        QCOMPARE(item().state, MediaItemState::Interrupted);
        const auto created = m_library->uploads->create(bodyFacts(*m_library));
        QCOMPARE(created->offset, int64_t{m_body->endOf(next - 1)});
        QVERIFY(!created->length);
        QVERIFY(sendUnits(*m_library, created->offset, m_body->units.at(next)));
        QCOMPARE(item().state, MediaItemState::Uploading);
        QCOMPARE(QFileInfo(part()).size(), qint64{m_body->endOf(next)});
        QVERIFY(contentOf(part()) == m_body->bytes.left(m_body->endOf(next)));
    }
    QVERIFY(sendUnits(*m_library, m_body->endOf(5), m_body->bytes.mid(m_body->endOf(5))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
    QCOMPARE(item().state, MediaItemState::Ready);
    QCOMPARE(item().reason, QString());
}

void TestInterruptedUploads::interrupted_comesAlsoAfterARestart()
{
    const auto folder = newFolder();
    open(folder);
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(3);
    open(folder);
    m_library->uploads->resumeVerification();
    QCOMPARE(item().state, MediaItemState::Uploading); // no room records it any more
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(item().state, MediaItemState::Interrupted);
    open(folder);
    m_library->uploads->resumeVerification();
    QCOMPARE(item().state, MediaItemState::Interrupted);
    const auto file = *m_library->store->filePath(m_library->recording);
    QVERIFY(test::probe(file, QStringLiteral("format=duration")).toDouble() > 1);
    QVERIFY(sendUnits(*m_library, m_body->endOf(3), m_body->bytes.mid(m_body->endOf(3))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
    QCOMPARE(item().state, MediaItemState::Ready);
}

void TestInterruptedUploads::abandonedUploads_takeNoMemory()
{
    open(newFolder());
    for (int i = 0; i < 30; ++i) {
        m_library->recording = RecordingId{QStringLiteral("rec-%1").arg(i)};
        QVERIFY(m_library->announce());
        QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
        if (i % 2 == 0) {
            QVERIFY(sendUnits(*m_library, 0, m_body->units.mid(0, 3).join()));
        }
    }
    QVERIFY(m_library->uploads->memory() > 0);
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(m_library->uploads->memory(), int64_t{0});
    QCOMPARE(m_library->store->rowsIn(MediaItemState::Interrupted)->size(), size_t{15});
    QCOMPARE(m_library->store->rowsIn(MediaItemState::Failed)->size(), size_t{15});
}

QTEST_GUILESS_MAIN(TestInterruptedUploads)
#include "test_interrupted_uploads.moc"
