// Saves a screenshot of every window to a folder, for inspection: ui_gallery FOLDER [LANGUAGE]
#include "app/stage/stage_transition.h"
#include "tests/fake_clock.h"
#include "tests/ui/gallery.h"
#include "tests/ui/scenes.h"
#include "ui/main_window.h"
#include "ui/pages/about_dialog.h"
#include "ui/pages/left_page.h"
#include "ui/pages/start_page.h"
#include "ui/room/room_window.h"
#include "ui/settings/settings_dialog.h"
#include "ui/text/translations.h"
#include "ui/tray_controller.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/style.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

void saveStart(Gallery &gallery, MainWindow &window)
{
    StartPage &page = window.startPage();
    page.setName(u"Dana Levi"_s);
    const QDateTime last(QDate(2025, 3, 12), QTime(9, 30));
    page.setRecentRooms({{u"Biology, lesson 3"_s, u"https://h/join/a"_s, last},
                         {u"Team meeting"_s, u"https://h/join/b"_s, last}});
    gallery.save(window, u"start"_s);
    page.showBusy(u"…"_s);
    gallery.save(window, u"start-busy"_s);
    page.showError({ErrorCode::TokenExpired, {}});
    gallery.save(window, u"start-error"_s);
    page.showReady();
    page.offerLink(u"https://h/join/a"_s, u"room.example.org:8443"_s);
    gallery.save(window, u"start-link"_s);
    window.findChild<QPushButton *>(u"declineLinkButton"_s)->click();
    const AboutView about{
        u"1.0.0"_s,
        u"GPL version 2 or later"_s,
        {{u"Qt"_s, u"6.4.2"_s, u"LGPL-3.0-only"_s, u"https://www.qt.io/"_s},
         {u"Opus"_s, u"1.3.1"_s, u"BSD-3-Clause"_s, u"https://opus-codec.org/"_s}}};
    auto *dialog = new AboutDialog(about, &window);
    dialog->open();
    gallery.saveWithDialog(window, *dialog, u"about"_s);
    dialog->reject();
    UploadView kept{RecordingId{u"r1"_s},
                    u"Rec – 2025-03-12 15-00-00 – Physics.mp4"_s,
                    UploadView::State::Failed,
                    30000000,
                    52000000,
                    Error{ErrorCode::StaleRecording, {}}};
    kept.canStop = true;
    kept.file = u"/home/dana/Videos/Proscenium/r1/"_s + kept.name;
    page.setUploads({kept});
    gallery.save(window, u"start-kept"_s);
    click(window, "uploadStopButton");
    auto *stop = window.findChild<QDialog *>(u"stopUploadDialog"_s);
    gallery.saveWithDialog(window, *stop, u"ask-stop-upload"_s);
    stop->reject();
    page.setUploads({});
}

RecorderView recorderOf(const QStringList &ids)
{
    RecorderView recorder;
    RecordingProgress &progress = recorder.progress;
    progress.recorded = std::chrono::milliseconds(754000);
    progress.durable = progress.recorded;
    progress.frames = 22620;
    progress.repeated = 41;
    progress.bitRate = 3260000;
    progress.cpu = 37;
    progress.encoder = u"x264 veryfast"_s;
    recorder.diskLeft = std::chrono::hours(12) + std::chrono::minutes(30);
    recorder.backlog = 4200000;
    constexpr std::array kTroubles = {TrackTrouble::NoPicture, TrackTrouble::FrozenPicture,
                                      TrackTrouble::NoSound, TrackTrouble::Clipping};
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const TrackTrouble trouble = kTroubles.at(static_cast<size_t>(i) % kTroubles.size());
        progress.troubles.push_back(
            {{ParticipantId{ids[i]}, i == 1 ? TrackKind::Screen : TrackKind::Camera}, trouble});
    }
    return recorder;
}

