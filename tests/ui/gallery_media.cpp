#include "tests/ui/gallery.h"
#include "tests/ui/scenes.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>

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
    return {RecordingId{id}, QStringLiteral("Rec – 2025-03-12 15-00-00 – %1.mp4").arg(id),
            state,           30000000,
            52000000,        {}};
}

/// What the library and this computer may say about a recording.
void fillStates(FakeRoomModel &model)
{
    using State = MediaItemState;
    const auto cut = QStringLiteral("c");
    model.items = {itemIn(QStringLiteral("r"), QStringLiteral("Recorded now"), State::Recording),
                   itemIn(cut, QStringLiteral("Cut off"), State::Interrupted),
                   itemIn(QStringLiteral("d"), QStringLiteral("With damage"), State::Ready,
                          QStringLiteral("fileDamaged")),
                   itemIn(QStringLiteral("m"), QStringLiteral("Not checked"), State::Ready,
                          QStringLiteral("mediaFailed")),
                   itemIn(QStringLiteral("b"), QStringLiteral("Old one"), State::Deleted),
                   itemIn(QStringLiteral("e"), QStringLiteral("Test"), State::Deleted)};
    model.waiting = {uploadOf(QStringLiteral("r"), UploadView::State::Uploading),
                     uploadOf(QStringLiteral("Physics"), UploadView::State::Waiting),
                     uploadOf(QStringLiteral("Art"), UploadView::State::Waiting),
                     uploadOf(QStringLiteral("Music"), UploadView::State::Failed)};
    model.waiting[0].live = true;
    model.waiting[1].paused = true;
    model.waiting[2].held = true;
    model.waiting[3].error = Error{ErrorCode::DiskFull, {}};
    model.waiting[3].canStop = true;
    Q_EMIT model.mediaListChanged();
}

void saveMediaDialogs(Gallery &gallery, QWidget &media, FakeRoomModel &model)
{
    const RecordingId item{QStringLiteral("d")};
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
    saveMenuWith("shareAction", QStringLiteral("media-menu"));
    saveMenuWith("stopUploadAction", QStringLiteral("media-menu-upload"));
    model.items = {itemIn(item.value, QStringLiteral("Biology, lesson 4"), MediaItemState::Ready)};
    model.waiting.clear();
    Q_EMIT model.mediaListChanged();
    QTest::qWait(10); // the other rows are gone
    trigger("shareAction");
    gallery.saveWithDialog(media, *dialog("shareDialog"), QStringLiteral("share"));
    click(media, "copyMediaLinkButton");
    Q_EMIT model.shareLinkReady(item, QUrl(QStringLiteral("https://h/watch/d#t=x")),
                                QDateTime(QDate(2025, 3, 19), QTime(14, 3)));
    gallery.saveWithDialog(media, *dialog("shareDialog"), QStringLiteral("share-copied"));
    click(media, "stopLinksButton");
    gallery.saveWithDialog(media, *dialog("stopLinksDialog"), QStringLiteral("ask-stop-links"));
    click(media, "stopLinksConfirm");
    Q_EMIT model.mediaAnswered(item, Error{ErrorCode::NotAllowed, {}});
    gallery.saveWithDialog(media, *dialog("shareDialog"), QStringLiteral("share-refused"));
    dialog("shareDialog")->reject();
    trigger("renameAction");
    media.findChild<QLineEdit *>(QStringLiteral("renameEdit"))->setText(QStringLiteral("Cells"));
    gallery.saveWithDialog(media, *dialog("renameDialog"), QStringLiteral("rename"));
    click(media, "renameConfirm");
    Q_EMIT model.mediaAnswered(item, Error{ErrorCode::NotAllowed, {}});
    gallery.saveWithDialog(media, *dialog("renameDialog"), QStringLiteral("rename-refused"));
    dialog("renameDialog")->reject();
    trigger("deleteAction");
    gallery.saveWithDialog(media, *dialog("deleteMediaDialog"), QStringLiteral("ask-delete"));
    dialog("deleteMediaDialog")->accept();
    Q_EMIT model.mediaAnswered(item, std::nullopt);
    gallery.save(media, QStringLiteral("media-deleted"));
}

void saveMediaStates(Gallery &gallery, QWidget &media, FakeRoomModel &model)
{
    fillStates(model);
    const QSize usual = media.size();
    media.resize(usual.width(), 900);
    gallery.save(media, QStringLiteral("media-states"));
    media.resize(media.minimumSize());
    gallery.save(media, QStringLiteral("media-small"));
    media.resize(usual);
    click(media, "binFolder");
    gallery.save(media, QStringLiteral("media-bin"));
    click(media, "recordingsFolder");
    saveMediaDialogs(gallery, media, model);
    model.items.clear();
    Q_EMIT model.mediaListChanged();
    click(media, "binFolder");
    gallery.save(media, QStringLiteral("media-bin-empty"));
    click(media, "recordingsFolder");
}

} // namespace

void saveMediaWindow(Gallery &gallery, QWidget &media, FakeRoomModel &model)
{
    const RecordingId first{QStringLiteral("a")};
    model.items = {itemIn(first.value, QStringLiteral("Biology, lesson 4"), MediaItemState::Ready),
                   itemIn(QStringLiteral("b"), QStringLiteral("Team"), MediaItemState::Processing),
                   itemIn(QStringLiteral("c"), QStringLiteral("Old lesson"), MediaItemState::Failed,
                          QStringLiteral("checksumMismatch"))};
    model.waiting = {uploadOf(QStringLiteral("Physics"), UploadView::State::Waiting),
                     uploadOf(QStringLiteral("Chemistry"), UploadView::State::Uploading)};
    model.waiting[0].error = Error{ErrorCode::Unreachable, {}};
    Q_EMIT model.mediaListChanged();
    Q_EMIT model.downloadFinished(first, QStringLiteral("/home/dana/Downloads/Rec.mp4"),
                                  std::nullopt);
    gallery.save(media, QStringLiteral("media"));
    for (auto *button : media.findChildren<QAbstractButton *>(QStringLiteral("viewButton"))) {
        if (button->isVisible()) {
            button->click();
        }
    }
    Q_EMIT model.viewReady(first, QUrl::fromLocalFile(QStringLiteral("/nothing.mp4")));
    gallery.save(media, QStringLiteral("player"));
    click(media, "recordingsFolder");
    saveMediaStates(gallery, media, model);
}

} // namespace prosc
