#include "tests/media/virtual_film.h"
#include "tests/media/virtual_person.h"
#include "tests/media/virtual_recording.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace prosc::testing;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize(160, 90);

QByteArray output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60000);
    return process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

QJsonObject probed(const QString &path, const QStringList &what)
{
    return QJsonDocument::fromJson(
               output(u"ffprobe"_s, QStringList{u"-v"_s, u"error"_s, u"-of"_s, u"json"_s} + what +
                                        QStringList{path}))
        .object();
}

/// A beep of 0.1 s every two seconds, as of VirtualPerson, does not count as speech; this lasts
/// whole seconds.
void speak(StageMedia &media, const ParticipantId &who, MediaTime from, MediaTime to)
{
    for (auto at = from; at < to; at += 20ms) {
        AudioBlock block;
        block.channels = 1;
        block.time = at;
        for (int i = 0; i < 960; ++i) {
            block.samples.push_back(0.3F * std::sin(static_cast<float>(i) * 0.1F));
        }
        media.audio({who, TrackKind::Microphone}, std::move(block));
    }
}

/// 8 s: Anna speaks from 1 to 2, Ben from 4 to 6; Ben shares from 3 to 5.
struct CaptionedFilm
{
    explicit CaptionedFilm(bool withText)
    {
        const ParticipantId anna{u"a"_s};
        const ParticipantId ben{u"b"_s};
        VirtualRecording::Options options;
        options.size = kSize;
        options.length = 8s;
        options.folder = folder.path();
        options.scene.people = {{anna, true, TileFit::Fill, true},
                                {ben, true, TileFit::Fill, true}};
        options.subtitles = withText;
        options.chapters = withText;
        options.chapterTitles = {{ChapterKind::Start, u"Start"_s},
                                 {ChapterKind::ContentShared, u"Geteilt – é"_s},
                                 {ChapterKind::SharingEnded, u"Ended"_s},
                                 {ChapterKind::Marked, u"Mark %1"_s}};
        MediaTime fed = VirtualClock::kStart;
        options.feed = [&](StageMedia &media, MediaTime moment) {
            const auto begin = VirtualClock::kStart;
            const auto part = [&](const ParticipantId &who, MediaTime from, MediaTime to) {
                speak(media, who, std::max(fed, MediaTime(begin + from)),
                      std::min(moment, MediaTime(begin + to)));
            };
            part(anna, 1s, 2s);
            part(ben, 4s, 6s);
            fed = std::max(fed, moment);
        };
        auto scene = options.scene;
        options.control = [scene, ben, marked = !withText](RecordingEngine &engine,
                                                           MediaTime now) mutable {
            const auto since = now - VirtualClock::kStart;
            const bool shares = since >= 3s && since < 5s;
            if (shares != scene.sharing.has_value()) {
                scene.sharing = shares ? std::optional(ben) : std::nullopt;
                engine.setScene(scene);
            }
            if (since >= 6s && !std::exchange(marked, true)) {
                engine.mark({});
            }
            engine.setNames({{ParticipantId{u"a"_s}, u"Anna"_s}, {ben, u"Ben Ö."_s}});
        };
        VirtualRecording recording(options);
        file = recording.run();
    }

    QTemporaryDir folder;
    Result<RecordedFile> file = fail(ErrorCode::Internal);
};

} // namespace

class TestTextTracks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subtitles_nameWhoSpeaks_andAreOffUntilSomebodySwitchesThemOn()
    {
        const CaptionedFilm film(true);
        QVERIFY2(film.file, film.file ? "" : qPrintable(film.file.error().detail));
        const auto streams = probed(film.file->path, {u"-show_streams"_s})[u"streams"_s].toArray();
        QCOMPARE(streams.size(), 4);
        const auto text = streams[2].toObject();
        QCOMPARE(text[u"codec_name"_s].toString(), u"mov_text"_s);
        QCOMPARE(text[u"disposition"_s][u"default"_s].toInt(), 0);
        const auto srt = QString::fromUtf8(
            output(u"ffmpeg"_s, {u"-v"_s, u"error"_s, u"-i"_s, film.file->path, u"-map"_s,
                                 u"0:s:0"_s, u"-f"_s, u"srt"_s, u"-"_s}));
        QVERIFY2(
            srt.contains(
                u"00:00:01,000 --> 00:00:01,500\n<font face=\"Sans-Serif\" size=\"18\">Anna<"_s),
            qPrintable(srt));
        QVERIFY2(
            srt.contains(
                u"00:00:05,500 --> 00:00:06,000\n<font face=\"Sans-Serif\" size=\"18\">Ben Ö.<"_s),
            qPrintable(srt));
        QCOMPARE(srt.count(u"Anna"_s), 2);
        QCOMPARE(srt.count(u"Ben Ö."_s), 4);
    }

    void chapters_coverTheWholeFile_withTheirTitles()
    {
        const CaptionedFilm film(true);
        QVERIFY2(film.file, film.file ? "" : qPrintable(film.file.error().detail));
        const auto chapters =
            probed(film.file->path, {u"-show_chapters"_s})[u"chapters"_s].toArray();
        QStringList found;
        for (const auto &value : chapters) {
            const auto chapter = value.toObject();
            found << u"%1-%2 %3"_s.arg(chapter[u"start_time"_s].toString().toDouble(), 0, 'f', 1)
                         .arg(chapter[u"end_time"_s].toString().toDouble(), 0, 'f', 1)
                         .arg(chapter[u"tags"_s][u"title"_s].toString());
        }
        QCOMPARE(found, (QStringList{u"0.0-3.0 Start"_s, u"3.0-5.0 Geteilt – é"_s,
                                     u"5.0-6.0 Ended"_s, u"6.0-8.0 Mark 1"_s}));
    }

    void file_hasPictureAndSoundOnly_whenTheRoomWantsNoText()
    {
        const CaptionedFilm film(false);
        QVERIFY2(film.file, film.file ? "" : qPrintable(film.file.error().detail));
        const auto streams = probed(film.file->path, {u"-show_streams"_s})[u"streams"_s].toArray();
        QCOMPARE(streams.size(), 2);
        QFile file(film.file->path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("Anna"));
    }

    void file_isAsLongAsWithoutText_andDecodesWithoutAnError()
    {
        const CaptionedFilm film(true);
        QVERIFY2(film.file, film.file ? "" : qPrintable(film.file.error().detail));
        QCOMPARE(film.file->frames, 240);
        QCOMPARE(film.file->duration, 8000ms);
        QProcess decode;
        decode.start(u"ffmpeg"_s,
                     {u"-v"_s, u"error"_s, u"-i"_s, film.file->path, u"-f"_s, u"null"_s, u"-"_s});
        QVERIFY(decode.waitForFinished(60000));
        QCOMPARE(decode.readAllStandardError(), QByteArray());
        QCOMPARE(decode.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTextTracks)
#include "test_text_tracks.moc"
