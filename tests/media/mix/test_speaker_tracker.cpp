#include "app/media/mix/speaker_tracker.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace prosc;
using namespace std::chrono_literals;

namespace {

TrackId microphone(const char *id)
{
    return {ParticipantId{QString::fromLatin1(id)}, TrackKind::Microphone};
}

AudioBlock tone(float amplitude, MediaTime time, std::chrono::milliseconds length = 20ms)
{
    AudioBlock block;
    block.channels = 1;
    block.time = time;
    for (int i = 0; i < length.count() * 48; ++i) {
        block.samples.push_back(amplitude * std::sin(static_cast<float>(i) * 0.1F));
    }
    return block;
}

void speak(SpeakerTracker &tracker, const char *who, float amplitude, MediaTime from, MediaTime to)
{
    for (auto at = from; at < to; at += 20ms) {
        tracker.heard(microphone(who), tone(amplitude, at));
    }
}

std::vector<ParticipantId> ids(const QStringList &names)
{
    std::vector<ParticipantId> all;
    for (const auto &name : names) {
        all.push_back(ParticipantId{name});
    }
    return all;
}

} // namespace

class TestSpeakerTracker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speakers_namesTheLoudestFirst_whenSeveralSpeak()
    {
        SpeakerTracker tracker;
        speak(tracker, "a", 0.1F, 0s, 1s);
        speak(tracker, "b", 0.4F, 0s, 1s);
        QCOMPARE(tracker.speakers(0s, 500ms), ids({u"b"_s, u"a"_s}));
    }

    void speakers_isEmpty_forNoiseAndForAClick()
    {
        SpeakerTracker tracker;
        speak(tracker, "a", 0.003F, 0s, 1s);
        speak(tracker, "b", 0.9F, 100ms, 160ms);
        QCOMPARE(tracker.speakers(0s, 500ms), ids({}));
    }

    void speakers_namesOnlyWhoSpokeInThatTime()
    {
        SpeakerTracker tracker;
        speak(tracker, "a", 0.2F, 0s, 500ms);
        speak(tracker, "b", 0.2F, 500ms, 1s);
        QCOMPARE(tracker.speakers(0s, 500ms), ids({u"a"_s}));
        QCOMPARE(tracker.speakers(500ms, 1s), ids({u"b"_s}));
        QCOMPARE(tracker.speakers(1s, 1500ms), ids({}));
    }

    void speakers_namesThreeAtMost()
    {
        SpeakerTracker tracker;
        for (const char *who : {"a", "b", "c", "d", "e"}) {
            speak(tracker, who, 0.2F, 0s, 1s);
        }
        QCOMPARE(tracker.speakers(0s, 1s).size(), SpeakerTracker::kMost);
    }

    void heard_ignoresTheSoundOfASharedScreen()
    {
        SpeakerTracker tracker;
        for (auto at = 0ms; at < 500ms; at += 20ms) {
            tracker.heard({ParticipantId{u"a"_s}, TrackKind::ScreenAudio}, tone(0.3F, at));
        }
        QCOMPARE(tracker.speakers(0s, 500ms), ids({}));
    }
};

QTEST_APPLESS_MAIN(TestSpeakerTracker)
#include "test_speaker_tracker.moc"
