#pragma once

#include "app/server/janus/janus_sfu.h"
#include "tests/server/janus/webrtc_publisher.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <QDir>
#include <QFile>

#include <future>
#include <mutex>
#include <thread>

namespace prosc {

inline const RoomId room{QStringLiteral("room-1")};
inline const ParticipantId alice{QStringLiteral("alice")};
inline const ParticipantId bob{QStringLiteral("bob")};

/// An offer as Chromium makes it, reduced to the essentials: one Opus and one video m-line,
/// sendonly.
inline QString offer(const QString &videoCodecs = QStringLiteral("VP8"))
{
    const QString transport = QStringLiteral(
        "c=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\n"
        "a=ice-pwd:0123456789abcdef01234567\r\na=ice-options:trickle\r\na=fingerprint:sha-256 "
        "AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:"
        "45:67:89\r\na=setup:actpass\r\na=sendonly\r\na=rtcp-mux\r\n");
    QString video;
    QString payloads;
    int payload = 96;
    for (const QString &codec : videoCodecs.split(QLatin1Char(' '))) {
        payloads += QStringLiteral(" %1").arg(payload);
        video += QStringLiteral("a=rtpmap:%1 %2/90000\r\na=rtcp-fb:%1 nack\r\n"
                                "a=rtcp-fb:%1 nack pli\r\n")
                     .arg(payload++)
                     .arg(codec);
    }
    return QStringLiteral("v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
                          "a=group:BUNDLE 0 1\r\na=msid-semantic: WMS s\r\n"
                          "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n") +
           transport +
           QStringLiteral("a=mid:0\r\na=msid:s a\r\na=rtpmap:111 opus/48000/2\r\n"
                          "a=ssrc:1001 cname:x\r\nm=video 9 UDP/TLS/RTP/SAVPF") +
           payloads + QStringLiteral("\r\n") + transport +
           QStringLiteral("a=mid:1\r\na=msid:s v\r\na=ssrc:1002 cname:x\r\n") + video;
}

/// Whether a process is gone, or a zombie waiting to be reaped by its parent.
inline bool isDead(int pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly)) {
        return true;
    }
    const QByteArray text = stat.readAll();
    return text.mid(text.lastIndexOf(')') + 2, 1) == "Z";
}

inline QStringList janusFolders()
{
    return QDir(QDir::tempPath()).entryList({QStringLiteral("proscenium-janus-*")}, QDir::Dirs);
}

/// A JanusSfu with its own I/O thread.
class Server
{
public:
    explicit Server(const JanusOptions &options = {})
    {
        onIo([&] {
            m_sfu = JanusSfu::create(m_io, options);
            m_info = m_sfu->info();
            Sfu::Events events;
            events.infoChanged = [this](const SfuInfo &info) {
                const std::lock_guard lock(m_mutex);
                m_info = info;
            };
            events.subscriptionEnded = [this](const ParticipantId &subscriber,
                                              const QString &subscription, const QString &reason) {
                const std::lock_guard lock(m_mutex);
                m_ended +=
                    subscriber.value + QLatin1Char('/') + subscription + QLatin1Char('/') + reason;
            };
            m_sfu->setEvents(std::move(events));
            m_sfu->addRoom(room);
        });
    }
    ~Server()
    {
        onIo([&] { m_sfu.reset(); });
        m_guard.reset();
        m_thread.join();
    }

    template <class Work>
    auto onIo(Work work) -> decltype(work())
    {
        std::packaged_task<decltype(work())()> task(std::move(work));
        auto result = task.get_future();
        boost::asio::post(m_io, [&task] { task(); });
        return result.get();
    }
    /// Makes a call that ends in a callback and waits for that.
    template <class T>
    Result<T> wait(const std::function<void(JanusSfu &, std::function<void(Result<T>)>)> &call)
    {
        auto promise = std::make_shared<std::promise<Result<T>>>();
        auto future = promise->get_future();
        onIo([&] { call(*m_sfu, [promise](Result<T> value) { promise->set_value(value); }); });
        if (future.wait_for(std::chrono::seconds(15)) != std::future_status::ready) {
            return fail(ErrorCode::Timeout, QStringLiteral("the callback did not come"));
        }
        return future.get();
    }
    Result<Sfu::PublishAnswer> publish(const ParticipantId &who, const QString &sdp,
                                       Peer peer = Peer::Main)
    {
        return wait<Sfu::PublishAnswer>(
            [&](JanusSfu &sfu, auto done) { sfu.publish(room, who, peer, sdp, done); });
    }
    Result<QString> subscribe(const QString &name, const QStringList &mids)
    {
        return wait<QString>([&](JanusSfu &sfu, auto done) {
            sfu.subscribe(room, bob, {name, alice, Peer::Main, mids}, done);
        });
    }
    SfuInfo info()
    {
        const std::lock_guard lock(m_mutex);
        return m_info;
    }
    QStringList ended()
    {
        const std::lock_guard lock(m_mutex);
        return m_ended;
    }
    int pid()
    {
        return onIo([&] { return m_sfu->janusPid(); });
    }
    bool isUp() { return info().state == SfuState::Up; }
    JanusSfu &sfu() { return *m_sfu; }

private:
    boost::asio::io_context m_io;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_guard{
        m_io.get_executor()};
    std::mutex m_mutex;
    SfuInfo m_info;
    QStringList m_ended;
    std::unique_ptr<JanusSfu> m_sfu;
    std::thread m_thread{[this] { m_io.run(); }};
};

/// Publishes real media as `alice`, up to Janus's answer.
inline Result<Sfu::PublishAnswer> publishMedia(Server &server, WebRtcPublisher &publisher)
{
    auto published = server.publish(alice, publisher.offer());
    if (published) {
        publisher.setAnswer(published->sdp);
    }
    return published;
}

} // namespace prosc
