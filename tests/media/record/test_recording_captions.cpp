#include "app/media/record/recording_captions.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;
using Cut = RecordingCaptions::Cut;

namespace {

const ParticipantId kAnna{u"a"_s};
const ParticipantId kBen{u"b"_s};

AudioBlock voice(MediaTime time)
{
    AudioBlock block;
    block.channels = 1;
    block.time = time;
    for (int i = 0; i < 960; ++i) {
        block.samples.push_back(0.2F * std::sin(static_cast<float>(i) * 0.1F));
    }
    return block;
}

void speak(RecordingCaptions &captions, const ParticipantId &who, MediaTime from, MediaTime to)
{
    for (auto at = from; at < to; at += 20ms) {
        captions.heard({who, TrackKind::Microphone}, voice(at));
    }
}

MediaTime momentOf(int64_t frame)
{
    return MediaTime(frame * 1'000'000'000 / 30);
}

/// All captions written for frames `from` to `to`, which are consecutive.
std::vector<Caption> write(RecordingCaptions &captions, int64_t from, int64_t to)
{
    std::vector<Caption> all;
    for (auto frame = from; frame < to; ++frame) {
        for (const auto &caption : captions.before(frame, momentOf(frame), Cut::None)) {
            if (!caption.text.isEmpty() || caption.kind == Caption::Kind::Subtitle) {
                all.push_back(caption);
            }
        }
    }
    return all;
}

RecordingCaptions withSubtitles()
{
    RecordingCaptions captions({true, false, {}});
    captions.setNames({{kAnna, u"Anna"_s}, {kBen, u"Ben"_s}});
    return captions;
}

} // namespace

class TestRecordingCaptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void subtitles_nameWhoSpeaks_withoutAGap()
    {
        auto captions = withSubtitles();
        speak(captions, kAnna, 0s, 500ms);
        speak(captions, kBen, 1s, 1500ms);
        const auto written = write(captions, 0, 46);
        QCOMPARE(written, (std::vector<Caption>{{Caption::Kind::Subtitle, u"Anna"_s, 0, 15},
                                                {Caption::Kind::Subtitle, QString(), 15, 15},
                                                {Caption::Kind::Subtitle, u"Ben"_s, 30, 15}}));
        QCOMPARE(captions.atEnd(50),
                 (std::vector<Caption>{{Caption::Kind::Subtitle, QString(), 45, 5}}));
    }

    void subtitles_areNotWritten_whenTheRoomDoesNotWantThem()
    {
        RecordingCaptions captions({false, false, {}});
        captions.setNames({{kAnna, u"Anna"_s}});
        speak(captions, kAnna, 0s, 2s);
        QCOMPARE(write(captions, 0, 60), std::vector<Caption>{});
        QCOMPARE(captions.atEnd(60), std::vector<Caption>{});
    }

    void subtitles_endAtACut_andBeginAnewAfterIt()
    {
        auto captions = withSubtitles();
        speak(captions, kAnna, 0s, 330ms);
        write(captions, 0, 10);
        speak(captions, kBen, 60s, 61s);
        const auto cut = captions.before(10, 60s, Cut::AfterPause);
        QCOMPARE(cut, (std::vector<Caption>{{Caption::Kind::Subtitle, u"Anna"_s, 0, 10}}));
        std::vector<Caption> after;
        for (int64_t frame = 11; frame <= 25; ++frame) {
            for (const auto &caption :
                 captions.before(frame, 60s + momentOf(frame - 10), Cut::None)) {
                after.push_back(caption);
            }
        }
        QCOMPARE(after, (std::vector<Caption>{{Caption::Kind::Subtitle, u"Ben"_s, 10, 15}}));
    }

    void chapters_beginWhereTheStageChanges()
    {
        RecordingCaptions captions({false,
                                    true,
                                    {{ChapterKind::Start, u"Start"_s},
                                     {ChapterKind::ContentShared, u"Shared"_s},
                                     {ChapterKind::SharingEnded, u"Ended"_s}}});
        StageScene scene;
        captions.setScene(scene);
        auto written = write(captions, 0, 20);
        scene.people.push_back({kBen, true});
        captions.setScene(scene); // somebody came: no chapter
        scene.sharing = kAnna;
        captions.setScene(scene);
        const auto shared = write(captions, 20, 40);
        scene.sharing.reset();
        captions.setScene(scene);
        const auto ended = write(captions, 40, 60);
        QCOMPARE(written, (std::vector<Caption>{{Caption::Kind::Chapter, u"Start"_s, 0, 1}}));
        QCOMPARE(shared, (std::vector<Caption>{{Caption::Kind::Chapter, u"Shared"_s, 20, 1}}));
        QCOMPARE(ended, (std::vector<Caption>{{Caption::Kind::Chapter, u"Ended"_s, 40, 1}}));
    }

    void marks_areChapters_inEveryRecording_oneForAFrame()
    {
        RecordingCaptions captions(
            {false,
             false,
             {{ChapterKind::Start, u"Start"_s}, {ChapterKind::Marked, u"Mark %1"_s}}});
        captions.setScene({});
        captions.mark({});
        captions.mark(u"Question"_s);
        captions.mark({});
        const auto written = write(captions, 0, 20);
        captions.mark({});
        const auto later = write(captions, 20, 40);
        QCOMPARE(written, (std::vector<Caption>{{Caption::Kind::Chapter, u"Start"_s, 0, 1},
                                                {Caption::Kind::Chapter, u"Mark 1"_s, 1, 1},
                                                {Caption::Kind::Chapter, u"Question"_s, 2, 1},
                                                {Caption::Kind::Chapter, u"Mark 2"_s, 3, 1}}));
        QCOMPARE(later, (std::vector<Caption>{{Caption::Kind::Chapter, u"Mark 3"_s, 20, 1}}));
    }

    void beginningAndGap_areChapters_inEveryRecording()
    {
        const ChapterTitles titles{{ChapterKind::Start, u"Start"_s},
                                   {ChapterKind::Interrupted, u"Gap"_s},
                                   {ChapterKind::Resumed, u"Resumed"_s},
                                   {ChapterKind::ContentShared, u"Shared"_s}};
        for (const auto first : {ChapterKind::Start, ChapterKind::Interrupted}) {
            RecordingCaptions captions({false, false, titles, first});
            StageScene scene;
            captions.setScene(scene);
            scene.sharing = kAnna;
            captions.setScene(scene);
            QCOMPARE(
                write(captions, 0, 20),
                (std::vector<Caption>{{Caption::Kind::Chapter, titles.find(first)->second, 0, 1}}));
            captions.setScene({});
            QCOMPARE(captions.before(20, 5s, Cut::AfterPause), std::vector<Caption>());
        }
    }

    void chapterBetween_tellsEachChangeOfTheStage()
    {
        StageScene plain;
        StageScene shared = plain;
        shared.sharing = kAnna;
        StageScene highlighted = plain;
        highlighted.highlighted = kBen;
        QCOMPARE(chapterBetween(plain, shared), ChapterKind::ContentShared);
        QCOMPARE(chapterBetween(shared, plain), ChapterKind::SharingEnded);
        QCOMPARE(chapterBetween(plain, highlighted), ChapterKind::Highlighted);
        QCOMPARE(chapterBetween(highlighted, plain), ChapterKind::HighlightEnded);
        QCOMPARE(chapterBetween(plain, plain), std::nullopt);
        auto both = shared;
        both.highlighted = kBen;
        QCOMPARE(chapterBetween(shared, both), std::nullopt);
    }
};

QTEST_APPLESS_MAIN(TestRecordingCaptions)
#include "test_recording_captions.moc"
