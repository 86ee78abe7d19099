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

using namespace Qt::StringLiterals;
using namespace prosc;

/// Uploads that will not finish automatically.
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
    FakeRoom m_room;
};

void TestStoppedUploads::init()
{
    clearMedia(m_room);
    fillRoom(m_room, {u"Dana"_s});
}

void TestStoppedUploads::givenUp_isNotRetried()
{
    UploadView view = uploadOfA(UploadView::State::Failed);
    view.error = Error{ErrorCode::DiskFull, {}};
    QVERIFY(mediaEntries({}, {view})[0].canRetry);
    view.givenUp = true;
    QVERIFY(!mediaEntries({}, {view})[0].canRetry);
    MediaRow row(mediaEntries({}, {view})[0]);
    QVERIFY(!row.findChild<QAction *>(u"pauseUploadAction"_s)->isVisible());
    // An upload that was given up failed on this computer, not on its way to the room's computer.
    QVERIFY(entryState(mediaEntries({}, {view})[0]).contains(errorText(*view.error)));
    UploadStrip strip;
    strip.setUploads({view});
    QVERIFY(!strip.findChild<QPushButton *>(u"uploadRetryButton"_s)->isVisibleTo(&strip));
}

void TestStoppedUploads::failedInTheLibrary_isShownAsOnItsWay_whileItIsHere()
{
    MediaItem failed = itemA(MediaItemState::Failed);
    failed.reason = u"timeout"_s;
    UploadView view = uploadOfA(UploadView::State::Waiting);
    MediaEntry entry = mediaEntries({failed}, {view})[0];
    QVERIFY(entry.state == MediaEntry::State::Waiting);
    QCOMPARE(entryState(entry), u"Waiting to upload from this computer."_s);
    QVERIFY(!needsAttention(entry));
    view.paused = true;
    entry = mediaEntries({failed}, {view})[0];
    QVERIFY(entryState(entry).contains(u"safe on this computer"_s));
    view = uploadOfA(UploadView::State::Failed);
    view.error = Error{ErrorCode::DiskFull, {}};
    entry = mediaEntries({failed}, {view})[0];
    QVERIFY(entryState(entry).contains(u"Saved on this computer"_s));
    QVERIFY(entryState(entry).contains(uploadErrorText(*view.error)));
}

void TestStoppedUploads::upload_isStopped_afterAQuestion()
{
    MediaWindow window(m_room.library, m_room.uploads, m_room.model.conversion);
    window.show();
    const QTemporaryDir folder;
    UploadView view = uploadOfA(UploadView::State::Failed);
    view.error = Error{ErrorCode::StaleRecording, {}};
    view.file = folder.filePath(u"Rec.mp4"_s);
    view.canStop = true;
    m_room.uploads.waiting = {view};
    Q_EMIT m_room.uploads.uploadsChanged();
    auto *stop = window.findChild<QAction *>(u"stopUploadAction"_s);
    QVERIFY(stop->isVisible());
    const auto ask = [&] {
        m_room.log.calls.clear();
        stop->trigger();
        return window.findChild<QDialog *>(u"stopUploadDialog"_s);
    };
    const auto says = [&](const QDialog &dialog, const QString &words) {
        const auto labels = dialog.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](QLabel *l) { return l->text().contains(words); });
    };
    QPointer<QDialog> dialog = ask();
    QVERIFY(says(*dialog, u"Rec.mp4"_s));
    QVERIFY(says(*dialog, u"no longer in the folder"_s));
    dialog->reject();
    QVERIFY(m_room.log.calls.isEmpty());
    QTRY_VERIFY(!dialog);
    QFile file(view.file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    dialog = ask();
    QVERIFY(says(*dialog, u"stays in the folder"_s));
    QVERIFY(says(*dialog, QDir::toNativeSeparators(folder.path())));
    dialog->findChild<QPushButton *>(u"stopUploadConfirm"_s)->click();
    QCOMPARE(m_room.log.calls, QStringList{u"stopUpload a"_s});
    // It is being recorded now.
    m_room.uploads.waiting[0].canStop = false;
    Q_EMIT m_room.uploads.uploadsChanged();
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
        QVERIFY(row.findChild<QAction *>(u"stopUploadAction"_s)->isVisible());
    }
    // The library is about to complete it.
    view.state = UploadView::State::Verifying;
    MediaRow row(mediaEntries({itemA(MediaItemState::Ready)}, {view})[0]);
    QVERIFY(!row.findChild<QAction *>(u"stopUploadAction"_s)->isVisible());
}

QTEST_MAIN(TestStoppedUploads)
#include "test_stopped_uploads.moc"
