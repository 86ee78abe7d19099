// Saves a screenshot of every window to a folder, for inspection: ui_gallery FOLDER [LANGUAGE]
#include "app/stage/stage_transition.h"
#include "tests/ui/gallery.h"
#include "tests/ui/scenes.h"
#include "ui/main_window.h"
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

void savePanel(Gallery &gallery, MainWindow &window, FakeRoomModel &model)
{
    auto *panel = window.findChild<QWidget *>(u"recorderPanel"_s);
    RecordingInfo &info = model.current.room.recording;
    info.recorder = model.current.self;
    model.current.recorder = recorderOf({});
    model.snapshot();
    click(window, "recordingDetailsButton");
    gallery.saveWithPopup(window, *panel, u"panel-fine"_s);
    model.current.recorder = recorderOf({u"p2"_s, u"p3"_s, u"p4"_s});
    model.current.recorder->progress.overloaded = true;
    info.overloaded = true;
    model.snapshot();
    gallery.saveWithPopup(window, *panel, u"panel-troubles"_s);
    info.recorder = ParticipantId{u"p2"_s};
    info.silent = true;
    model.current.recorder.reset();
    model.snapshot();
    gallery.saveWithPopup(window, *panel, u"panel-elsewhere"_s);
    panel->hide();
    info.elapsed = 1000LL * 3600 * 24 - 1000LL * 60 * 14;
    info.limit = 1000LL * 3600 * 24;
    model.snapshot();
    gallery.save(window, u"notices"_s);
    model.setPhase(RecordingPhase::Paused, u"r1"_s, u"p1"_s);
    info.elapsed = 754000;
    model.snapshot();
    gallery.save(window, u"paused"_s);
    auto *menu = window.findChild<QMenu *>(u"moreMenu"_s);
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, u"menu-paused"_s);
    menu->close();
    model.current.role = Role::Participant;
    model.snapshot();
    gallery.save(window, u"paused-participant"_s);
    model.current.role = Role::Host;
    model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, u"menu-recording"_s);
    menu->close();
    model.current.room.room.locked = true;
    info.notConfirmed = 2;
    model.snapshot();
    window.resize(960, 640);
    gallery.save(window, u"recording-narrow"_s);
    window.resize(1280, 800);
    model.current.room.room.locked = false;
    model.snapshot();
}

void saveRecording(Gallery &gallery, MainWindow &window, FakeRoomModel &model)
{
    model.current.diskForecast = std::chrono::minutes(70);
    click(window, "startRecordingButton");
    auto *start = window.findChild<QDialog *>(u"startRecordingDialog"_s);
    gallery.saveWithDialog(window, *start, u"ask-start"_s);
    model.setPhase(RecordingPhase::Starting, u"r1"_s, u"p1"_s);
    gallery.save(window, u"starting"_s);
    model.setPhase(RecordingPhase::Recording, u"r1"_s, u"p1"_s);
    model.current.room.recording.elapsed = 754000;
    model.current.room.recording.notConfirmed = 2;
    model.snapshot();
    gallery.save(window, u"recording"_s);
    savePanel(gallery, window, model);
    model.current.room.recording.elapsed = 754000;
    click(window, "stopRecordingButton");
    auto *stop = window.findChild<QDialog *>(u"stopRecordingDialog"_s);
    gallery.saveWithDialog(window, *stop, u"ask-stop"_s);
    stop->reject();
    model.self().consent = Consent::Asked;
    model.snapshot();
    gallery.save(window, u"consent"_s);
    model.self().consent = Consent::Confirmed;
    model.current.room.recording.interrupted = true;
    model.snapshot();
    gallery.save(window, u"interrupted"_s);
    model.waiting = {
        {RecordingId{u"r1"_s}, u"Rec"_s, UploadView::State::Uploading, 45, 100, std::nullopt}};
    Q_EMIT model.uploadsChanged();
    model.setPhase(RecordingPhase::Idle, {});
    Q_EMIT model.recordingEnded(RecordingId{u"r1"_s}, EndReason::Stopped, {}, {});
    gallery.save(window, u"ended"_s);
    model.waiting.clear();
    Q_EMIT model.uploadsChanged();
    Q_EMIT model.published(RecordingId{u"r1"_s}, u"Rec"_s);
    gallery.save(window, u"published"_s);
}

/// In the middle of the transition to a shared screen.
void saveMovement(Gallery &gallery, MainWindow &window, FakeRoomModel &model)
{
    model.current.scene.sharing.reset();
    model.snapshot();
    gallery.save(window, u"room-before"_s);
    shareScreen(model, u"p2"_s);
    paintPictures(model);
    model.snapshot();
    gallery.save(window, u"room-moving"_s, std::chrono::milliseconds(30));
}

void saveRoom(Gallery &gallery, MainWindow &window, FakeRoomModel &model)
{
    fillRoom(model, {u"Dana Levi"_s, u"Amir Cohen"_s, u"Jürgen Groß"_s, u"יעל ברק"_s}, Role::Host);
    model.current.scene.people[1].camera = false;
    model.current.participantLink = u"https://h/join/x"_s;
    paintPictures(model);
    model.latest.levels[{ParticipantId{u"p1"_s}, TrackKind::Microphone}] = 0.4F;
    window.enter(model);
    gallery.save(window, u"room"_s);
    auto *menu = window.findChild<QMenu *>(u"moreMenu"_s);
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, u"menu"_s);
    menu->close();
    saveRecording(gallery, window, model);
    model.current.room.room.locked = true;
    model.current.microphoneOn = false;
    model.current.cameraOn = false;
    model.current.screenOn = true;
    shareScreen(model, u"p1"_s);
    paintPictures(model);
    model.snapshot();
    gallery.save(window, u"room-screen"_s);
    saveMovement(gallery, window, model);
    model.current.formFactor = FormFactor::Phone;
    model.snapshot();
    gallery.save(window, u"room-phone"_s);
    model.current.formFactor = FormFactor::Desktop;
    model.current.scene = {};
    model.current.mediaServerProblem = Error{ErrorCode::JanusMissing, {}};
    model.snapshot();
    gallery.save(window, u"room-empty"_s);
    model.current.mediaServerProblem.reset();
    model.snapshot();
}

void saveMedia(Gallery &gallery, MainWindow &window, FakeRoomModel &model)
{
    window.room()->openMedia();
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (widget->objectName() == QLatin1String("mediaWindow")) {
            saveMediaWindow(gallery, *widget, model);
            widget->close();
        }
    }
}

void saveOthers(Gallery &gallery, MainWindow &window, FakeRoomModel &model)
{
    model.current.room.room.subtitles = true;
    model.known = {
        {u"nvenc"_s, false}, {u"vaapi"_s, false}, {u"x264"_s, true}, {u"openh264"_s, true}};
    window.room()->openSettings();
    auto *settings = window.findChild<QDialog *>(u"settingsDialog"_s);
    gallery.saveWithDialog(window, *settings, u"settings"_s);
    model.current.room.room.locked = false;
    model.snapshot();
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
    model.current.connection = Connection::Waiting;
    model.snapshot();
    gallery.save(window, u"waiting"_s);
    Q_EMIT model.left({ErrorCode::SessionEnded, {}});
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
    FakeRoomModel model;
    MainWindow window(clock);
    window.resize(1280, 800);
    window.show();
    saveStart(gallery, window);
    saveRoom(gallery, window, model);
    saveMedia(gallery, window, model);
    saveOthers(gallery, window, model);
    return 0;
}
