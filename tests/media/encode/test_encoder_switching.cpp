#include "app/media/encode/encoder_probe.h"
#include "app/media/record/recording_file.h"
#include "tests/media/encode/fake_encoders.h"
#include "tests/media/encode/players.h"
#include "tests/media/moving_bar.h"
#include "tests/mp4/mp4_fixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <thread>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::test;

namespace {

constexpr QSize kSize{640, 360};
constexpr QSize kGrey{160, 2};
const QString kName = u"switched.mp4"_s;
const QString kScript = QStringLiteral(MEDIA_TESTS "/play_in_chromium.mjs");

/// The moving bar's frame numbers, one for each frame of the file.
std::vector<int> barsOf(const QString &file)
{
    const auto grey = greyPictures(file, kGrey);
    std::vector<int> bars;
    for (qsizetype at = 0; at + 320 <= grey.size(); at += 320) {
        int begin = 0;
        while (begin < 160 && static_cast<uint8_t>(grey[at + begin]) < 130) {
            ++begin;
        }
        bars.push_back(begin);
    }
    return bars;
}

} // namespace

class TestEncoderSwitching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void catalogue_triesASystemsHardwareFirst();
    void probe_findsSameHeaders_forAllPresets();
    void probe_leavesOut_whatDoesNotWork();
    void recording_losesNoPicture_whenThePresetChangesFiveTimes();
    void recording_goesOnWithTheNextEncoder_whenOneBreaks_data();
    void recording_goesOnWithTheNextEncoder_whenOneBreaks();
    void recording_fails_whenNoEncoderIsLeft();
    void recording_usesTheForcedEncoder_orTheFirstThatWorks();

private:
    [[nodiscard]] Result<std::unique_ptr<RecordingFile>>
    start(EncoderProbe &probe, const EncodingSettings &settings = {});
    [[nodiscard]] QString path() const { return m_folder->filePath(kName); }
    void checkEveryPicture(int frames) const;
    void checkMoments() const;
    void checkKeyFrames() const;
    /// Every player decodes `frames` frames and `seconds` seconds.
    void checkPlayers(int frames, double seconds) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemFileLayer m_disk;
    /// Encoder CPU time reported to the load control: nanoseconds, with an arbitrary origin.
    std::atomic<int64_t> m_cpu{0};
};

Result<std::unique_ptr<RecordingFile>> TestEncoderSwitching::start(EncoderProbe &probe,
                                                                   const EncodingSettings &settings)
{
    RecordingFile::Options options;
    options.folder = m_folder->path();
    options.fileName = kName;
    options.size = kSize;
    options.disk = &m_disk;
    options.encoding = settings;
    options.encoders = &probe;
    options.cpu = [this] { return RecorderCpuTime{{}, MediaTime(m_cpu.load())}; };
    return RecordingFile::create(std::move(options));
}

void TestEncoderSwitching::checkEveryPicture(int frames) const
{
    const auto bars = barsOf(path());
    QCOMPARE(static_cast<int>(bars.size()), frames);
    for (int frame = 0; frame < frames; ++frame) {
        const auto bar = bars[static_cast<size_t>(frame)];
        QVERIFY2(std::abs(bar - barStart(frame, 160)) <= 1,
                 qPrintable(u"frame %1 shows %2"_s.arg(frame).arg(bar)));
    }
}

void TestEncoderSwitching::checkMoments() const
{
    QList<int> frames;
    for (const auto &packet : packets(path(), u"packet=stream_index,pts"_s)) {
        if (packet.contains(u"stream_index=0"_s)) {
            frames.append(packet.section(u"pts="_s, 1).toInt() / 512);
        }
    }
    std::sort(frames.begin(), frames.end());
    const auto bars = barsOf(path());
    QCOMPARE(static_cast<int>(bars.size()), static_cast<int>(frames.size()));
    for (qsizetype i = 0; i < frames.size(); ++i) {
        const auto bar = bars[static_cast<size_t>(i)];
        QVERIFY2(std::abs(bar - barStart(frames[i], 160)) <= 1,
                 qPrintable(u"frame %1 shows %2"_s.arg(frames[i]).arg(bar)));
    }
}

void TestEncoderSwitching::checkKeyFrames() const
{
    // At most 2 s apart, and decoding can start at every sync sample of the file.
    QList<int> keys;
    for (const auto &packet : packets(path(), u"packet=stream_index,flags,pts"_s)) {
        if (packet.contains(u"stream_index=0"_s) && packet.contains(u"flags=K"_s)) {
            keys.append(packet.section(u"pts="_s, 1).section(QLatin1Char('|'), 0, 0).toInt() / 512);
        }
    }
    std::sort(keys.begin(), keys.end());
    QVERIFY(keys.startsWith(0));
    for (qsizetype i = 1; i < keys.size(); ++i) {
        QVERIFY2(keys[i] - keys[i - 1] <= 60, qPrintable(QString::number(keys[i])));
    }
}

