#include "tests/ui/gallery.h"
#include "tests/ui/scenes.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

MediaItem itemIn(const QString &id, const QString &title, MediaItemState state,
                 const QString &reason = {})
{
    MediaItem item = readyItem(id, title);
    item.state = state;
    item.reason = reason;
    return item;
}

UploadView uploadOf(const QString &id, UploadView::State state)
{
    return {RecordingId{id}, u"Rec – 2025-03-12 15-00-00 – %1.mp4"_s.arg(id),
            state,           30000000,
            52000000,        {}};
}

/// All states of a recording in the library and on this computer.
void fillStates(FakeRoom &room)
{
    using State = MediaItemState;
    const auto cut = u"c"_s;
    room.library.recordings = {itemIn(u"r"_s, u"Recorded now"_s, State::Recording),
                               itemIn(cut, u"Cut off"_s, State::Interrupted),
                               itemIn(u"d"_s, u"With damage"_s, State::Ready, u"fileDamaged"_s),
                               itemIn(u"m"_s, u"Not checked"_s, State::Ready, u"mediaFailed"_s),
                               itemIn(u"b"_s, u"Old one"_s, State::Deleted),
                               itemIn(u"e"_s, u"Test"_s, State::Deleted)};
    room.uploads.waiting = {uploadOf(u"r"_s, UploadView::State::Uploading),
                            uploadOf(u"Physics"_s, UploadView::State::Waiting),
                            uploadOf(u"Art"_s, UploadView::State::Waiting),
                            uploadOf(u"Music"_s, UploadView::State::Failed)};
    room.uploads.waiting[0].live = true;
    room.uploads.waiting[1].paused = true;
    room.uploads.waiting[2].held = true;
    room.uploads.waiting[3].error = Error{ErrorCode::DiskFull, {}};
    room.uploads.waiting[3].canStop = true;
    Q_EMIT room.library.listChanged();
}

void saveMediaDialogs(Gallery &gallery, QWidget &media, FakeRoom &room)
{
    const RecordingId item{u"d"_s};
    const auto trigger = [&media](const char *name) {
        media.findChild<QAction *>(QString::fromLatin1(name))->trigger();
    };
    const auto dialog = [&media](const char *name) {
        return media.findChild<QDialog *>(QString::fromLatin1(name));
    };
    const auto saveMenuWith = [&](const char *action, const QString &name) {
        for (auto *entry : media.findChildren<QAction *>(QString::fromLatin1(action))) {
            auto *menu = qobject_cast<QMenu *>(entry->parent());
            if (menu != nullptr && entry->isVisible()) {
                menu->popup(QPoint(0, 0));
                gallery.save(*menu, name);
                menu->close();
                return;
            }
        }
    };
    saveMenuWith("shareAction", u"media-menu"_s);
    saveMenuWith("stopUploadAction", u"media-menu-upload"_s);
    room.library.recordings = {itemIn(item.value, u"Biology, lesson 4"_s, MediaItemState::Ready)};
    room.uploads.waiting.clear();
    Q_EMIT room.library.listChanged();
    QTest::qWait(10); // the other rows are gone
    trigger("shareAction");
    gallery.saveWithDialog(media, *dialog("shareDialog"), u"share"_s);
    click(media, "copyMediaLinkButton");
    Q_EMIT room.library.shareLinkReady(item, QUrl(u"https://h/watch/d#t=x"_s),
                                       QDateTime(QDate(2025, 3, 19), QTime(14, 3)));
    gallery.saveWithDialog(media, *dialog("shareDialog"), u"share-copied"_s);
    click(media, "stopLinksButton");
    gallery.saveWithDialog(media, *dialog("stopLinksDialog"), u"ask-stop-links"_s);
    click(media, "stopLinksConfirm");
    Q_EMIT room.library.answered(item, Error{ErrorCode::NotAllowed, {}});
    gallery.saveWithDialog(media, *dialog("shareDialog"), u"share-refused"_s);
    dialog("shareDialog")->reject();
    trigger("renameAction");
    media.findChild<QLineEdit *>(u"renameEdit"_s)->setText(u"Cells"_s);
    gallery.saveWithDialog(media, *dialog("renameDialog"), u"rename"_s);
    click(media, "renameConfirm");
    Q_EMIT room.library.answered(item, Error{ErrorCode::NotAllowed, {}});
    gallery.saveWithDialog(media, *dialog("renameDialog"), u"rename-refused"_s);
    dialog("renameDialog")->reject();
    trigger("deleteAction");
    gallery.saveWithDialog(media, *dialog("deleteMediaDialog"), u"ask-delete"_s);
    dialog("deleteMediaDialog")->accept();
    Q_EMIT room.library.answered(item, std::nullopt);
    gallery.save(media, u"media-deleted"_s);
}

void saveMediaStates(Gallery &gallery, QWidget &media, FakeRoom &room)
{
    fillStates(room);
    const QSize usual = media.size();
    media.resize(usual.width(), 900);
    gallery.save(media, u"media-states"_s);
    media.resize(media.minimumSize());
    gallery.save(media, u"media-small"_s);
    media.resize(usual);
    click(media, "binFolder");
    gallery.save(media, u"media-bin"_s);
    click(media, "recordingsFolder");
    saveMediaDialogs(gallery, media, room);
    room.library.recordings.clear();
    Q_EMIT room.library.listChanged();
    click(media, "binFolder");
    gallery.save(media, u"media-bin-empty"_s);
    click(media, "recordingsFolder");
}

} // namespace

void saveMediaWindow(Gallery &gallery, QWidget &media, FakeRoom &room)
{
    const RecordingId first{u"a"_s};
    room.library.recordings = {
        itemIn(first.value, u"Biology, lesson 4"_s, MediaItemState::Ready),
        itemIn(u"b"_s, u"Team"_s, MediaItemState::Processing),
        itemIn(u"c"_s, u"Old lesson"_s, MediaItemState::Failed, u"checksumMismatch"_s)};
    room.uploads.waiting = {uploadOf(u"Physics"_s, UploadView::State::Waiting),
                            uploadOf(u"Chemistry"_s, UploadView::State::Uploading)};
    room.uploads.waiting[0].error = Error{ErrorCode::Unreachable, {}};
    Q_EMIT room.library.listChanged();
    Q_EMIT room.library.downloadFinished(first, u"/home/dana/Downloads/Rec.mp4"_s, std::nullopt);
    gallery.save(media, u"media"_s);
    for (auto *button : media.findChildren<QAbstractButton *>(u"viewButton"_s)) {
        if (button->isVisible()) {
            button->click();
        }
    }
    Q_EMIT room.library.viewReady(first, QUrl::fromLocalFile(u"/nothing.mp4"_s));
    gallery.save(media, u"player"_s);
    click(media, "recordingsFolder");
    saveMediaStates(gallery, media, room);
}

} // namespace prosc
