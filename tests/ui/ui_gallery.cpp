// Saves a picture of every window to a folder, to be looked at: ui_gallery FOLDER [LANGUAGE]
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

using namespace prosc;

namespace {

void saveStart(Gallery &gallery, MainWindow &window)
{
    StartPage &page = window.startPage();
    page.setName(QStringLiteral("Dana Levi"));
    const QDateTime last(QDate(2025, 3, 12), QTime(9, 30));
    page.setRecentRooms(
        {{QStringLiteral("Biology, lesson 3"), QStringLiteral("https://h/join/a"), last},
         {QStringLiteral("Team meeting"), QStringLiteral("https://h/join/b"), last}});
    gallery.save(window, QStringLiteral("start"));
    page.showBusy(QStringLiteral("…"));
    gallery.save(window, QStringLiteral("start-busy"));
    page.showError({ErrorCode::TokenExpired, {}});
    gallery.save(window, QStringLiteral("start-error"));
    page.showReady();
    UploadView kept{RecordingId{QStringLiteral("r1")},
                    QStringLiteral("Rec – 2025-03-12 15-00-00 – Physics.mp4"),
                    UploadView::State::Failed,
                    30000000,
                    52000000,
                    Error{ErrorCode::StaleRecording, {}}};
    kept.canStop = true;
    kept.file = QStringLiteral("/home/dana/Videos/Proscenium/r1/") + kept.name;
    page.setUploads({kept});
    gallery.save(window, QStringLiteral("start-kept"));
    click(window, "uploadStopButton");
    auto *stop = window.findChild<QDialog *>(QStringLiteral("stopUploadDialog"));
    gallery.saveWithDialog(window, *stop, QStringLiteral("ask-stop-upload"));
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
    progress.encoder = QStringLiteral("x264 veryfast");
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
    auto *panel = window.findChild<QWidget *>(QStringLiteral("recorderPanel"));
    RecordingInfo &info = model.current.room.recording;
    info.recorder = model.current.self;
    model.current.recorder = recorderOf({});
    model.snapshot();
    click(window, "recordingDetailsButton");
    gallery.saveWithPopup(window, *panel, QStringLiteral("panel-fine"));
    model.current.recorder =
        recorderOf({QStringLiteral("p2"), QStringLiteral("p3"), QStringLiteral("p4")});
    model.current.recorder->progress.overloaded = true;
    info.overloaded = true;
    model.snapshot();
    gallery.saveWithPopup(window, *panel, QStringLiteral("panel-troubles"));
    info.recorder = ParticipantId{QStringLiteral("p2")};
    info.silent = true;
    model.current.recorder.reset();
    model.snapshot();
    gallery.saveWithPopup(window, *panel, QStringLiteral("panel-elsewhere"));
    panel->hide();
    info.elapsed = 1000LL * 3600 * 24 - 1000LL * 60 * 14;
    info.limit = 1000LL * 3600 * 24;
    model.snapshot();
    gallery.save(window, QStringLiteral("notices"));
    model.setPhase(RecordingPhase::Paused, QStringLiteral("r1"), QStringLiteral("p1"));
    info.elapsed = 754000;
    model.snapshot();
    gallery.save(window, QStringLiteral("paused"));
    auto *menu = window.findChild<QMenu *>(QStringLiteral("moreMenu"));
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, QStringLiteral("menu-paused"));
    menu->close();
    model.current.role = Role::Participant;
    model.snapshot();
    gallery.save(window, QStringLiteral("paused-participant"));
    model.current.role = Role::Host;
    model.setPhase(RecordingPhase::Recording, QStringLiteral("r1"), QStringLiteral("p1"));
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, QStringLiteral("menu-recording"));
    menu->close();
    model.current.room.room.locked = true;
    info.notConfirmed = 2;
    model.snapshot();
    window.resize(960, 640);
    gallery.save(window, QStringLiteral("recording-narrow"));
    window.resize(1280, 800);
    model.current.room.room.locked = false;
    model.snapshot();
}

void saveRecording(Gallery &gallery, MainWindow &window, FakeRoomModel &model)
{
    model.current.diskForecast = std::chrono::minutes(70);
    click(window, "startRecordingButton");
    auto *start = window.findChild<QDialog *>(QStringLiteral("startRecordingDialog"));
    gallery.saveWithDialog(window, *start, QStringLiteral("ask-start"));
    model.setPhase(RecordingPhase::Starting, QStringLiteral("r1"), QStringLiteral("p1"));
    gallery.save(window, QStringLiteral("starting"));
    model.setPhase(RecordingPhase::Recording, QStringLiteral("r1"), QStringLiteral("p1"));
    model.current.room.recording.elapsed = 754000;
    model.current.room.recording.notConfirmed = 2;
    model.snapshot();
    gallery.save(window, QStringLiteral("recording"));
    savePanel(gallery, window, model);
    model.current.room.recording.elapsed = 754000;
    click(window, "stopRecordingButton");
    auto *stop = window.findChild<QDialog *>(QStringLiteral("stopRecordingDialog"));
    gallery.saveWithDialog(window, *stop, QStringLiteral("ask-stop"));
    stop->reject();
    model.self().consent = Consent::Asked;
    model.snapshot();
    gallery.save(window, QStringLiteral("consent"));
    model.self().consent = Consent::Confirmed;
    model.current.room.recording.interrupted = true;
    model.snapshot();
    gallery.save(window, QStringLiteral("interrupted"));
    model.waiting = {{RecordingId{QStringLiteral("r1")}, QStringLiteral("Rec"),
                      UploadView::State::Uploading, 45, 100, std::nullopt}};
    Q_EMIT model.uploadsChanged();
    model.setPhase(RecordingPhase::Idle, {});
    Q_EMIT model.recordingEnded(RecordingId{QStringLiteral("r1")}, EndReason::Stopped, {}, {});
    gallery.save(window, QStringLiteral("ended"));
    model.waiting.clear();
    Q_EMIT model.uploadsChanged();
    Q_EMIT model.published(RecordingId{QStringLiteral("r1")}, QStringLiteral("Rec"));
    gallery.save(window, QStringLiteral("published"));
}

