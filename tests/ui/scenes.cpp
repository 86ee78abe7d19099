#include "tests/ui/scenes.h"

#include <array>
#include <functional>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

struct Yuv
{
    int y;
    int u;
    int v;
};

constexpr std::array<Yuv, 6> kWalls = {Yuv{92, 140, 118},  Yuv{110, 118, 138}, Yuv{80, 128, 122},
                                       Yuv{120, 112, 134}, Yuv{70, 146, 116},  Yuv{100, 124, 140}};

void fill(const WritablePicture &picture, const std::function<Yuv(int x, int y)> &colour)
{
    const QSize size = picture.buffer->size;
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            const Yuv value = colour(x, y);
            picture.planes[0][y * picture.buffer->strides[0] + x] = static_cast<uint8_t>(value.y);
            if (x % 2 == 0 && y % 2 == 0) {
                picture.planes[1][y / 2 * picture.buffer->strides[1] + x / 2] =
                    static_cast<uint8_t>(value.u);
                picture.planes[2][y / 2 * picture.buffer->strides[2] + x / 2] =
                    static_cast<uint8_t>(value.v);
            }
        }
    }
}

bool inEllipse(int x, int y, int cx, int cy, int rx, int ry)
{
    const double dx = static_cast<double>(x - cx) / rx;
    const double dy = static_cast<double>(y - cy) / ry;
    return dx * dx + dy * dy < 1;
}

/// Head and shoulders in front of a wall.
Picture portrait(size_t number)
{
    const WritablePicture picture = allocatePicture(QSize(640, 360));
    const Yuv wall = kWalls.at(number % kWalls.size());
    const int shift = static_cast<int>(number % 3) * 40 - 40;
    fill(picture, [&](int x, int y) {
        if (inEllipse(x, y, 320 + shift, 165, 58, 76)) {
            return Yuv{150 - static_cast<int>(number) * 8, 108, 152};
        }
        if (inEllipse(x, y, 320 + shift, 150, 70, 88)) {
            return Yuv{40, 124, 132};
        }
        if (inEllipse(x, y, 320 + shift, 390, 170, 140)) {
            return Yuv{60 + static_cast<int>(number) * 14, wall.v, wall.u};
        }
        return Yuv{wall.y + y / 12 - x / 40, wall.u, wall.v};
    });
    return Picture{picture.buffer, {}};
}

/// A page with a heading, lines of text and a chart.
Picture slide()
{
    const WritablePicture picture = allocatePicture(QSize(1280, 720));
    fill(picture, [](int x, int y) {
        const bool heading = y > 60 && y < 110 && x > 80 && x < 700 && x % 26 < 20;
        const bool text =
            x > 80 && x < 560 && y > 180 && y < 620 && y % 44 < 14 && (x * 7 / 13) % 60 < 50;
        const int bar = (x - 680) / 100;
        const bool chart =
            x > 680 && x < 1180 && (x - 680) % 100 < 70 && y < 620 && y > 540 - bar * 70;
        if (heading) {
            return Yuv{50, 150, 118};
        }
        if (chart) {
            return Yuv{130 - bar * 10, 160, 104};
        }
        return text ? Yuv{90, 128, 128} : Yuv{232, 128, 128};
    });
    return Picture{picture.buffer, {}};
}

} // namespace

void fillRoom(FakeRoom &room, const QStringList &names, Role role)
{
    RoomView &view = room.model.current;
    view = RoomView{};
    view.connection = Connection::Joined;
    view.role = role;
    view.self = ParticipantId{u"p1"_s};
    view.room.room.title = u"Biology, lesson 4"_s;
    view.room.sfu.state = SfuState::Up;
    view.cameraOn = true;
    view.microphoneOn = true;
    for (qsizetype i = 0; i < names.size(); ++i) {
        Participant person;
        person.id = ParticipantId{u"p%1"_s.arg(i + 1)};
        person.name = names[i];
        person.role = i == 0 ? role : Role::Participant;
        person.onStage = true;
        person.stageOrder = static_cast<int>(i) + 1;
        person.camera = true;
        person.microphone = i % 3 != 2;
        view.room.participants.push_back(person);
        view.scene.people.push_back({person.id, true, TileFit::Fill, person.microphone});
    }
    view.room.revision = 1;
}

void paintPictures(FakeRoom &room)
{
    size_t number = 0;
    for (const StagePerson &person : room.model.current.scene.people) {
        if (person.camera) {
            room.model.latest.pictures[{person.participant, TrackKind::Camera}] = portrait(number);
        }
        ++number;
    }
    if (room.model.current.scene.sharing) {
        room.model.latest.pictures[{*room.model.current.scene.sharing, TrackKind::Screen}] =
            slide();
    }
}

void shareScreen(FakeRoom &room, const QString &person)
{
    room.model.current.scene.sharing = ParticipantId{person};
    for (Participant &participant : room.model.current.room.participants) {
        if (participant.id.value == person) {
            participant.publications.push_back({Peer::Screen, 1, {}});
        }
    }
}

MediaItem readyItem(const QString &id, const QString &title)
{
    MediaItem item;
    item.item = RecordingId{id};
    item.name = u"Rec – 2025-03-12 14-03-27 – %1.mp4"_s.arg(title);
    item.state = MediaItemState::Ready;
    item.created = QDateTime(QDate(2025, 3, 12), QTime(14, 3, 27));
    item.duration = 3723000;
    item.bytes = 734003200;
    item.received = item.bytes;
    return item;
}

MediaItem itemA(MediaItemState state)
{
    MediaItem item = readyItem(u"a"_s, u"Biology"_s);
    item.state = state;
    return item;
}

UploadView uploadOfA(UploadView::State state)
{
    return {RecordingId{u"a"_s}, u"Rec.mp4"_s, state, 40, 100, {}};
}

void clearMedia(FakeRoom &room)
{
    room.library.recordings.clear();
    room.uploads.waiting.clear();
    room.log.calls.clear();
}

} // namespace prosc