void savePanel(Gallery &gallery, MainWindow &window, FakeRoom &room)
{
    auto *panel = window.findChild<QWidget *>(u"recorderPanel"_s);
    RecordingInfo &info = room.model.current.room.recording;
    info.recorder = room.model.current.self;
    room.model.current.recorder = recorderOf({});
    room.model.snapshot();
    click(window, "recordingDetailsButton");
    gallery.saveWithPopup(window, *panel, u"panel-fine"_s);
    room.model.current.recorder = recorderOf({u"p2"_s, u"p3"_s, u"p4"_s});
    room.model.current.recorder->progress.overloaded = true;
    info.overloaded = true;
    room.model.snapshot();
    gallery.saveWithPopup(window, *panel, u"panel-troubles"_s);
    info.recorder = ParticipantId{u"p2"_s};
    info.silent = true;
    room.model.current.recorder.reset();
    room.model.snapshot();
    gallery.saveWithPopup(window, *panel, u"panel-elsewhere"_s);
    panel->hide();
    info.elapsed = 1000LL * 3600 * 24 - 1000LL * 60 * 14;
    info.limit = 1000LL * 3600 * 24;
    room.model.snapshot();
    gallery.save(window, u"notices"_s);
    room.model.setPhase(RecordingPhase::Paused, u"r1"_s, u"p1"_s);
    info.elapsed = 754000;
    room.model.snapshot();
    gallery.save(window, u"paused"_s);
    auto *menu = window.findChild<QMenu *>(u"moreMenu"_s);
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, u"menu-paused"_s);
    menu->close();
    room.model.current.role = Role::Participant;
    room.model.snapshot();
    gallery.save(window, u"paused-participant"_s);
    room.model.current.role = Role::Host;
    room.model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, u"menu-recording"_s);
    menu->close();
    room.model.current.room.room.locked = true;
    info.notConfirmed = 2;
    room.model.snapshot();
    window.resize(960, 640);
    gallery.save(window, u"recording-narrow"_s);
    window.resize(1280, 800);
    room.model.current.room.room.locked = false;
    room.model.snapshot();
}

void saveRecording(Gallery &gallery, MainWindow &window, FakeRoom &room)
{
    room.model.current.diskForecast = std::chrono::minutes(70);
    click(window, "startRecordingButton");
    auto *start = window.findChild<QDialog *>(u"startRecordingDialog"_s);
    gallery.saveWithDialog(window, *start, u"ask-start"_s);
    room.model.setPhase(RecordingPhase::Starting, u"r1"_s, u"p1"_s);
    gallery.save(window, u"starting"_s);
    room.model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    room.model.current.room.recording.elapsed = 754000;
    room.model.current.room.recording.notConfirmed = 2;
    room.model.snapshot();
    gallery.save(window, u"recording"_s);
    savePanel(gallery, window, room);
    room.model.current.room.recording.elapsed = 754000;
    click(window, "stopRecordingButton");
    auto *stop = window.findChild<QDialog *>(u"stopRecordingDialog"_s);
    gallery.saveWithDialog(window, *stop, u"ask-stop"_s);
    stop->reject();
    room.model.self().consent = Consent::Asked;
    room.model.snapshot();
    gallery.save(window, u"consent"_s);
    room.model.self().consent = Consent::Confirmed;
    room.model.current.room.recording.interrupted = true;
    room.model.snapshot();
    gallery.save(window, u"interrupted"_s);
    room.uploads.waiting = {
        {RecordingId{u"r1"_s}, u"Rec"_s, UploadView::State::Uploading, 45, 100, std::nullopt}};
    Q_EMIT room.uploads.uploadsChanged();
    room.model.setPhase(RecordingPhase::Idle, {});
    Q_EMIT room.model.recordingEnded(RecordingId{u"r1"_s}, EndReason::Stopped, {}, {});
    gallery.save(window, u"ended"_s);
    room.uploads.waiting.clear();
    Q_EMIT room.uploads.uploadsChanged();
    Q_EMIT room.uploads.published(RecordingId{u"r1"_s}, u"Rec"_s);
    gallery.save(window, u"published"_s);
}

