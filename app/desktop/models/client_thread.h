#pragma once

#include "app/base/object_thread.h"
#include "app/composition/room_client.h"

#include <utility>

namespace prosc {

/// A room's client and the thread it lives on. May be used from any thread; both outlive it.
struct ClientThread
{
    ObjectThread &thread;
    RoomClient &client;

    /// Queues `action(client)` on that thread.
    template <class Action>
    void post(Action action) const
    {
        thread.post([target = &client, action = std::move(action)] { action(*target); });
    }
    /// Sends `body` to the service. A refusal is reported by RoomSession::refused().
    void request(ClientBody body) const
    {
        post([body = std::move(body)](RoomClient &on) { on.session().request(body); });
    }
};

} // namespace prosc
