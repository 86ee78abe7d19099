#include "tests/server/uploads/body_uploads.h"

using namespace Qt::StringLiterals;
using namespace prosc;

/// Bodies that stop arriving, and the states that people see meanwhile.
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
    void recording_isNotInterrupted_whileItsRecorderLives();
    void recording_isOneAgain_whenItsRecorderIsBack();
    void upload_isNotInterrupted_whenItGoesOnWhileOthersAreClosed();
    void interrupted_isKeptUntilReady_whenItsClientSendsItAnew_data();
    void interrupted_isKeptUntilReady_whenItsClientSendsItAnew();
    void interrupted_isPutBack_whenTheServiceDiedWhileItWasMoved_data();
    void interrupted_isPutBack_whenTheServiceDiedWhileItWasMoved();

private:
    void interruptAfter(qsizetype last);
    void assertInterruptedAfter(qsizetype last);
    [[nodiscard]] bool hasKept() const
    {
        return QFile::exists(inFolder(u"interrupted.part"_s)) ||
               QFile::exists(inFolder(u"interrupted.sha256"_s));
    }
};

/// A recording that was interrupted after unit `last`.
void TestInterruptedUploads::interruptAfter(qsizetype last)
{
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(last);
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    assertInterruptedAfter(last);
}

/// It is published in that state, plays, and is resumed from there.
void TestInterruptedUploads::assertInterruptedAfter(qsizetype last)
{
    QCOMPARE(item().state, MediaItemState::Interrupted);
    QCOMPARE(item().reason, u"timeout"_s);
    QCOMPARE(item().received, int64_t{m_body->endOf(last)});
    const auto file = *m_library->store->recordings().filePath(m_library->recording);
    QCOMPARE(item().bytes, int64_t{QFileInfo(file).size()});
    const auto seconds = test::probe(file, u"format=duration"_s).toDouble();
    QVERIFY(std::abs(seconds - static_cast<double>(item().duration) / 1000) < 0.1);
    const auto content = contentOf(file);
    QVERIFY(content.mid(100, m_body->endOf(last) - 100) ==
            m_body->bytes.mid(100, m_body->endOf(last) - 100));
    QCOMPARE(m_library->uploads->create(bodyFacts(*m_library))->offset,
             int64_t{m_body->endOf(last)});
}

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
    facts.name = u"Rec – at Stop.mp4"_s;
    QVERIFY(m_library->store->recordings().setFileFacts(facts));
    QCOMPARE(item().state, MediaItemState::Uploading);
    QCOMPARE(item().received, int64_t{m_body->bytes.size()});
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
    QCOMPARE(item().state, MediaItemState::Ready);
    QCOMPARE(item().name, facts.name);
    QVERIFY(m_library->store->recordings().setFileFacts(facts)); // the same again
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
    QCOMPARE(item().reason, u"timeout"_s);
    QCOMPARE(m_library->uploads->memory(), int64_t{0});
    const auto file = *m_library->store->recordings().filePath(m_library->recording);
    QCOMPARE(item().bytes, int64_t{QFileInfo(file).size()});
    const auto seconds = test::probe(file, u"format=duration"_s).toDouble();
    QVERIFY(std::abs(seconds - static_cast<double>(item().duration) / 1000) < 0.1);
    QVERIFY(seconds > 1);
    // A header alone is not playable.
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
    QCOMPARE(item().state, MediaItemState::Uploading); // no room records it any longer
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(item().state, MediaItemState::Interrupted);
    open(folder);
    m_library->uploads->resumeVerification();
    QCOMPARE(item().state, MediaItemState::Interrupted);
    const auto file = *m_library->store->recordings().filePath(m_library->recording);
    QVERIFY(test::probe(file, u"format=duration"_s).toDouble() > 1);
    QVERIFY(sendUnits(*m_library, m_body->endOf(3), m_body->bytes.mid(m_body->endOf(3))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
    QCOMPARE(item().state, MediaItemState::Ready);
}

void TestInterruptedUploads::abandonedUploads_takeNoMemory()
{
    open(newFolder());
    for (int i = 0; i < 30; ++i) {
        m_library->recording = RecordingId{u"rec-%1"_s.arg(i)};
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
    QCOMPARE(m_library->store->rows().rowsIn(MediaItemState::Interrupted)->size(), size_t{15});
    QCOMPARE(m_library->store->rows().rowsIn(MediaItemState::Failed)->size(), size_t{15});
}

void TestInterruptedUploads::recording_isNotInterrupted_whileItsRecorderLives()
{
    open(newFolder());
    QVERIFY(m_library->announce());
    m_library->uploads->recorderLives(m_library->recording); // nothing is uploaded yet
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    for (const qsizetype last : {-1, 3}) {
        sendUpTo(last);
        for (int i = 0; i < 10; ++i) {
            wait(kSilence - std::chrono::seconds(1));
            m_library->uploads->recorderLives(m_library->recording);
            m_library->uploads->closeAbandoned(kSilence);
            QCOMPARE(item().state, MediaItemState::Recording);
        }
    }
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    assertInterruptedAfter(3);
}

void TestInterruptedUploads::recording_isOneAgain_whenItsRecorderIsBack()
{
    interruptAfter(3);
    m_library->uploads->recorderLives(m_library->recording);
    QCOMPARE(item().state, MediaItemState::Recording);
    QCOMPARE(item().reason, QString());
    // It disappears again before it has sent anything.
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    assertInterruptedAfter(3);
    // This time its bytes come first.
    QVERIFY(sendUnits(*m_library, m_body->endOf(3), m_body->units.at(4)));
    m_library->uploads->recorderLives(m_library->recording);
    QCOMPARE(item().state, MediaItemState::Recording);
    QVERIFY(sendUnits(*m_library, m_body->endOf(4), m_body->bytes.mid(m_body->endOf(4))));
    QCOMPARE(item().state, MediaItemState::Recording);
    auto facts = item();
    facts.sha256 = m_body->checksum;
    QVERIFY(m_library->store->recordings().setFileFacts(facts));
    // too late: later news has overtaken it
    m_library->uploads->recorderLives(m_library->recording);
    QCOMPARE(item().state, MediaItemState::Uploading);
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
    m_library->uploads->recorderLives(m_library->recording);
    QCOMPARE(item().state, MediaItemState::Ready);
}

void TestInterruptedUploads::upload_isNotInterrupted_whenItGoesOnWhileOthersAreClosed()
{
    open(newFolder());
    const RecordingId first{u"rec-0"_s};
    const auto second = m_library->recording;
    for (const auto &recording : {first, second}) {
        m_library->recording = recording;
        QVERIFY(m_library->announce());
        QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
        sendUpTo(3);
    }
    wait(kSilence);
    m_library->store->recordings().setItemListener([&](const RoomId &, const MediaItem &changed) {
        if (changed.item == first && changed.state == MediaItemState::Interrupted) {
            QVERIFY(sendUnits(*m_library, m_body->endOf(3), m_body->units.at(4)));
        }
    });
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(m_library->store->recordings().item(first)->state, MediaItemState::Interrupted);
    QCOMPARE(item().received, int64_t{m_body->endOf(4)});
    QCOMPARE(item().state, MediaItemState::Recording);
}

void TestInterruptedUploads::interrupted_isKeptUntilReady_whenItsClientSendsItAnew_data()
{
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("offered");
    QTest::addColumn<bool>("restarts");
    for (const bool restarts : {false, true}) {
        const auto row = [&](const char *name, int sent, int offered) {
            QTest::addRow("%s%s", name, restarts ? ", over a restart" : "")
                << sent << offered << restarts;
        };
        row("not created", -2, 3);
        row("nothing sent", -1, 3);
        row("less than there was", 2, 3);
        row("as much", 3, 3);
        row("more", 4, 4);
    }
}

void TestInterruptedUploads::interrupted_isKeptUntilReady_whenItsClientSendsItAnew()
{
    QFETCH(int, sent);
    QFETCH(int, offered);
    QFETCH(bool, restarts);
    interruptAfter(3);
    QVERIFY(m_library->uploads->remove(m_library->recording));
    QCOMPARE(m_library->uploads->progress(m_library->recording).error().code, ErrorCode::NotFound);
    QVERIFY(contentOf(inFolder(u"history.jsonl"_s)).contains("\"uploadedAnew\""));
    if (sent > -2) {
        const auto created = m_library->uploads->create(bodyFacts(*m_library));
        QCOMPARE(created->offset, int64_t{0});
        sendUpTo(sent);
    }
    if (restarts) {
        open(QString(m_data));
        m_library->uploads->resumeVerification();
    }
    QVERIFY(hasKept());
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    assertInterruptedAfter(offered);
    QVERIFY(!hasKept());
    // And a second time, to its end.
    QVERIFY(m_library->uploads->remove(m_library->recording));
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(m_body->units.size() - 1);
    QVERIFY(hasKept());
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
    QCOMPARE(item().state, MediaItemState::Ready);
    QVERIFY(!hasKept());
    wait(kSilence);
    m_library->uploads->closeAbandoned(kSilence);
    QCOMPARE(item().state, MediaItemState::Ready);
    QCOMPARE(m_library->uploads->remove(m_library->recording).error().code, ErrorCode::NotAllowed);
}

void TestInterruptedUploads::interrupted_isPutBack_whenTheServiceDiedWhileItWasMoved_data()
{
    QTest::addColumn<QStringList>("moved");
    const QStringList part{u"upload.part"_s, u"interrupted.part"_s};
    const QStringList units{u"fragments.sha256"_s, u"interrupted.sha256"_s};
    QTest::newRow("the file only") << part;
    QTest::newRow("all of it") << part + units;
}

void TestInterruptedUploads::interrupted_isPutBack_whenTheServiceDiedWhileItWasMoved()
{
    QFETCH(QStringList, moved);
    interruptAfter(3);
    m_library.reset();
    for (int i = 0; i < moved.size(); i += 2) {
        QVERIFY(QFile::rename(inFolder(moved.at(i)), inFolder(moved.at(i + 1))));
    }
    open(QString(m_data));
    m_library->uploads->resumeVerification();
    assertInterruptedAfter(3);
    QVERIFY(!hasKept());
}

QTEST_GUILESS_MAIN(TestInterruptedUploads)
#include "test_interrupted_uploads.moc"
