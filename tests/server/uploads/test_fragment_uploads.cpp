#include "tests/server/uploads/body_uploads.h"

using namespace Qt::StringLiterals;
using namespace prosc;

/// Bodies that are uploaded while they are recorded: what is kept, refused, resumed and published.
class TestFragmentUploads : public QObject, private BodyUploads
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { record(); }
    void body_becomesARegularFile_whenItsEndIsTold();
    void body_isTheSameFile_howeverItIsCutIntoChunks();
    void body_goesOnWithoutHashingAgain_whenTheServiceDiedAnywhere();
    void body_isHashedAgain_whenItsChecksumsAreLost();
    void client_goesBack_whenTheDiskHasLostSomething();
    void chunk_isDropped_whenItsBytesAreWrong();
    void body_stays_whenItsEndIsToldWrongly();
    void client_goesBack_whenTheEndComesAndSomethingIsLost();
    void body_isPublished_whenTheServiceDiedWhileProcessing();
    void chunk_isRefused_whenItIsNotOurLayout_data();
    void chunk_isRefused_whenItIsNotOurLayout();
    void chunk_isRefused_whenWhatItSaysIsWrong_data();
    void chunk_isRefused_whenWhatItSaysIsWrong();
    void upload_keepsItsPlace_whenCreatedAgain();
};

namespace {

QByteArray box(const char *type, const QByteArray &content)
{
    BoxWriter writer;
    writer.u32(static_cast<uint32_t>(content.size() + 8));
    return writer.take() + type + content;
}

/// A box with a header that claims `bytes`, which it does not have.
QByteArray lyingBox(const char *type, uint32_t bytes)
{
    BoxWriter writer;
    writer.u32(bytes);
    return writer.take() + type + QByteArray(1000, 'x');
}

} // namespace

void TestFragmentUploads::body_becomesARegularFile_whenItsEndIsTold()
{
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(m_body->units.size() - 1);
    QVERIFY(!m_library->store->recordings().filePath(m_library->recording));
    const auto done = sendEnd(*m_library, m_body->bytes.size(), m_body->checksum);
    QVERIFY(done);
    QCOMPARE(done->sha256, m_body->checksum);
    QCOMPARE(done->offset, int64_t{m_body->bytes.size()});
    const auto file = *m_library->store->recordings().filePath(m_library->recording);
    const auto content = contentOf(file);
    QCOMPARE(item().state, MediaItemState::Ready);
    QCOMPARE(item().bytes, int64_t{content.size()});
    QCOMPARE(item().sha256, m_body->checksum);
    QVERIFY(std::abs(item().duration - 6000) < 100);
    QVERIFY(!QFile::exists(part()));
    // The media has not moved; the free box became a header, and an index follows.
    const auto ftyp = test::topBoxes(content).value(0).end;
    QVERIFY(content.mid(ftyp + 16, m_body->bytes.size() - ftyp - 16) ==
            m_body->bytes.mid(ftyp + 16));
    const auto plain = test::save(m_folder.path(), u"plain.mp4"_s, m_body->bytes);
    QCOMPARE(test::packets(file, test::kPacketCore), test::packets(plain, test::kPacketCore));
    QCOMPARE(test::probe(file, u"stream=nb_frames"_s, {u"-select_streams"_s, u"v"_s}),
             QByteArray("180"));
    // The client lost the answer and sends the end again.
    QCOMPARE(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum)->sha256, m_body->checksum);
    QCOMPARE(m_library->uploads->memory(), int64_t{0});
}

void TestFragmentUploads::body_isTheSameFile_howeverItIsCutIntoChunks()
{
    QByteArray first;
    for (const qsizetype many : {1, 3, 1000}) {
        open(newFolder());
        QVERIFY(m_library->announce());
        // Complete already: its length is known from the start.
        QVERIFY(m_library->uploads->create(bodyFacts(*m_library, m_body->bytes.size())));
        Result<UploadProgress> sent;
        int64_t offset = 0;
        for (qsizetype i = 0; i < m_body->units.size(); i += many) {
            const auto bytes = m_body->units.mid(i, many).join();
            const bool last = i + many >= m_body->units.size();
            sent = sendChunk(
                *m_library,
                {offset, rawSha256(bytes), bytes.size(), {}, last ? m_body->checksum : QString()},
                bytes);
            QVERIFY(sent);
            QCOMPARE(*sent->length, int64_t{m_body->bytes.size()});
            offset = sent->offset;
        }
        QCOMPARE(sent->sha256, m_body->checksum);
        const auto content =
            contentOf(*m_library->store->recordings().filePath(m_library->recording));
        first = first.isEmpty() ? content : first;
        QVERIFY(content == first);
    }
}

