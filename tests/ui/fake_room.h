#pragma once

#include "tests/ui/fake_models.h"
#include "ui/model/room_models.h"

namespace prosc {

/// An open room for a window: the six fakes, which share one log.
struct FakeRoom
{
    [[nodiscard]] RoomModels models()
    {
        return {model, devices, settings, uploads, library, invites};
    }

    CallLog log;
    FakeRoomModel model{log};
    FakeDevicesModel devices{log};
    FakeSettingsModel settings;
    FakeUploadsModel uploads{log};
    FakeLibraryModel library{log, model};
    FakeInvitesModel invites{log};
};

} // namespace prosc
