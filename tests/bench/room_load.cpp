// A crowd for a room service: connects people over TLS, reads every socket, and measures how long a
// start of a recording takes to reach them. It shares no code with the program: Beast, OpenSSL, and
// a search in the text of the messages. rooms.mjs runs it.
//
// room_load PORT PEOPLE_A_ROOM STARTS PACE_MS SLOW_SHARE < LINKS
//   LINKS: a line "HOST_TOKEN PARTICIPANT_TOKEN" for each room. STARTS are made in all rooms in
//   turn, one every PACE_MS, or one after another (0). SLOW_SHARE of the participants read nothing
//   while recordings are started.
// It prints "joined" when all are inside, waits 3 s, in which rooms.mjs reads how much memory the
// service has, and prints one line of JSON at the end.

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Clock = std::chrono::steady_clock;
using Error = boost::system::error_code;

double milliseconds(Clock::duration time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

/// The text between `before` and the next quotation mark; empty if there is none.
std::string_view between(std::string_view text, std::string_view before)
{
    const auto at = text.find(before);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto from = text.substr(at + before.size());
    return from.substr(0, from.find('"'));
}

/// The type of a message: the last field of that name, as the fields stand in the order of their
/// names, and a room has one, too.
std::string_view typeOf(std::string_view text)
{
    const auto at = text.rfind("\"type\":\"");
    return at == std::string_view::npos ? std::string_view()
                                        : between(text.substr(at), "\"type\":\"");
}

struct Plan
{
    int port = 0;
    int people = 0;
    int starts = 0;
    int pace = 0;
    double slow = 0;
};

struct Room
{
    std::string hostToken;
    std::string guestToken;
    Clock::time_point startedAt{};
    std::string recording;
    /// People in it who read; of those, how many have confirmed, and have seen the end.
    int readers = 0;
    int confirmed = 0;
    int left = 0;
};

class Crowd;

/// One person: a WebSocket over TLS.
class Person : public std::enable_shared_from_this<Person>
{
public:
    Person(Crowd &crowd, Room &room, int number, bool isHost);
    void connect();
    void send(std::string text);
    void stopReading();
    [[nodiscard]] bool isSlow() const { return m_isSlow; }
    [[nodiscard]] Room &room() { return m_room; }

private:
    void join();
    void read();
    void write();
    void received(std::string_view text);
    void phaseChanged(std::string_view phase, std::string_view recording);
    void failed(const char *what, const Error &error);

    Crowd &m_crowd;
    Room &m_room;
    const int m_number;
    const bool m_isHost;
    bool m_isSlow = false;
    bool m_isInside = false;
    std::string m_phase;
    std::string m_recording;
    int m_confirmId = 0;
    int m_lastId = 0;
    beast::websocket::stream<beast::ssl_stream<beast::tcp_stream>> m_socket;
    beast::flat_buffer m_buffer;
    std::deque<std::string> m_queue;
};

/// Everybody, and the course of the measurement.
class Crowd
{
public:
    Crowd(Plan plan, std::vector<Room> rooms)
        : m_plan(plan), m_rooms(std::move(rooms)), m_timer(m_io)
    {
        m_tls.set_verify_mode(asio::ssl::verify_none);
        SSL_CTX_set_mode(m_tls.native_handle(), SSL_MODE_RELEASE_BUFFERS);
    }

    int run()
    {
        m_joinsFrom = Clock::now();
        for (auto &room : m_rooms) {
            for (int i = 0; i < m_plan.people; ++i) {
                const auto number = static_cast<int>(m_everyone.size());
                m_everyone.push_back(std::make_shared<Person>(*this, room, number, i == 0));
            }
        }
        for (int i = 0; i < kAtOnce; ++i) {
            connectNext();
        }
        m_io.run();
        return m_isDone ? 0 : 1;
    }

    void isInside()
    {
        if (++m_inside == static_cast<int>(m_everyone.size())) {
            m_joinTime = Clock::now() - m_joinsFrom;
            std::printf("joined\n");
            std::fflush(stdout);
            // rooms.mjs reads the service's memory meanwhile.
            after(std::chrono::seconds(3), [this] { begin(); });
        } else {
            connectNext();
        }
    }
    void told(Person &person)
    {
        if (!person.isSlow()) {
            m_delays.push_back(milliseconds(Clock::now() - person.room().startedAt));
        }
    }
    void confirmed(Room &room)
    {
        ++room.confirmed;
        if (room.confirmed == room.readers) {
            m_confirmTimes.push_back(milliseconds(Clock::now() - room.startedAt));
            m_hosts[index(room)]->send(R"({"v":2,"type":"stopRecording","recording":")" +
                                       room.recording + "\"}");
        }
    }
    void ended(Room &room)
    {
        if (++room.left == room.readers) {
            ++m_finished;
            if (m_finished == m_plan.starts) {
                return finish();
            }
            if (m_plan.pace == 0) {
                start();
            }
        }
    }
    void dropped() { ++m_drops; }
    void received(size_t bytes) { m_bytes += bytes; }

    asio::io_context &io() { return m_io; }
    asio::ssl::context &tls() { return m_tls; }
    [[nodiscard]] const Plan &plan() const { return m_plan; }
    void isHost(Room &room, const std::shared_ptr<Person> &host)
    {
        m_hosts.resize(m_rooms.size());
        m_hosts[index(room)] = host;
    }

private:
    static constexpr int kAtOnce = 50;

    [[nodiscard]] size_t index(const Room &room) const
    {
        return static_cast<size_t>(&room - m_rooms.data());
    }
    template <class Then>
    void after(Clock::duration time, Then then)
    {
        m_timer.expires_after(time);
        m_timer.async_wait([then](Error error) {
            if (!error) {
                then();
            }
        });
    }
    void connectNext()
    {
        if (m_connecting < m_everyone.size()) {
            m_everyone[m_connecting++]->connect();
        }
    }
    void begin()
    {
        const auto slow = static_cast<size_t>(m_plan.slow * 100);
        for (size_t i = 0; i < m_everyone.size(); ++i) {
            if (slow > 0 && i % 100 >= 100 - slow) {
                m_everyone[i]->stopReading();
            } else {
                ++m_everyone[i]->room().readers;
            }
        }
        m_bytes = 0;
        start();
    }
    void start()
    {
        if (m_started == m_plan.starts) {
            return;
        }
        auto &room = m_rooms[static_cast<size_t>(m_started++) % m_rooms.size()];
        room.confirmed = room.left = 0;
        room.startedAt = Clock::now();
        m_hosts[index(room)]->send(R"({"v":2,"type":"startRecording","id":1})");
        if (m_plan.pace > 0) {
            after(std::chrono::milliseconds(m_plan.pace), [this] { start(); });
        }
    }
    void finish()
    {
        std::ranges::sort(m_delays);
        const auto at = [&](double share) {
            return m_delays[static_cast<size_t>(share * static_cast<double>(m_delays.size() - 1))];
        };
        std::ranges::sort(m_confirmTimes);
        std::printf("{\"people\":%zu,\"rooms\":%zu,\"joinSeconds\":%.2f,\"drops\":%d,\"starts\":%d,"
                    "\"p50\":%.1f,\"p99\":%.1f,\"worst\":%.1f,"
                    "\"allConfirmed\":%.0f,\"megabytesAStart\":%.2f}\n",
                    m_everyone.size(), m_rooms.size(), milliseconds(m_joinTime) / 1000, m_drops,
                    m_plan.starts, at(0.5), at(0.99), m_delays.back(),
                    m_confirmTimes[m_confirmTimes.size() / 2],
                    static_cast<double>(m_bytes) / 1e6 / m_plan.starts);
        std::fflush(stdout);
        m_isDone = true;
        m_io.stop();
    }

    const Plan m_plan;
    std::vector<Room> m_rooms;
    asio::io_context m_io{1};
    asio::ssl::context m_tls{asio::ssl::context::tls_client};
    asio::steady_timer m_timer;
    std::vector<std::shared_ptr<Person>> m_everyone;
    std::vector<std::shared_ptr<Person>> m_hosts;
    size_t m_connecting = 0;
    int m_inside = 0;
    int m_started = 0;
    int m_finished = 0;
    int m_drops = 0;
    size_t m_bytes = 0;
    bool m_isDone = false;
    Clock::time_point m_joinsFrom{};
    Clock::duration m_joinTime{};
    std::vector<double> m_delays;
    std::vector<double> m_confirmTimes;
};

