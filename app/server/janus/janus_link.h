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

/// Why nothing can be asked of Janus now.
[[nodiscard]] inline tl::unexpected<Error> noMediaServer()
{
    return fail(ErrorCode::NoMediaServer, QStringLiteral("the media server is not running"));
}

/// The WebSocket to a Janus (https://janus.conf.meetecho.com/docs/rest.html, over "janus-protocol")
/// with one session on it. Everything on the I/O thread.
class JanusLink
{
public:
    using Reply = std::function<void(Result<QJsonObject>)>;
    struct Events
    {
        /// The Janus at the endpoint is ours and has a session. Exactly one of ready and closed
        /// comes first.
        std::function<void()> ready;
        /// What Janus says by itself.
        std::function<void(const QJsonObject &)> event;
        /// It could not be connected, or the connection is lost, or a keepalive was not answered.
        /// At most once; nothing follows. Requests still open have ended with NoMediaServer before.
        std::function<void(const Error &)> closed;
    };

    JanusLink(boost::asio::io_context &io, const JanusEndpoint &endpoint, Events events);
    /// Requests still open end with NoMediaServer; no event follows.
    ~JanusLink();
    JanusLink(const JanusLink &) = delete;
    JanusLink &operator=(const JanusLink &) = delete;

    /// Sends a request of the Janus API; session, secret and transaction are filled in. `reply` is
    /// called exactly once: with Janus's "success", "ack" or (for what a plugin answers later)
    /// "event" message, MediaFailed (NotFound for a room or feed that is not there) with Janus's
    /// reason, Timeout after 10 s, or NoMediaServer.
    void request(const QJsonObject &message, Reply reply);

private:
    class Connection;
    std::shared_ptr<Connection> m_connection;
};

} // namespace prosc
