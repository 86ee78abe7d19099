#pragma once

#include "tests/ui/fake_room.h"

namespace prosc {

/// A room with `names.size()` people on the stage; the first one is the viewer, with `role`. Their
/// ids are p1, p2, ...
void fillRoom(FakeRoom &room, const QStringList &names, Role role = Role::Moderator);
/// Generated pictures for everybody whose camera is on, and a slide for the person who shares.
void paintPictures(FakeRoom &room);
/// `person` shares a screen.
void shareScreen(FakeRoom &room, const QString &person);
[[nodiscard]] MediaItem readyItem(const QString &id, const QString &title);
/// The recording "a" in the library, and its upload from this computer.
[[nodiscard]] MediaItem itemA(MediaItemState state);
[[nodiscard]] UploadView uploadOfA(UploadView::State state);
/// An empty library, no uploads, no requests.
void clearMedia(FakeRoom &room);

} // namespace prosc