Person::Person(Crowd &crowd, Room &room, int number, bool isHost)
    : m_crowd(crowd), m_room(room), m_number(number), m_isHost(isHost),
      m_socket(beast::tcp_stream(crowd.io()), crowd.tls())
{
}

void Person::failed(const char *what, const Error &error)
{
    std::fprintf(stderr, "%d: %s: %s\n", m_number, what, error.message().c_str());
    m_crowd.dropped();
}

void Person::connect()
{
    if (m_isHost) {
        m_crowd.isHost(m_room, shared_from_this());
    }
    // One address may have 256 connections; any of 127.0.0.0/8 is this machine's.
    auto &socket = beast::get_lowest_layer(m_socket).socket();
    socket.open(asio::ip::tcp::v4());
    const auto host = static_cast<unsigned>(m_number) / 100 + 1;
    socket.bind(
        {asio::ip::address_v4((127U << 24) | (1U << 16) | (host / 250 << 8) | (host % 250 + 1)),
         0});
    const asio::ip::tcp::endpoint service(asio::ip::address_v4::loopback(),
                                          static_cast<unsigned short>(m_crowd.plan().port));
    socket.async_connect(service, [this, self = shared_from_this()](Error error) {
        if (error) {
            return failed("connect", error);
        }
        m_socket.next_layer().async_handshake(
            asio::ssl::stream_base::client, [this, self](Error tls) {
                if (tls) {
                    return failed("TLS", tls);
                }
                m_socket.set_option(beast::websocket::stream_base::decorator(
                    [](beast::websocket::request_type &request) {
                        request.set(beast::http::field::sec_websocket_protocol, "proscenium.v2");
                    }));
                m_socket.auto_fragment(false);
                m_socket.async_handshake("127.0.0.1", "/api/room", [this, self](Error opened) {
                    if (opened) {
                        return failed("WebSocket", opened);
                    }
                    join();
                    read();
                });
            });
    });
}