void TestFragmentUploads::body_goesOnWithoutHashingAgain_whenTheServiceDiedAnywhere()
{
    const auto folder = newFolder();
    open(folder);
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    QStringList copies;
    for (qsizetype i = 0; i < m_body->units.size(); ++i) {
        const auto offset = m_body->endOf(i) - m_body->units.at(i).size();
        auto chunk = m_library->uploads->append(
            m_library->recording, {.offset = offset, .checksum = rawSha256(m_body->units.at(i))});
        QVERIFY(chunk);
        QVERIFY((*chunk)->write(m_body->units.at(i)));
        copies.append(newFolder()); // with an uncommitted chunk on the disk
        QVERIFY(copyFolder(folder, copies.back()));
        QVERIFY((*chunk)->finish(true));
    }
    for (qsizetype i = 0; i < copies.size(); ++i) {
        open(copies.at(i));
        if (i > 1) {
            // If the media were read again, this changed byte would show.
            auto damaged = contentOf(part());
            damaged[m_body->endOf(0) + m_body->units.at(1).size() - 1] ^= 1;
            QVERIFY(!test::save(QFileInfo(part()).path(), u"upload.part"_s, damaged).isEmpty());
        }
        m_library->uploads->resumeVerification();
        const auto offset = m_library->uploads->progress(m_library->recording)->offset;
        QCOMPARE(offset, int64_t{i == 0 ? 0 : m_body->endOf(i - 1)});
        const auto rest = m_body->bytes.mid(offset);
        QVERIFY(sendUnits(*m_library, offset, rest));
        const auto done = sendEnd(*m_library, m_body->bytes.size(), m_body->checksum);
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QCOMPARE(done->sha256, m_body->checksum);
    }
}

void TestFragmentUploads::body_isHashedAgain_whenItsChecksumsAreLost()
{
    for (const bool damaged : {false, true}) {
        const auto folder = newFolder();
        open(folder);
        QVERIFY(m_library->announce());
        QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
        sendUpTo(3);
        m_library.reset();
        const auto units = inFolder(u"fragments.sha256"_s);
        QCOMPARE(QFileInfo(units).size(), 4 * 40);
        QVERIFY(damaged ? QFile::resize(units, 55) : QFile::remove(units));
        open(folder);
        QVERIFY(sendUnits(*m_library, m_body->endOf(3), m_body->bytes.mid(m_body->endOf(3))));
        QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
        QCOMPARE(QFileInfo(units).size(), m_body->units.size() * 40);
    }
}

