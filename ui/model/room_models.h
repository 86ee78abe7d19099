#pragma once

namespace prosc {

class DevicesModel;
class InvitesModel;
class LibraryModel;
class RoomModel;
class SettingsModel;
class UploadsModel;

/// What the windows of an open room show and control, for those that need more than one of them.
struct RoomModels
{
    RoomModel &room;
    DevicesModel &devices;
    SettingsModel &settings;
    UploadsModel &uploads;
    LibraryModel &library;
    InvitesModel &invites;
};

} // namespace prosc