void Person::join()
{
    m_lastId = 1;
    const auto &token = m_isHost ? m_room.hostToken : m_room.guestToken;
    send(R"({"v":2,"type":"join","id":1,"token":")" + token + R"(","name":"Person )" +
         std::to_string(m_number) + R"(","formFactor":"desktop","client":")" +
         (m_isHost ? "desktop" : "web") + R"(","resume":"","page":""})");
}

void Person::send(std::string text)
{
    m_queue.push_back(std::move(text));
    if (m_queue.size() == 1) {
        write();
    }
}

void Person::write()
{
    m_socket.async_write(asio::buffer(m_queue.front()),
                         [this, self = shared_from_this()](Error error, size_t) {
                             if (error) {
                                 return failed("write", error);
                             }
                             m_queue.pop_front();
                             if (!m_queue.empty()) {
                                 write();
                             }
                         });
}

void Person::stopReading()
{
    m_isSlow = true;
}

void Person::read()
{
    m_socket.async_read(m_buffer, [this, self = shared_from_this()](Error error, size_t bytes) {
        if (error) {
            return failed("read", error);
        }
        m_crowd.received(bytes);
        const auto data = m_buffer.cdata();
        received({static_cast<const char *>(data.data()), data.size()});
        m_buffer.consume(m_buffer.size());
        m_buffer.shrink_to_fit();
        if (!m_isSlow) {
            read();
        }
    });
}

void Person::received(std::string_view text)
{
    const auto type = typeOf(text);
    if (type == "welcome" && !m_isInside) {
        m_isInside = true;
        m_crowd.isInside();
    } else if (type == "ok" && m_confirmId != 0 &&
               text.find("\"re\":" + std::to_string(m_confirmId)) != std::string_view::npos) {
        m_confirmId = 0;
        m_crowd.confirmed(m_room);
    } else if (type == "error") {
        std::fprintf(stderr, "%d: %.*s\n", m_number,
                     static_cast<int>(std::min<size_t>(text.size(), 300)), text.data());
    } else if (type == "beginRecording") {
        m_room.recording = std::string(between(text, "\"recording\":\""));
        send(R"({"v":2,"type":"recorderStarted","recording":")" + m_room.recording +
             R"(","epoch":)" +
             std::to_string(std::atoi(text.data() + text.find("\"epoch\":") + 8)) + "}");
    } else if (type == "endRecording") {
        send(R"({"v":2,"type":"recorderStopped","recording":")" + m_room.recording +
             R"(","epoch":)" +
             std::to_string(std::atoi(text.data() + text.find("\"epoch\":") + 8)) +
             R"(,"duration":1000,"bytes":1000,"sha256":")" + std::string(64, 'a') +
             R"(","name":"Rec.mp4","diskNearlyFull":false})");
    }
    const auto at = text.find("\"recording\":{");
    if (at != std::string_view::npos) {
        const auto recording = text.substr(at);
        phaseChanged(between(recording, "\"phase\":\""), between(recording, "\"recording\":\""));
    }
}

void Person::phaseChanged(std::string_view phase, std::string_view recording)
{
    if (phase == m_phase) {
        return;
    }
    const auto before = std::exchange(m_phase, std::string(phase));
    if (phase == "starting" && recording != m_recording) {
        m_recording = std::string(recording);
        m_crowd.told(*this);
        send(R"({"v":2,"type":"noticeShown","notice":"starting","recording":")" + m_recording +
             "\"}");
    } else if (phase == "recording") {
        m_confirmId = ++m_lastId;
        send(R"({"v":2,"type":"confirmRecording","id":)" + std::to_string(m_confirmId) +
             R"(,"recording":")" + m_recording + "\"}");
    } else if (phase == "idle" && !before.empty()) {
        m_crowd.ended(m_room);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 6) {
        std::fprintf(stderr,
                     "usage: room_load PORT PEOPLE_A_ROOM STARTS PACE_MS SLOW_SHARE < LINKS\n");
        return 2;
    }
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    const Plan plan{std::atoi(argv[1]), std::atoi(argv[2]), std::atoi(argv[3]), std::atoi(argv[4]),
                    std::atof(argv[5])};
    std::vector<Room> rooms;
    for (Room room; std::cin >> room.hostToken >> room.guestToken;) {
        rooms.push_back(room);
    }
    return Crowd(plan, std::move(rooms)).run();
}