void TestEncoderSwitching::checkPlayers(int frames, double seconds) const
{
    const auto gstreamer = picturesInGStreamer(path());
    if (gstreamer) {
        QCOMPARE(*gstreamer, frames);
    } else {
        qWarning("no decoder in GStreamer here");
    }
    const auto chromium = playInChromium(kScript, path());
    if (!chromium) {
        qWarning("no Chromium, or no Node");
        return;
    }
    qInfo("Chromium: %s", chromium->constData());
    const auto played = QJsonDocument::fromJson(*chromium).object();
    QCOMPARE(played[u"total"_s].toInt(), frames);
    QCOMPARE(played[u"corrupted"_s].toInt(), 0);
    QCOMPARE(played[u"wrong"_s].toInt(), 0);
    QCOMPARE(played[u"seeks"_s].toInt(), 8);
    QCOMPARE(played[u"wrongSeeks"_s].toInt(), 0);
    QVERIFY(std::abs(played[u"duration"_s].toDouble() - seconds) < 0.04);
}

void TestEncoderSwitching::catalogue_triesASystemsHardwareFirst()
{
    const auto names = [](OperatingSystem system) {
        QByteArrayList all;
        for (const auto &entry : encoderCatalogue(system)) {
            all << entry.codec;
        }
        return all.join(' ');
    };
    QCOMPARE(names(OperatingSystem::Linux), "h264_nvenc h264_qsv h264_vaapi libx264 libopenh264");
    QCOMPARE(names(OperatingSystem::Windows),
             "h264_nvenc h264_qsv h264_amf h264_mf libx264 libopenh264");
    QCOMPARE(names(OperatingSystem::MacOs), "h264_videotoolbox libx264 libopenh264");
    QCOMPARE(encoderCatalogue().data(), encoderCatalogue(OperatingSystem::Linux).data());
}

void TestEncoderSwitching::probe_findsSameHeaders_forAllPresets()
{
    EncoderProbe probe;
    const auto x264 = probe.tested(u"x264"_s);
    QVERIFY(x264);
    QCOMPARE(x264->presets.size(), x264Presets().size());
    const auto choices = probeEncoders(probe);
    QCOMPARE(choices.size(), encoderCatalogue().size());
    QVERIFY(std::count(choices.begin(), choices.end(), EncoderChoice{u"x264"_s, true}) == 1);

    // A preset with different headers is left out.
    auto strange = candidateOf(x264Entry());
    strange.open = [](const VideoSettings &settings) {
        return openVideoEncoder(settings.preset == "faster" ? kForeign : x264Entry(), settings);
    };
    EncoderProbe other({strange}, kSize);
    QCOMPARE(other.tested(strange.name)->presets.size(), x264Presets().size() - 1);
}

void TestEncoderSwitching::probe_leavesOut_whatDoesNotWork()
{
    auto missing = kForeign;
    missing.name = "missing";
    missing.codec = "none";
    auto tooFew = breaking("tooFew", kForeign, Fault::SwallowsPictures, 3);
    static_cast<void>(tooFew.open({kSize, 1, {}})); // the next opening is the probe's
    EncoderProbe probe({candidateOf(missing), tooFew, candidateOf(kForeign)}, kSize);
    QCOMPARE(probe.tested(u"tooFew"_s).error().code, ErrorCode::MediaFailed);
    QCOMPARE(probe.tested(u"missing"_s).error().code, ErrorCode::EncoderMissing);
    QVERIFY(probe.tested(u"foreign"_s));
    QCOMPARE(probe.tested(u"unknown"_s).error().code, ErrorCode::EncoderMissing);
}

void TestEncoderSwitching::recording_losesNoPicture_whenThePresetChangesFiveTimes()
{
    EncoderProbe probe(catalogueCandidates(), kSize);
    const auto file = start(probe);
    QVERIFY(file);
    // Two steps down because of lateness, then up because the encoder reports no CPU use.
    QStringList names;
    constexpr int kFrames = 1230;
    for (int frame = 0; frame < kFrames; ++frame) {
        m_cpu += 100'000;
        (*file)->reportLateness(std::chrono::milliseconds(frame == 30 || frame == 75 ? 200 : 0));
        QVERIFY((*file)->addPicture(makePicture(frame, kSize), frame));
        QVERIFY((*file)->addAudio(makeTone(frame)));
        while ((*file)->queued() > 0) {
            std::this_thread::yield();
        }
        const auto name = (*file)->encoding().encoder;
        if (names.isEmpty() || names.last() != name) {
            names.append(name);
        }
    }
    QCOMPARE((*file)->finish()->frames, kFrames);
    QCOMPARE(names.join(QLatin1Char(',')),
             u"x264 veryfast,x264 superfast,x264 ultrafast,x264 superfast,"
             "x264 veryfast,x264 faster"_s);
    checkEveryPicture(kFrames);
    checkKeyFrames();
    checkPlayers(kFrames, kFrames / 30.0);
}