/// In the middle of the transition to a shared screen.
void saveMovement(Gallery &gallery, MainWindow &window, FakeRoom &room)
{
    room.model.current.scene.sharing.reset();
    room.model.snapshot();
    gallery.save(window, u"room-before"_s);
    shareScreen(room, u"p2"_s);
    paintPictures(room);
    room.model.snapshot();
    gallery.save(window, u"room-moving"_s, std::chrono::milliseconds(30));
}

void saveOtherNetworks(Gallery &gallery, MainWindow &window, FakeRoom &room)
{
    using Reach = InviteAddress::Reach;
    room.invites.found = {
        {u"192.0.2.10"_s, u"wlp3s0"_s, {}, true, Reach::Answers},
        {u"2001:db8:85a3:8d3:1319:8a2e:370:7348"_s, u"wlp3s0"_s, {}, false, Reach::Answers},
        {u"10.5.0.2"_s, u"tun0"_s, {}, false, Reach::Checking},
        {u"172.17.0.1"_s, u"docker0"_s, {}, false, Reach::Silent}};
    window.findChild<QAction *>(u"otherNetworksAction"_s)->trigger();
    auto *dialog = window.findChild<QDialog *>(u"otherNetworksDialog"_s);
    click(*dialog, "copyNetworkLink1");
    gallery.saveWithDialog(window, *dialog, u"other-networks"_s);
    dialog->reject();
}

void savePeople(Gallery &gallery, MainWindow &window, FakeRoom &room)
{
    const RoomView before = room.model.current;
    RoomView &view = room.model.current;
    const QStringList names{u"Noa Shalev"_s,  u"Lars Ødegaard"_s, u"Mia Schmidt"_s, u"Tom Baker"_s,
                            u"Elif Yılmaz"_s, u"אורי לוי"_s,      u"Ana Souza"_s};
    for (const QString &name : names) {
        Participant person;
        person.id = ParticipantId{u"g%1"_s.arg(view.room.participants.size())};
        person.name = name;
        person.formFactor = name.startsWith(u'T') ? FormFactor::Phone : FormFactor::Desktop;
        person.handRaised = name.startsWith(u'N');
        person.present = !name.startsWith(u'E');
        view.room.participants.push_back(person);
    }
    view.room.participants[1].role = Role::Moderator;
    view.waiting = {{ParticipantId{u"w1"_s}, u"Gil Peretz"_s}};
    room.model.snapshot();
    click(window, "peopleButton");
    gallery.save(window, u"people"_s);
    view.waiting.push_back({ParticipantId{u"w2"_s}, u"Ruth Adler"_s});
    view.waiting.push_back(
        {ParticipantId{u"w3"_s}, u"Max"_s, Role::Participant, FormFactor::Desktop, true});
    view.room.session = {Closing::HostLeft, 899'000};
    view.closesAt = gallery.clock().now() + std::chrono::seconds(899);
    room.model.snapshot();
    click(window, "seeAllButton");
    gallery.saveWithDialog(window, *window.findChild<QDialog *>(u"waitingDialog"_s),
                           u"waiting-room"_s);
    window.findChild<QDialog *>(u"waitingDialog"_s)->reject();
    const QDateTime at(QDate(2026, 3, 1), QTime(9, 31));
    view.chat = {{1, ParticipantId{u"p2"_s}, u"Amir Cohen"_s,
                  u"The slides: https://example.org/slides?page=4. See you on Monday!"_s, at},
                 {2, ParticipantId{u"p4"_s}, u"יעל ברק"_s, u"תודה!"_s, at},
                 {3, view.self, u"Dana Levi"_s, u"Questions are welcome here."_s, at}};
    view.waiting.clear();
    room.model.snapshot();
    click(window, "chatButton");
    gallery.save(window, u"chat"_s);
    click(window, "chatCloseButton");
    room.model.current = before;
    room.model.snapshot();
}

void saveRoom(Gallery &gallery, MainWindow &window, FakeRoom &room)
{
    fillRoom(room, {u"Dana Levi"_s, u"Amir Cohen"_s, u"Jürgen Groß"_s, u"יעל ברק"_s}, Role::Host);
    room.model.current.scene.people[1].camera = false;
    room.model.current.participantLink = u"https://h/join/x"_s;
    paintPictures(room);
    room.model.latest.levels[{ParticipantId{u"p1"_s}, TrackKind::Microphone}] = 0.4F;
    window.enter(room.models());
    gallery.save(window, u"room"_s);
    auto *menu = window.findChild<QMenu *>(u"moreMenu"_s);
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, u"menu"_s);
    menu->close();
    saveOtherNetworks(gallery, window, room);
    savePeople(gallery, window, room);
    saveRecording(gallery, window, room);
    room.model.current.room.room.locked = true;
    room.model.current.microphoneOn = false;
    room.model.current.cameraOn = false;
    room.model.current.screenOn = true;
    shareScreen(room, u"p1"_s);
    paintPictures(room);
    room.model.snapshot();
    gallery.save(window, u"room-screen"_s);
    saveMovement(gallery, window, room);
    room.model.current.formFactor = FormFactor::Phone;
    room.model.snapshot();
    gallery.save(window, u"room-phone"_s);
    room.model.current.formFactor = FormFactor::Desktop;
    room.model.current.scene = {};
    room.model.current.mediaServerProblem = Error{ErrorCode::JanusMissing, {}};
    room.model.snapshot();
    gallery.save(window, u"room-empty"_s);
    room.model.current.mediaServerProblem.reset();
    room.model.snapshot();
}