void TestFragmentUploads::client_goesBack_whenTheDiskHasLostSomething()
{
    const auto folder = newFolder();
    open(folder);
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(3);
    m_library.reset();
    QVERIFY(QFile::resize(part(), m_body->endOf(2) + 10));
    open(folder);
    const auto rest = m_body->bytes.mid(m_body->endOf(3));
    QCOMPARE(sendUnits(*m_library, m_body->endOf(3), rest).error().code, ErrorCode::OffsetMismatch);
    QCOMPARE(m_library->uploads->progress(m_library->recording)->offset, int64_t{m_body->endOf(2)});
    QVERIFY(sendUnits(*m_library, m_body->endOf(2), m_body->bytes.mid(m_body->endOf(2))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
}

void TestFragmentUploads::chunk_isDropped_whenItsBytesAreWrong()
{
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(2);
    const auto &good = m_body->units.at(3);
    auto bad = good;
    bad[bad.size() - 1] ^= 1;
    const int64_t offset = m_body->endOf(2);
    const auto wrong = sendChunk(*m_library, {offset, rawSha256(good), good.size(), {}, {}}, bad);
    QCOMPARE(wrong.error().code, ErrorCode::ChecksumMismatch);
    QCOMPARE(QFileInfo(part()).size(), offset);
    {
        auto cut = m_library->uploads->append(m_library->recording,
                                              {.offset = offset, .checksum = rawSha256(good)});
        QVERIFY((*cut)->write(good.left(100)));
        QCOMPARE((*cut)->finish(false).error().code, ErrorCode::Cancelled);
    }
    QCOMPARE(m_library->uploads->progress(m_library->recording)->offset, offset);
    QVERIFY(sendUnits(*m_library, offset, m_body->bytes.mid(offset)));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
}

void TestFragmentUploads::body_stays_whenItsEndIsToldWrongly()
{
    const auto other = hexSha256("other");
    for (const bool restarted : {false, true}) {
        const auto folder = newFolder();
        open(folder);
        QVERIFY(m_library->announce());
        QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
        sendUpTo(m_body->units.size() - 1);
        const int64_t length = m_body->bytes.size();
        QCOMPARE(sendEnd(*m_library, length, other).error().code, ErrorCode::ChecksumMismatch);
        if (restarted) {
            open(folder);
            m_library->uploads->resumeVerification();
        }
        const auto progress = m_library->uploads->progress(m_library->recording);
        QCOMPARE(progress->offset, length);
        QVERIFY(!progress->length);
        QCOMPARE(item().state, MediaItemState::Uploading);
        QVERIFY(contentOf(part()) == m_body->bytes);
        // The right checksum never comes: it is still playable.
        QCOMPARE(sendEnd(*m_library, length, other).error().code, ErrorCode::ChecksumMismatch);
        wait(kSilence);
        m_library->uploads->closeAbandoned(kSilence);
        QCOMPARE(item().state, MediaItemState::Interrupted);
        QCOMPARE(sendEnd(*m_library, length, other).error().code, ErrorCode::ChecksumMismatch);
        QCOMPARE(sendEnd(*m_library, length, m_body->checksum)->sha256, m_body->checksum);
        QCOMPARE(item().state, MediaItemState::Ready);
    }
}

void TestFragmentUploads::client_goesBack_whenTheEndComesAndSomethingIsLost()
{
    const auto folder = newFolder();
    open(folder);
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(m_body->units.size() - 1);
    // Everything has arrived, including the end; then the service was killed, and its disk lost
    // something.
    QVERIFY(m_library->store->rows().change(m_library->recording, [&](RecordingRow &row) -> Status {
        row.uploadLength = m_body->bytes.size();
        row.uploadSha256 = m_body->checksum;
        row.item.state = MediaItemState::Processing;
        return {};
    }));
    m_library.reset();
    QVERIFY(QFile::resize(part(), m_body->endOf(2) + 10));
    open(folder);
    m_library->uploads->resumeVerification();
    QCOMPARE(m_library->uploads->progress(m_library->recording)->offset, int64_t{m_body->endOf(2)});
    QVERIFY(sendUnits(*m_library, m_body->endOf(2), m_body->bytes.mid(m_body->endOf(2))));
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
}

void TestFragmentUploads::body_isPublished_whenTheServiceDiedWhileProcessing()
{
    const auto folder = newFolder();
    const auto before = newFolder();
    const auto after = newFolder();
    open(folder);
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(m_body->units.size() - 1);
    m_library->store->recordings().setItemListener([&](const RoomId &, const MediaItem &changed) {
        if (changed.state == MediaItemState::Processing) {
            QVERIFY(copyFolder(folder, before));
        }
    });
    QVERIFY(sendEnd(*m_library, m_body->bytes.size(), m_body->checksum));
    // As if the last commit had been lost.
    m_library->store->recordings().setItemListener({});
    QVERIFY(m_library->store->rows().change(m_library->recording, [](RecordingRow &row) -> Status {
        row.item.state = MediaItemState::Processing;
        return {};
    }));
    QVERIFY(copyFolder(folder, after));
    for (const auto &copy : {before, after}) {
        open(copy);
        QCOMPARE(item().state, MediaItemState::Processing);
        m_library->uploads->resumeVerification();
        QCOMPARE(item().state, MediaItemState::Ready);
        QCOMPARE(item().sha256, m_body->checksum);
        QVERIFY(contentOf(*m_library->store->recordings().filePath(m_library->recording)).size() ==
                item().bytes);
    }
}

void TestFragmentUploads::chunk_isRefused_whenItIsNotOurLayout_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    const auto &units = m_body->units;
    const auto ftyp = test::topBoxes(units.at(0)).value(0).end;
    const auto head = units.at(0).left(ftyp + 16);
    const auto moof = test::topBoxes(units.at(1)).value(0).end;
    const auto malformed = ErrorCode::Malformed;
    QTest::newRow("text") << QByteArray("this is not a film at all") << malformed;
    QTest::newRow("no header") << units.at(1) << malformed;
    QTest::newRow("no free box") << QByteArray(units.at(0)).remove(ftyp, 16) << malformed;
    QTest::newRow("larger free box")
        << units.at(0).left(ftyp) + box("free", QByteArray(9, '\0')) << ErrorCode::TooLarge;
    QTest::newRow("words in the free box")
        << units.at(0).left(ftyp) + box("free", "eightbyt") + units.at(0).mid(ftyp + 16)
        << malformed;
    QTest::newRow("moov of nothing") << head + box("moov", QByteArray(100, '\0')) << malformed;
    QTest::newRow("half a header") << units.at(0).chopped(1) << malformed;
    QTest::newRow("half a fragment") << (units.at(0) + units.at(1)).chopped(1) << malformed;
    QTest::newRow("half a box header") << units.at(0) + units.at(1).left(5) << malformed;
    QTest::newRow("moof without mdat") << units.at(0) + units.at(1).left(moof) << malformed;
    QTest::newRow("mdat without moof") << units.at(0) + units.at(1).mid(moof) << malformed;
    QTest::newRow("samples outside")
        << units.at(0) + units.at(1).left(moof) + box("mdat", "short") << malformed;
    QTest::newRow("an index at the end")
        << units.at(0) + units.at(1) + box("moov", "") << malformed;
    QTest::newRow("large moov") << head + lyingBox("moov", 2'000'000) << ErrorCode::TooLarge;
    QTest::newRow("large moof") << units.at(0) + lyingBox("moof", 2'000'000) << ErrorCode::TooLarge;
    QTest::newRow("large fragment")
        << units.at(0) + units.at(1).left(moof) + lyingBox("mdat", 33'554'432)
        << ErrorCode::TooLarge;
    QTest::newRow("fragment of 4 GB")
        << units.at(0) + units.at(1).left(moof) + lyingBox("mdat", 0xfffffff0)
        << ErrorCode::TooLarge;
}

void TestFragmentUploads::chunk_isRefused_whenItIsNotOurLayout()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorCode, code);
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    const auto refused = sendUnits(*m_library, 0, bytes);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, code);
    QCOMPARE(QFileInfo(part()).size(), qint64{0});
    QCOMPARE(m_library->uploads->memory(), int64_t{0});
    sendUpTo(1);
}