/// On the way to a shared screen.
void saveMovement(Gallery &gallery, MainWindow &window, FakeRoomModel &model)
{
    model.current.scene.sharing.reset();
    model.snapshot();
    gallery.save(window, QStringLiteral("room-before"));
    shareScreen(model, QStringLiteral("p2"));
    paintPictures(model);
    model.snapshot();
    gallery.save(window, QStringLiteral("room-moving"), std::chrono::milliseconds(30));
}

void saveRoom(Gallery &gallery, MainWindow &window, FakeRoomModel &model)
{
    fillRoom(model,
             {QStringLiteral("Dana Levi"), QStringLiteral("Amir Cohen"),
              QStringLiteral("Jürgen Groß"), QStringLiteral("יעל ברק")},
             Role::Host);
    model.current.scene.people[1].camera = false;
    model.current.participantLink = QStringLiteral("https://h/join/x");
    paintPictures(model);
    model.latest.levels[{ParticipantId{QStringLiteral("p1")}, TrackKind::Microphone}] = 0.4F;
    window.enter(model);
    gallery.save(window, QStringLiteral("room"));
    auto *menu = window.findChild<QMenu *>(QStringLiteral("moreMenu"));
    menu->popup(QPoint(0, 0));
    gallery.save(*menu, QStringLiteral("menu"));
    menu->close();
    saveRecording(gallery, window, model);
    model.current.room.room.locked = true;
    model.current.microphoneOn = false;
    model.current.cameraOn = false;
    model.current.screenOn = true;
    shareScreen(model, QStringLiteral("p1"));
    paintPictures(model);
    model.snapshot();
    gallery.save(window, QStringLiteral("room-screen"));
    saveMovement(gallery, window, model);
    model.current.formFactor = FormFactor::Phone;
    model.snapshot();
    gallery.save(window, QStringLiteral("room-phone"));
    model.current.formFactor = FormFactor::Desktop;
    model.current.scene = {};
    model.current.mediaServerProblem = Error{ErrorCode::JanusMissing, {}};
    model.snapshot();
    gallery.save(window, QStringLiteral("room-empty"));
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
    model.known = {{QStringLiteral("nvenc"), false},
                   {QStringLiteral("vaapi"), false},
                   {QStringLiteral("x264"), true},
                   {QStringLiteral("openh264"), true}};
    window.room()->openSettings();
    auto *settings = window.findChild<QDialog *>(QStringLiteral("settingsDialog"));
    gallery.saveWithDialog(window, *settings, QStringLiteral("settings"));
    model.current.room.room.locked = false;
    model.snapshot();
    auto *unit = settings->findChild<QComboBox *>(QStringLiteral("uploadLimitUnit"));
    QTest::keyClick(unit, Qt::Key_End);
    settings->findChild<QScrollArea *>()->ensureWidgetVisible(unit, 0, 200);
    gallery.saveWithDialog(window, *settings, QStringLiteral("settings-uploads"));
    auto *encoders = settings->findChild<QComboBox *>(QStringLiteral("encoderCombo"));
    encoders->showPopup();
    gallery.save(*encoders->view()->window(), QStringLiteral("settings-encoders"));
    encoders->hidePopup();
    click(*settings, "lockRoomCheck");
    gallery.saveWithDialog(window,
                           *settings->findChild<QDialog *>(QStringLiteral("lockRoomDialog")),
                           QStringLiteral("ask-lock"));
    settings->close();
    TrayController tray(window);
    tray.setWork({true, true, false});
    window.close();
    gallery.saveWithDialog(window, *window.findChild<QDialog *>(QStringLiteral("quitDialog")),
                           QStringLiteral("ask-quit"));
    model.current.connection = Connection::Waiting;
    model.snapshot();
    gallery.save(window, QStringLiteral("waiting"));
    Q_EMIT model.left({ErrorCode::SessionEnded, {}});
    gallery.save(window, QStringLiteral("left"));
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
    const QString language = arguments.size() > 2 ? arguments[2] : QStringLiteral("en");
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
