#include "app/media/mux/recording_publish.h"
#include "app/media/record/recording_file.h"
#include "app/mp4/finaliser.h"
#include "app/mp4/recording_journal.h"
#include "tests/media/moving_bar.h"
#include "tests/media/record/recording_disks.h"
#include "tests/mp4/mp4_fixture.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <span>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

namespace {

constexpr QSize kSize{320, 180};
const QString kName = u"Rec.mp4"_s;
constexpr int64_t kFirst = 100;
constexpr int64_t kSecond = 75;
/// Frames that the encoder holds between input and output.
constexpr int64_t kHeldByTheEncoder = 60;

} // namespace

/// A recording that was interrupted and is resumed in its file.
class TestRecordingResume : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemFileLayer m_disk;
    bool m_text = false;

    RecordingPaths paths() const { return RecordingPaths::of(m_folder->path(), kName); }
    std::unique_ptr<RecordingFile> open(FileLayer &disk, bool continues) const
    {
        RecordingFile::Options options;
        options.folder = m_folder->path();
        options.fileName = kName;
        options.size = kSize;
        options.continues = continues;
        options.subtitles = m_text;
        options.chapters = m_text;
        options.disk = &disk;
        auto file = RecordingFile::create(std::move(options));
        return file ? std::move(*file) : nullptr;
    }
    /// Bars and a tone; if `silent`, bars alone.
    Status record(RecordingFile &file, int64_t frames, bool silent, const char *chapter) const
    {
        const auto sound = [silent](int64_t frame) {
            auto tone = makeTone(frame);
            return silent ? std::vector<float>(tone.size(), 0.0F) : tone;
        };
        Status status;
        if (m_text) {
            status = file.addCaption({Caption::Kind::Chapter, QLatin1String(chapter), 0, 1});
        }
        for (int64_t frame = 0; status && frame < frames; ++frame) {
            if (m_text && frame % 15 == 0) {
                const auto length = std::min<int64_t>(15, frames - frame);
                status = file.addCaption({Caption::Kind::Subtitle, u"Zoë"_s, frame, length});
            }
            status = status ? file.addPicture(makePicture(frame, kSize), frame) : status;
            status = status ? file.addAudio(sound(frame)) : status;
        }
        return status;
    }
    QByteArray content(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void overwrite(const QString &path, const QByteArray &bytes) const
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    /// As after a kill.
    void interrupt()
    {
        const auto file = open(m_disk, false);
        QVERIFY(file);
        QVERIFY(record(*file, kFirst, true, "Start"));
        file->abandon();
    }
    /// Records the second part and checks the whole file.
    void goOnAndCheck(int64_t before)
    {
        const auto file = open(m_disk, true);
        QVERIFY(file);
        // Audio is already safe for frames that the encoder still holds.
        const auto gap = file->firstPicture() - before;
        QVERIFY2(gap >= 0 && gap <= kHeldByTheEncoder, qPrintable(QString::number(gap)));
        QVERIFY(record(*file, kSecond, false, "Interrupted"));
        const auto recorded = file->finish();
        QVERIFY2(recorded, recorded ? "" : qPrintable(recorded.error().detail));
        QCOMPARE(recorded->frames, before + kSecond);
        const auto length = static_cast<double>(recorded->duration.count()) / 1000;
        const auto expected = static_cast<double>(file->firstPicture() + kSecond) / 30;
        QVERIFY2(std::abs(length - expected) < 0.05, qPrintable(QString::number(length)));
        checkDecoding(recorded->frames);
        checkBody(*recorded);
    }
    void checkDecoding(int64_t frames) const
    {
        // libavformat starts a subtitle track with an empty sample, and warns about that in some
        // files.
        const auto level = m_text ? u"error"_s : u"warning"_s;
        QProcess decoder;
        decoder.start(u"ffmpeg"_s,
                      {u"-v"_s, level, u"-i"_s, paths().file, u"-f"_s, u"null"_s, u"-"_s});
        QVERIFY(decoder.waitForFinished(60000));
        QCOMPARE(decoder.readAllStandardError(), QByteArray());
        QCOMPARE(probe(paths().file, u"stream=nb_read_frames"_s,
                       {u"-count_frames"_s, u"-select_streams"_s, u"v"_s})
                     .toLongLong(),
                 frames);
    }
    /// Compares the body with what was written, and its checksum, using an independent parser.
    void checkBody(const RecordedFile &recorded) const
    {
        const auto body =
            content(paths().file)
                .first(recorded.bodyBytes)
                .replace(topBoxes(content(paths().file))[1].start, kMaxBoxHeader, freeBox());
        QCOMPARE(recorded.checksum, checksumOf(body));
        quint32 sequence = 0;
        for (const auto &box : topBoxes(body)) {
            if (box.type == "moof") {
                const auto number = body.mid(box.start + 20, 4);
                QCOMPARE(qFromBigEndian<quint32>(number.constData()), ++sequence);
            }
        }
        QVERIFY(sequence >= 5);
    }

private Q_SLOTS:
    /// Only the header was on the disk.
    void recording_beginsAnew_whenItWasKilledBeforeItsFirstFragment()
    {
        m_text = false;
        m_folder = std::make_unique<QTemporaryDir>();
        interrupt();
        FragmentIndex index;
        const auto whole = content(paths().part);
        QVERIFY(index.feed(whole));
        const auto records = RecordingJournal::read(m_disk, paths().journal);
        QVERIFY(records && records->size() > 1);
        // When the journal lists more than the file holds, nothing is discarded.
        overwrite(paths().part, whole.first(index.headerEnd()));
        QVERIFY(!removeUnbegun(m_disk, paths()));
        QVERIFY(QFile::exists(paths().part));
        QVERIFY(RecordingJournal::reopen(m_disk, paths().journal, 1));
        goOnAndCheck(0);
    }

    /// The journal and the first fragment are damaged: nothing tells how much of the recording is
    /// valid.
    void recording_isLeftAsItIs_whenItsBeginningIsDamaged()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        interrupt();
        auto journal = content(paths().journal);
        journal.replace(0, 8, QByteArray(8, '?'));
        overwrite(paths().journal, journal);
        auto part = content(paths().part);
        const auto boxes = topBoxes(part);
        const auto first = std::ranges::find(boxes, "moof", &TopBox::type);
        QVERIFY(first != boxes.end());
        part.replace(first->start, 16, QByteArray(16, '?'));
        overwrite(paths().part, part);
        const auto recovered = recoverRecording(m_disk, paths());
        QVERIFY(!recovered);
        QCOMPARE(recovered.error().code, ErrorCode::FileDamaged);
        QVERIFY(!removeUnbegun(m_disk, paths()));
        QCOMPARE(content(paths().part), part);
    }

    void recording_isForgotten_whenItWasKilledBeforeItsFirstFragment_andCannotGoOn()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        overwrite(paths().part, {});
        const auto recovered = recoverRecording(m_disk, paths());
        QVERIFY(!recovered);
        QCOMPARE(recovered.error().code, ErrorCode::NotFound);
        QVERIFY(!QFile::exists(paths().part));
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_text = false;
    }

    void recording_goesOn_afterItsLastPicture_data()
    {
        QTest::addColumn<bool>("text");
        QTest::newRow("picture and sound") << false;
        QTest::newRow("with subtitles and chapters") << true;
    }
    void recording_goesOn_afterItsLastPicture()
    {
        QFETCH(bool, text);
        m_text = text;
        interrupt();
        const auto before = content(paths().part);
        goOnAndCheck(kFirst);
        // The earlier content is unchanged, byte for byte, after the box that the finaliser
        // modifies.
        const auto after = content(paths().file);
        QCOMPARE(after.mid(64, before.size() - 64), before.mid(64));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{kName});
    }

    /// Such as one from a version that did not write chapters into every recording.
    void recording_goesOn_withTheTracksItHas_whenOthersAreWanted()
    {
        interrupt();
        m_text = true;
        goOnAndCheck(kFirst);
        QCOMPARE(probe(paths().file, u"stream=codec_type"_s, {}).trimmed(),
                 QByteArray("video\naudio"));
    }

    void sound_beginsWithItsPicture_whenTheRecordingGoesOn()
    {
        interrupt();
        const auto file = open(m_disk, true);
        const auto first = static_cast<size_t>(file->firstPicture());
        QVERIFY(record(*file, kSecond, false, ""));
        QVERIFY(file->finish());
        const auto sound =
            run(u"ffmpeg"_s, {u"-v"_s, u"error"_s, u"-i"_s, paths().file, u"-vn"_s, u"-af"_s,
                              u"aresample=async=1"_s, u"-f"_s, u"f32le"_s, u"-"_s});
        const auto samples = std::span(reinterpret_cast<const float *>(sound.constData()),
                                       static_cast<size_t>(sound.size()) / sizeof(float));
        size_t onset = 0;
        while (onset < samples.size() && std::abs(samples[onset]) < 0.05F) {
            ++onset;
        }
        const auto expected = static_cast<double>(first) / 30;
        const auto heard = static_cast<double>(onset / 2) / 48000;
        QVERIFY2(std::abs(heard - expected) < 0.025,
                 qPrintable(u"%1, not %2"_s.arg(heard).arg(expected)));
        // The first new frame has exactly that time.
        const auto times =
            probe(paths().file, u"packet=pts_time"_s, {u"-select_streams"_s, u"v"_s}).split('\n');
        QVERIFY(std::abs(times.value(kFirst).toDouble() - expected) < 0.0005);
    }

    void chapter_marksTheGap()
    {
        m_text = true;
        interrupt();
        goOnAndCheck(kFirst);
        const auto chapters =
            run(u"ffprobe"_s,
                {u"-v"_s, u"error"_s, u"-show_chapters"_s, u"-show_entries"_s,
                 u"chapter=start_time:chapter_tags"_s, u"-of"_s, u"csv=p=0"_s, paths().file})
                .trimmed()
                .split('\n');
        QCOMPARE(chapters.size(), 2);
        QVERIFY2(chapters[0].endsWith("Start"), chapters[0].constData());
        QVERIFY2(chapters[1].endsWith("Interrupted"), chapters[1].constData());
        const auto start = chapters[1].split(',')[0].toDouble();
        QVERIFY2(std::abs(start - static_cast<double>(kFirst) / 30) < 0.1, chapters[1].constData());
    }

    void recording_goesOn_howeverItWasLeft_data()
    {
        QTest::addColumn<int>("cut");
        QTest::addColumn<int>("zeros");
        QTest::addColumn<int>("journal");
        QTest::newRow("whole") << 0 << 0 << 100;
        QTest::newRow("in the middle of a fragment") << 700 << 0 << 100;
        QTest::newRow("zeros at the tail") << 3000 << 3000 << 100;
        QTest::newRow("without a journal") << 0 << 0 << 0;
        QTest::newRow("with half a journal") << 900 << 0 << 50;
    }
    void recording_goesOn_howeverItWasLeft()
    {
        QFETCH(int, cut);
        QFETCH(int, zeros);
        QFETCH(int, journal);
        interrupt();
        const auto whole = content(paths().part);
        overwrite(paths().part, whole.chopped(cut) + QByteArray(zeros, '\0'));
        const auto records = content(paths().journal);
        overwrite(paths().journal, records.first(records.size() * journal / 100));
        MemoryFile good(whole.chopped(cut));
        const auto pictures = FragmentIndex::read(good)->pictures();
        // The last fragment also has the frames flushed from the encoder at the end.
        QVERIFY2(pictures >= kFirst - kHeldByTheEncoder, qPrintable(QString::number(pictures)));
        goOnAndCheck(pictures);
    }

    void recording_goesOn_whenItWasBeingFinished()
    {
        interrupt();
        {
            const auto file = m_disk.open(paths().part, FileMode::ReadWrite);
            QVERIFY(finaliseTail(**file, *FragmentIndex::read(**file)));
        }
        goOnAndCheck(kFirst);
    }

    void recording_isInterruptedTwice_andStillOne()
    {
        interrupt();
        {
            const auto file = open(m_disk, true);
            QVERIFY(record(*file, kSecond, true, ""));
            file->abandon();
        }
        goOnAndCheck(kFirst + kSecond);
    }

    void recording_isWhole_whenItEndsBeforeANewPicture()
    {
        interrupt();
        const auto recorded = open(m_disk, true)->finish();
        QVERIFY(recorded);
        QCOMPARE(recorded->frames, kFirst);
        checkDecoding(kFirst);
        checkBody(*recorded);
    }

    void recording_keepsWhatItHad_whenTheDiskIsFull()
    {
        interrupt();
        SmallDisk disk(30'000, true);
        const auto file = open(disk, true);
        QVERIFY(file);
        QVERIFY(!record(*file, 3000, false, ""));
        QCOMPARE(file->finish().error().code, ErrorCode::DiskFull);
        // Later there is free space again.
        const auto recorded = recoverRecording(m_disk, paths());
        QVERIFY2(recorded, recorded ? "" : qPrintable(recorded.error().detail));
        QVERIFY(recorded->frames > kFirst);
        checkDecoding(recorded->frames);
        checkBody(*recorded);
    }

    void create_isDamaged_whenThereIsNothingToGoOnWith()
    {
        RecordingFile::Options options;
        options.folder = m_folder->path();
        options.fileName = kName;
        options.size = kSize;
        options.continues = true;
        options.disk = &m_disk;
        QCOMPARE(RecordingFile::create(options).error().code, ErrorCode::NotFound);
        overwrite(paths().part, QByteArray(5000, '\0'));
        QCOMPARE(RecordingFile::create(options).error().code, ErrorCode::FileDamaged);
        QCOMPARE(content(paths().part), QByteArray(5000, '\0'));
    }
};

QTEST_GUILESS_MAIN(TestRecordingResume)
#include "test_recording_resume.moc"