void TestEncoderSwitching::recording_goesOnWithTheNextEncoder_whenOneBreaks_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("foreignFirst");
    QTest::addColumn<int>("lost");
    QTest::newRow("hardware, then x264") << Fault::Fails << true << 0;
    QTest::newRow("x264, then other headers") << Fault::Fails << false << 10;
    QTest::newRow("at the end") << Fault::FailsAtTheEnd << true << 0;
    QTest::newRow("swallows pictures") << Fault::SwallowsPictures << true << 59;
    QTest::newRow("does not open any more") << Fault::DoesNotOpen << true << 0;
}

void TestEncoderSwitching::recording_goesOnWithTheNextEncoder_whenOneBreaks()
{
    QFETCH(Fault, fault);
    QFETCH(bool, foreignFirst);
    QFETCH(int, lost);
    constexpr int kFrames = 300;
    const auto &first = foreignFirst ? kForeign : x264Entry();
    const auto &second = foreignFirst ? x264Entry() : kForeign;
    EncoderProbe probe({breaking("first", first, fault, 100), candidateOf(second)}, kSize);
    const auto file = start(probe);
    QVERIFY(file);
    for (int frame = 0; frame < kFrames; ++frame) {
        QVERIFY((*file)->addPicture(makePicture(frame, kSize), frame));
        QVERIFY((*file)->addAudio(makeTone(frame)));
        (*file)->reportLateness({});
    }
    const auto recorded = (*file)->finish();
    QVERIFY2(recorded, recorded ? "" : qPrintable(recorded.error().detail));
    QCOMPARE(recorded->frames, kFrames - lost);
    QVERIFY(std::abs(recorded->duration.count() - 10000) <= 40);
    if (fault != Fault::FailsAtTheEnd) { // otherwise it breaks after the last step
        QCOMPARE((*file)->encoding().encoder, foreignFirst ? u"x264 veryfast"_s : u"foreign"_s);
        QCOMPARE((*file)->encoding().lost, lost);
    }
    checkMoments();
    if (lost == 0) {
        checkEveryPicture(kFrames);
        checkKeyFrames();
    }
    if (fault == Fault::Fails) {
        checkPlayers(kFrames - lost, kFrames / 30.0);
    }
}

void TestEncoderSwitching::recording_fails_whenNoEncoderIsLeft()
{
    EncoderProbe probe({breaking("only", kForeign, Fault::Fails, 60)}, kSize);
    const auto file = start(probe);
    QVERIFY(file);
    Status status;
    for (int frame = 0; frame < 200 && status; ++frame) {
        status = (*file)->addPicture(makePicture(frame, kSize), frame);
    }
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::MediaFailed);
    // What was written can still be finished.
    const auto recorded = (*file)->finish();
    QVERIFY(recorded || recorded.error().code == ErrorCode::FileDamaged);

    EncoderProbe none({breaking("none", kForeign, Fault::DoesNotOpen, 0)}, kSize);
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(start(none).error().code, ErrorCode::MediaFailed);
}

void TestEncoderSwitching::recording_usesTheForcedEncoder_orTheFirstThatWorks()
{
    auto missing = kForeign;
    missing.name = "missing";
    missing.codec = "none";
    EncoderProbe probe({candidateOf(missing), candidateOf(x264Entry()), candidateOf(kForeign)},
                       kSize);
    const auto nameWith = [&](const EncodingSettings &settings) {
        init();
        const auto file = start(probe, settings);
        return file ? (*file)->encoding().encoder : file.error().detail;
    };
    QCOMPARE(nameWith({}), u"x264 veryfast"_s);
    QCOMPARE(nameWith({u"foreign"_s, {}, 50}), u"foreign"_s);
    QCOMPARE(nameWith({u"missing"_s, {}, 50}), u"x264 veryfast"_s);
    QCOMPARE(nameWith({u"no such"_s, {}, 50}), u"x264 veryfast"_s);
    QCOMPARE(nameWith({u"x264"_s, u"medium"_s, 50}), u"x264 medium"_s);
}

QTEST_GUILESS_MAIN(TestEncoderSwitching)
#include "test_encoder_switching.moc"
