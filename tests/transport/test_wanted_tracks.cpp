#include "app/transport/receive/wanted_tracks.h"

#include "app/room/session/scene_of_room.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const ParticipantId kSelf{u"self"_s};
const ParticipantId kOther{u"other"_s};

Participant person(const ParticipantId &id)
{
    Participant p;
    p.id = id;
    p.onStage = true;
    p.camera = true;
    p.microphone = true;
    p.publications = {
        {Peer::Main,
         3,
         {{u"0"_s, MediaKind::Audio, u"opus"_s}, {u"1"_s, MediaKind::Video, u"vp8"_s}}},
        {Peer::Screen,
         4,
         {{u"0"_s, MediaKind::Video, u"h264"_s}, {u"1"_s, MediaKind::Audio, u"opus"_s}}}};
    return p;
}

RoomSnapshot roomWith(std::vector<Participant> people)
{
    RoomSnapshot snapshot;
    snapshot.sfu = {SfuState::Up, 1};
    snapshot.participants = std::move(people);
    return snapshot;
}

} // namespace

class TestWantedTracks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tracks_areNamedByKind_whenSomeonePublishesEverything();
    void ownTracks_andThoseOffStage_areNotWanted();
    void sharedContent_isWanted_ofSomebodyOffStage();
    void nothing_isWanted_whileTheMediaServerIsDown();
    void track_isNotWatched_whenItsFlagIsOffOrThePersonIsAway();
    void secondOrUnknownTrack_isLeftOut();
    void cameraWithoutATile_isNotWanted_itsSoundIs();
    void layeredCamera_isKnownAsSuch();
};

void TestWantedTracks::tracks_areNamedByKind_whenSomeonePublishesEverything()
{
    const auto wanted = wantedTracks(roomWith({person(kSelf), person(kOther)}), kSelf);
    const std::vector<WantedTrack> expected{
        {{kOther, TrackKind::Camera}, Peer::Main, 3, u"1"_s, Codec::Vp8, true},
        {{kOther, TrackKind::Microphone}, Peer::Main, 3, u"0"_s, Codec::Opus, true},
        {{kOther, TrackKind::Screen}, Peer::Screen, 4, u"0"_s, Codec::H264, true},
        {{kOther, TrackKind::ScreenAudio}, Peer::Screen, 4, u"1"_s, Codec::Opus, false},
    };
    QVERIFY(wanted == expected);
}

void TestWantedTracks::ownTracks_andThoseOffStage_areNotWanted()
{
    Participant off = person(kOther);
    off.onStage = false;
    std::erase_if(off.publications, [](const Publication &p) { return p.peer == Peer::Screen; });
    QVERIFY(wantedTracks(roomWith({person(kSelf), off}), kSelf).empty());
}

void TestWantedTracks::sharedContent_isWanted_ofSomebodyOffStage()
{
    Participant off = person(kOther);
    off.onStage = false;
    const auto wanted = wantedTracks(roomWith({off}), kSelf);
    QVERIFY(std::any_of(wanted.begin(), wanted.end(), [](const WantedTrack &track) {
        return track.id.kind == TrackKind::Screen;
    }));
}

void TestWantedTracks::nothing_isWanted_whileTheMediaServerIsDown()
{
    RoomSnapshot snapshot = roomWith({person(kOther)});
    for (const SfuState state : {SfuState::Down, SfuState::Missing}) {
        snapshot.sfu.state = state;
        QVERIFY(wantedTracks(snapshot, kSelf).empty());
    }
}

void TestWantedTracks::track_isNotWatched_whenItsFlagIsOffOrThePersonIsAway()
{
    Participant quiet = person(kOther);
    quiet.camera = false;
    auto wanted = wantedTracks(roomWith({quiet}), kSelf);
    QCOMPARE(wanted.size(), size_t{4});
    QVERIFY(!wanted[0].watched);
    QVERIFY(wanted[1].watched);

    Participant away = person(kOther);
    away.present = false;
    wanted = wantedTracks(roomWith({away}), kSelf);
    QCOMPARE(wanted.size(), size_t{4});
    for (const WantedTrack &track : wanted) {
        QVERIFY(!track.watched);
    }
}

void TestWantedTracks::secondOrUnknownTrack_isLeftOut()
{
    Participant odd = person(kOther);
    odd.publications = {{Peer::Main,
                         1,
                         {{u"0"_s, MediaKind::Video, u"av1"_s},
                          {u"1"_s, MediaKind::Video, u"vp9"_s},
                          {u"2"_s, MediaKind::Video, u"vp8"_s},
                          {u"3"_s, MediaKind::Audio, u"vp8"_s}}}};
    const auto wanted = wantedTracks(roomWith({odd}), kSelf);
    QCOMPARE(wanted.size(), size_t{1});
    QCOMPARE(wanted[0].mid, u"1"_s);
}

void TestWantedTracks::cameraWithoutATile_isNotWanted_itsSoundIs()
{
    // Thirty people: the five who came first have no tile, and number 20 has the camera off.
    std::vector<Participant> people;
    for (int i = 0; i < 30; ++i) {
        people.push_back(person(ParticipantId{u"p%1"_s.arg(i, 2, 10, QLatin1Char('0'))}));
        people.back().stageOrder = i + 1;
        std::erase_if(people.back().publications,
                      [i](const Publication &p) { return p.peer == Peer::Screen && i != 3; });
    }
    people[20].camera = false;
    const RoomSnapshot snapshot = roomWith(people);
    const auto layers = wantedLayers(layoutStage(sceneOf(snapshot), QSize(1920, 1080)));
    const auto wanted = wantedTracks(snapshot, kSelf, layers);
    const auto count = [&](TrackKind kind) {
        return std::ranges::count(wanted, kind, [](const WantedTrack &w) { return w.id.kind; });
    };
    QCOMPARE(count(TrackKind::Camera), 24);
    QCOMPARE(count(TrackKind::Microphone), 30);
    QCOMPARE(count(TrackKind::Screen), 1);
    for (const WantedTrack &track : wanted) {
        QVERIFY(track.id.kind != TrackKind::Camera || layers.contains(track.id));
    }
}

void TestWantedTracks::layeredCamera_isKnownAsSuch()
{
    Participant layered = person(kOther);
    layered.publications[0].tracks[1].simulcast = true;
    const auto wanted = wantedTracks(roomWith({layered}), kSelf);
    QVERIFY(wanted[0].simulcast);
    QVERIFY(!wanted[1].simulcast && !wanted[2].simulcast);
}

QTEST_GUILESS_MAIN(TestWantedTracks)
#include "test_wanted_tracks.moc"
