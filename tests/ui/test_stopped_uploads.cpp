#include "tests/ui/scenes.h"
#include "ui/library/media_row.h"
#include "ui/library/media_window.h"
#include "ui/text/error_text.h"
#include "ui/text/upload_error_text.h"
#include "ui/uploads/upload_strip.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

using namespace prosc;

/// Uploads that do not come to their end by themselves.
class TestStoppedUploads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void givenUp_isNotRetried();
    void failedInTheLibrary_isShownAsOnItsWay_whileItIsHere();
    void upload_isStopped_afterAQuestion();
    void upload_canBeStopped_whereverItsRecordingStands();

private:
    FakeRoomModel m_model;
};

void TestStoppedUploads::init()
{
    clearMedia(m_model);
    fillRoom(m_model, {QStringLiteral("Dana")});
}

void TestStoppedUploads::givenUp_isNotRetried()
{
    UploadView view = uploadOfA(UploadView::State::Failed);
    view.error = Error{ErrorCode::DiskFull, {}};
    QVERIFY(mediaEntries({}, {view})[0].canRetry);
    view.givenUp = true;
    QVERIFY(!mediaEntries({}, {view})[0].canRetry);
    MediaRow row(mediaEntries({}, {view})[0]);
    QVERIFY(!row.findChild<QAction *>(QStringLiteral("pauseUploadAction"))->isVisible());
    // What was given up failed on this computer, and not on its way to the room's.
    QVERIFY(entryState(mediaEntries({}, {view})[0]).contains(errorText(*view.error)));
    UploadStrip strip;
    strip.setUploads({view});
    QVERIFY(
        !strip.findChild<QPushButton *>(QStringLiteral("uploadRetryButton"))->isVisibleTo(&strip));
}

void TestStoppedUploads::failedInTheLibrary_isShownAsOnItsWay_whileItIsHere()
{
    MediaItem failed = itemA(MediaItemState::Failed);
    failed.reason = QStringLiteral("timeout");
    UploadView view = uploadOfA(UploadView::State::Waiting);
    MediaEntry entry = mediaEntries({failed}, {view})[0];
    QVERIFY(entry.state == MediaEntry::State::Waiting);
    QCOMPARE(entryState(entry), QStringLiteral("Waits on this computer to be uploaded."));
    QVERIFY(!needsAttention(entry));
    view.paused = true;
    entry = mediaEntries({failed}, {view})[0];
    QVERIFY(entryState(entry).contains(QStringLiteral("safe on this computer")));
    view = uploadOfA(UploadView::State::Failed);
    view.error = Error{ErrorCode::DiskFull, {}};
    entry = mediaEntries({failed}, {view})[0];
    QVERIFY(entryState(entry).contains(QStringLiteral("Kept on this computer")));
    QVERIFY(entryState(entry).contains(uploadErrorText(*view.error)));
}

void TestStoppedUploads::upload_isStopped_afterAQuestion()
{
    MediaWindow window(m_model);
    window.show();
    const QTemporaryDir folder;
    UploadView view = uploadOfA(UploadView::State::Failed);
    view.error = Error{ErrorCode::StaleRecording, {}};
    view.file = folder.filePath(QStringLiteral("Rec.mp4"));
    view.canStop = true;
    m_model.waiting = {view};
    Q_EMIT m_model.uploadsChanged();
    auto *stop = window.findChild<QAction *>(QStringLiteral("stopUploadAction"));
    QVERIFY(stop->isVisible());
    const auto ask = [&] {
        m_model.calls.clear();
        stop->trigger();
        return window.findChild<QDialog *>(QStringLiteral("stopUploadDialog"));
    };
    const auto says = [&](const QDialog &dialog, const QString &words) {
        const auto labels = dialog.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](QLabel *l) { return l->text().contains(words); });
    };
    QPointer<QDialog> dialog = ask();
    QVERIFY(says(*dialog, QStringLiteral("Rec.mp4")));
    QVERIFY(says(*dialog, QStringLiteral("There is no such file")));
    dialog->reject();
    QVERIFY(m_model.calls.isEmpty());
    QTRY_VERIFY(!dialog);
    QFile file(view.file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    dialog = ask();
    QVERIFY(says(*dialog, QStringLiteral("stays in the folder")));
    QVERIFY(says(*dialog, QDir::toNativeSeparators(folder.path())));
    dialog->findChild<QPushButton *>(QStringLiteral("stopUploadConfirm"))->click();
    QCOMPARE(m_model.calls, QStringList{QStringLiteral("stopUpload a")});
    // It is recorded now.
    m_model.waiting[0].canStop = false;
    Q_EMIT m_model.uploadsChanged();
    QVERIFY(!stop->isVisible());
}

void TestStoppedUploads::upload_canBeStopped_whereverItsRecordingStands()
{
    UploadView view = uploadOfA(UploadView::State::Failed);
    view.error = Error{ErrorCode::NotAllowed, {}};
    view.canStop = true;
    for (const auto state : {MediaItemState::Deleted, MediaItemState::Ready,
                             MediaItemState::Interrupted, MediaItemState::Failed}) {
        MediaRow row(mediaEntries({itemA(state)}, {view})[0]);
        QVERIFY(row.findChild<QAction *>(QStringLiteral("stopUploadAction"))->isVisible());
    }
    // The library is about to have it.
    view.state = UploadView::State::Verifying;
    MediaRow row(mediaEntries({itemA(MediaItemState::Ready)}, {view})[0]);
    QVERIFY(!row.findChild<QAction *>(QStringLiteral("stopUploadAction"))->isVisible());
}

QTEST_MAIN(TestStoppedUploads)
#include "test_stopped_uploads.moc"
