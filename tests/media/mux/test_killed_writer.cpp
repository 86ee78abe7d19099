#include "app/disk/recording_paths.h"
#include "app/media/mux/recording_publish.h"
#include "app/mp4/recording_journal.h"
#include "tests/mp4/mp4_fixture.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

namespace {

// A Windows program's code page has neither of the two.
const QString kName = u"Überblick – 会議.mp4"_s;
constexpr int kSkipped = 77;
constexpr int kSteps = 11; // of one unit: see tests/disk/contract/replay_writer.cpp
constexpr int kPatienceMs = 60'000;

int kills()
{
    return qEnvironmentVariableIsSet("PROSCENIUM_LONG") ? 200 : 20;
}

} // namespace

/// tests/disk/contract/replay_writer.cpp writes a recording through this system's files, or as a
/// Windows program through Windows', and is killed at it; what it leaves is recovered.
class TestKilledWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void recoverRecording_keepsWhatWasDurable_whenTheWriterIsKilled_data();
    void recoverRecording_keepsWhatWasDurable_whenTheWriterIsKilled();

private:
    /// What a writer has said until it was killed, after it had said `steps` steps; empty if it
    /// cannot run here.
    [[nodiscard]] std::optional<QByteArray> killedAfter(qsizetype steps,
                                                        const QStringList &program);
    void checkWhatIsLeft(const QByteArray &said);
    void checkBody(const RecordedFile &recovered, qsizetype journalled);

    QTemporaryDir m_folder;
    RecordingPaths m_paths = RecordingPaths::of(m_folder.path(), kName);
    QByteArray m_recording;
    /// Where each unit ends.
    QList<qsizetype> m_ends;
    SystemFileLayer m_disk;
};

void TestKilledWriter::initTestCase()
{
    m_recording = recordFragments(m_folder.path(), u"0"_s);
    QByteArray lengths;
    const auto journal = RecordingJournal::create(m_disk, m_folder.filePath(u"records"_s));
    QVERIFY(journal);
    for (const auto &record : recordsOf(m_recording)) {
        QVERIFY((*journal)->append(record));
        lengths += QByteArray::number(record.length) + '\n';
        m_ends.append(record.offset + record.length);
    }
    QCOMPARE(m_ends.size(), 10);
    m_recording.truncate(m_ends.last());
    QVERIFY(!save(m_folder.path(), u"units"_s, m_recording).isEmpty());
    QVERIFY(!save(m_folder.path(), u"lengths"_s, lengths).isEmpty());
    QVERIFY(!save(m_folder.path(), u"name"_s, kName.toUtf8()).isEmpty());
}

void TestKilledWriter::recoverRecording_keepsWhatWasDurable_whenTheWriterIsKilled_data()
{
    QTest::addColumn<QStringList>("program");
    QTest::newRow("this system's files") << QStringList{QStringLiteral(REPLAY_WRITER)};
    QTest::newRow("Windows' files, under Wine")
        << QStringList{QStringLiteral(IN_WINE), QStringLiteral(WINDOWS_REPLAY_WRITER)};
}

void TestKilledWriter::recoverRecording_keepsWhatWasDurable_whenTheWriterIsKilled()
{
    QFETCH(const QStringList, program);
    const auto seed = QRandomGenerator::global()->generate();
    qInfo("%d kills, seed %u", kills(), seed);
    QRandomGenerator random(seed);
    const auto steps = static_cast<int>(m_ends.size()) * kSteps;
    int cutShort = 0;
    for (int i = 0; i < kills(); ++i) {
        QFile::remove(m_paths.file);
        QFile::remove(m_paths.part);
        QFile::remove(m_paths.journal);
        const auto said = killedAfter(random.bounded(1, steps), program);
        if (!said) {
            QSKIP("there is no Wine or no MinGW here (packaging/setup.sh test)");
        }
        cutShort += said->size() < steps ? 1 : 0;
        checkWhatIsLeft(*said);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
    QVERIFY2(cutShort > kills() / 2, "the writer was too quick to be killed at its work");
}

std::optional<QByteArray> TestKilledWriter::killedAfter(qsizetype steps, const QStringList &program)
{
    QProcess writer;
    writer.setWorkingDirectory(m_folder.path());
    writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    writer.start(program.first(), program.mid(1));
    while (writer.bytesAvailable() < steps && writer.waitForReadyRead(kPatienceMs)) {
    }
    writer.kill();
    writer.waitForFinished(kPatienceMs);
    if (writer.exitStatus() == QProcess::NormalExit && writer.exitCode() == kSkipped) {
        return std::nullopt;
    }
    return writer.readAllStandardOutput();
}

void TestKilledWriter::checkWhatIsLeft(const QByteArray &said)
{
    const auto durable = said.count('d');
    const auto journal = RecordingJournal::read(m_disk, m_paths.journal);
    const auto journalled = journal ? static_cast<qsizetype>(journal->size()) : 0;
    QVERIFY2(journalled == durable || journalled == durable + 1, said.constData());
    const auto recovered = recoverRecording(m_disk, m_paths);
    if (recovered) {
        checkBody(*recovered, journalled);
        return;
    }
    QCOMPARE(recovered.error().code, ErrorCode::NotFound);
    QVERIFY2(journalled <= 1, "only a header may be given up");
    QVERIFY(!QFile::exists(m_paths.part));
}

void TestKilledWriter::checkBody(const RecordedFile &recovered, qsizetype journalled)
{
    // The unit after the journal's last may be whole, too.
    const auto bytes = static_cast<qsizetype>(recovered.bodyBytes);
    const auto units = m_ends.indexOf(bytes) + 1;
    QVERIFY2(units == journalled || units == journalled + 1, qPrintable(QString::number(bytes)));
    const auto expected = m_recording.first(bytes);
    QCOMPARE(recovered.checksum, checksumOf(expected));
    const auto body = RecordingBody::open(m_disk, m_paths.file);
    QVERIFY(body);
    const auto read = (*body)->read(0, bytes);
    QVERIFY(read);
    QVERIFY(*read == expected);
    QVERIFY(!QFile::exists(m_paths.journal));
}

QTEST_GUILESS_MAIN(TestKilledWriter)
#include "test_killed_writer.moc"
