#pragma once

#include "app/server/http/connection_rate.h"
#include "app/server/http/http_server.h"
#include "app/server/stream/beast.h"

#include <QHash>

#include <chrono>
#include <memory>
#include <optional>
#include <unordered_set>

namespace prosc {

/// A connection of either kind, as seen by the server that ends them all.
class ServerConnection
{
public:
    virtual ~ServerConnection() = default;
    /// Ends the connection now; its handlers are not called afterwards. I/O thread.
    virtual void shutDown() = 0;
    /// Its client has yet to say something: nothing is lost with it.
    [[nodiscard]] virtual bool isSilent() const = 0;
    [[nodiscard]] std::chrono::steady_clock::time_point since() const { return m_since; }

private:
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
};

/// State shared by the connections of one server. I/O thread only, except `disk`.
class HttpServerContext : public std::enable_shared_from_this<HttpServerContext>
{
public:
    /// Counts one connection of an address while it lives.
    class AddressLease
    {
    public:
        AddressLease(std::shared_ptr<HttpServerContext> context, QString address)
            : m_context(std::move(context)), m_address(std::move(address))
        {
            ++m_context->m_addresses[m_address];
        }
        ~AddressLease()
        {
            if (--m_context->m_addresses[m_address] <= 0) {
                m_context->m_addresses.remove(m_address);
            }
        }
        AddressLease(const AddressLease &) = delete;
        AddressLease &operator=(const AddressLease &) = delete;

    private:
        std::shared_ptr<HttpServerContext> m_context;
        QString m_address;
    };

    HttpServerContext(HttpServerOptions given, std::shared_ptr<HttpHandler> httpHandler,
                      std::shared_ptr<WebSocketHandler> webSocketHandler)
        : options(std::move(given)), http(std::move(httpHandler)),
          webSockets(std::move(webSocketHandler)),
          disk(static_cast<size_t>(std::max(1, options.diskThreads)))
    {
    }

    /// Null if that address has reached its limit.
    [[nodiscard]] std::unique_ptr<AddressLease> lease(const QString &address)
    {
        if (m_addresses.value(address) >= options.maxConnectionsPerAddress) {
            return nullptr;
        }
        return std::make_unique<AddressLease>(shared_from_this(), address);
    }

    /// Ends the connection that has been silent longest. False if none is silent.
    bool evictSilent()
    {
        ServerConnection *oldest = nullptr;
        for (auto *connection : connections) {
            if (connection->isSilent() &&
                (oldest == nullptr || connection->since() < oldest->since())) {
                oldest = connection;
            }
        }
        if (oldest != nullptr) {
            oldest->shutDown();
        }
        return oldest != nullptr;
    }

    const HttpServerOptions options;
    const std::shared_ptr<HttpHandler> http;
    const std::shared_ptr<WebSocketHandler> webSockets;
    std::optional<asio::ssl::context> tls;
    std::unordered_set<ServerConnection *> connections;
    /// By addressGroup().
    TokenBuckets newConnections{kConnectionRate};
    /// Set by stop(): nothing may be posted to `disk` from here on.
    bool stopping = false;
    asio::thread_pool disk;

private:
    QHash<QString, int> m_addresses;
};

} // namespace prosc