void TestFragmentUploads::chunk_isRefused_whenWhatItSaysIsWrong_data()
{
    QTest::addColumn<ChunkFacts>("facts");
    QTest::addColumn<ErrorCode>("code");
    const int64_t here = m_body->endOf(1);
    const auto sum = rawSha256("x");
    const auto row = [](const char *name, const ChunkFacts &facts, ErrorCode code) {
        QTest::newRow(name) << facts << code;
    };
    row("behind", {here - 1, sum, 10, {}, {}}, ErrorCode::OffsetMismatch);
    row("beyond", {here + 1, sum, 10, {}, {}}, ErrorCode::OffsetMismatch);
    row("again", {0, sum, 10, {}, {}}, ErrorCode::OffsetMismatch);
    row("2 GB", {here, sum, 2'000'000'000, {}, {}}, ErrorCode::TooLarge);
    row("65 MB", {here, sum, 65 * 1024 * 1024, {}, {}}, ErrorCode::TooLarge);
    row("no checksum", {here, {}, 10, {}, {}}, ErrorCode::InvalidArgument);
    row("no size, no checksum", {here, {}, {}, {}, {}}, ErrorCode::InvalidArgument);
    row("shorter than it is", {here, sum, 10, here - 1, {}}, ErrorCode::InvalidArgument);
    row("shorter than it gets", {here, sum, 10, here + 9, {}}, ErrorCode::TooLarge);
    row("too long", {here, sum, 10, 200'000'000'001, {}}, ErrorCode::InvalidArgument);
}

void TestFragmentUploads::chunk_isRefused_whenWhatItSaysIsWrong()
{
    QFETCH(ChunkFacts, facts);
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(1);
    const auto chunk = m_library->uploads->append(m_library->recording, facts);
    QVERIFY(!chunk);
    QTEST(chunk.error().code, "code");
    QCOMPARE(QFileInfo(part()).size(), qint64{m_body->endOf(1)});
    QVERIFY(sendUnits(*m_library, m_body->endOf(1), m_body->units.at(2)));
}

void TestFragmentUploads::upload_keepsItsPlace_whenCreatedAgain()
{
    open(newFolder());
    QVERIFY(m_library->announce());
    QVERIFY(m_library->uploads->create(bodyFacts(*m_library)));
    sendUpTo(2);
    QCOMPARE(m_library->uploads->create(bodyFacts(*m_library))->offset, int64_t{m_body->endOf(2)});
    const auto known = m_library->uploads->create(bodyFacts(*m_library, m_body->bytes.size()));
    QCOMPARE(known->offset, int64_t{m_body->endOf(2)});
    QCOMPARE(*known->length, int64_t{m_body->bytes.size()});
    QCOMPARE(m_library->uploads->create(bodyFacts(*m_library, 10)).error().code,
             ErrorCode::OffsetMismatch);
    // And the other way round: starts from the beginning.
    const auto file = m_library->uploads->create(m_library->factsOf("whole file"));
    QCOMPARE(file->offset, int64_t{0});
    QVERIFY(m_library->send(0, "whole file"));
    QCOMPARE(item().state, MediaItemState::Ready);
    QCOMPARE(m_library->uploads->create(bodyFacts(*m_library)).error().code, ErrorCode::NotAllowed);
}

QTEST_GUILESS_MAIN(TestFragmentUploads)
#include "test_fragment_uploads.moc"
