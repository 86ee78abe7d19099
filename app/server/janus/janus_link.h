#pragma once

#include "app/base/result.h"
#include "app/server/janus/janus_config.h"

#include <QJsonObject>

#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace prosc {

/// The error for requests while Janus is unavailable.
[[nodiscard]] inline tl::unexpected<Error> noMediaServer()
{
    return fail(ErrorCode::NoMediaServer, QStringLiteral("the media server is not running"));
}

/// The WebSocket to a Janus (https://janus.conf.meetecho.com/docs/rest.html, over "janus-protocol")
/// with one session on it, which outlives the WebSocket: a service that was starved connects again
/// and claims it, so that nobody's media ends. Everything on the I/O thread.
class JanusLink
{
public:
    using Reply = std::function<void(Result<QJsonObject>)>;
    struct Events
    {
        /// The Janus at the endpoint is ours and has a session. Either this or `closed` is called
        /// first.
        std::function<void()> ready;
        /// An event that Janus sent unasked.
        std::function<void(const QJsonObject &)> event;
        /// The connection was lost, and the session claimed again. Events may be missing; requests
        /// that were pending have ended with NoMediaServer.
        std::function<void()> claimed;
        /// The connection failed, or was lost and its session could not be claimed. At most once;
        /// nothing follows. Pending requests have ended with NoMediaServer before.
        std::function<void(const Error &)> closed;
    };

    JanusLink(boost::asio::io_context &io, const JanusEndpoint &endpoint, Events events);
    /// Pending requests end with NoMediaServer; no event follows.
    ~JanusLink();
    JanusLink(const JanusLink &) = delete;
    JanusLink &operator=(const JanusLink &) = delete;

    /// Sends a request of the Janus API; session, secret and transaction are filled in. `reply` is
    /// called exactly once: with Janus's "success", "ack" or (for what a plugin answers later)
    /// "event" message, the error of checkedReply() (janus_replies.h), Timeout after 10 s, or
    /// NoMediaServer. While the session is claimed again it waits.
    void request(const QJsonObject &message, Reply reply);

private:
    class Connection;
    std::shared_ptr<Connection> m_connection;
};

} // namespace prosc