void saveMedia(Gallery &gallery, MainWindow &window, FakeRoom &room)
{
    window.room()->openMedia();
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->objectName() == QLatin1String("mediaWindow")) {
            saveMediaWindow(gallery, *widget, room);
            widget->close();
        }
    }
}

void saveOthers(Gallery &gallery, MainWindow &window, FakeRoom &room)
{
    room.model.current.room.room.subtitles = true;
    room.settings.known = {
        {u"nvenc"_s, false}, {u"vaapi"_s, false}, {u"x264"_s, true}, {u"openh264"_s, true}};
    window.room()->openSettings();
    auto *settings = window.findChild<QDialog *>(u"settingsDialog"_s);
    gallery.saveWithDialog(window, *settings, u"settings"_s);
    room.model.current.room.room.locked = false;
    room.model.snapshot();
    auto *unit = settings->findChild<QComboBox *>(u"uploadLimitUnit"_s);
    QTest::keyClick(unit, Qt::Key_End);
    settings->findChild<QScrollArea *>()->ensureWidgetVisible(unit, 0, 200);
    gallery.saveWithDialog(window, *settings, u"settings-uploads"_s);
    auto *encoders = settings->findChild<QComboBox *>(u"encoderCombo"_s);
    encoders->showPopup();
    gallery.save(*encoders->view()->window(), u"settings-encoders"_s);
    encoders->hidePopup();
    click(*settings, "lockRoomCheck");
    gallery.saveWithDialog(window, *settings->findChild<QDialog *>(u"lockRoomDialog"_s),
                           u"ask-lock"_s);
    settings->close();
    TrayController tray(window);
    tray.setWork({true, true, false});
    window.close();
    gallery.saveWithDialog(window, *window.findChild<QDialog *>(u"quitDialog"_s), u"ask-quit"_s);
    room.model.current.connection = Connection::Waiting;
    room.model.snapshot();
    gallery.save(window, u"waiting"_s);
    Q_EMIT room.model.left({ErrorCode::SessionEnded, {}});
    gallery.save(window, u"left"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        qWarning("usage: ui_gallery FOLDER [LANGUAGE]");
        return 2;
    }
    const QString language = arguments.size() > 2 ? arguments[2] : u"en"_s;
    QDir().mkpath(arguments[1]);
    installTranslations(application, QLocale(language));
    applyStyle(application);
    FakeClock clock;
    Gallery gallery(arguments[1], language, clock);
    FakeRoom room;
    MainWindow window(clock);
    window.resize(1280, 800);
    window.show();
    saveStart(gallery, window);
    saveRoom(gallery, window, room);
    saveMedia(gallery, window, room);
    saveOthers(gallery, window, room);
    return 0;
}
