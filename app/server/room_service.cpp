#include "app/server/room_service.h"

#include "app/base/logging.h"
#include "app/base/own_addresses.h"
#include "app/room/protocol/join_link.h"
#include "app/server/http/http_router.h"
#include "app/server/http/http_server.h"
#include "app/server/janus/janus_config.h"
#include "app/server/janus/janus_sfu.h"
#include "app/server/library/recording_processor.h"
#include "app/server/pages/browser_form_factor.h"
#include "app/server/pages/static_files.h"
#include "app/server/playback/media_handler.h"
#include "app/server/recorders/recorder_processes.h"
#include "app/server/rooms/room_hub.h"
#include "app/server/rooms/session_files.h"
#include "app/server/rooms/turn_credentials.h"
#include "app/server/service_foundation.h"
#include "app/server/uploads/report_handler.h"
#include "app/server/uploads/tus_handler.h"
#include "app/server/uploads/upload_store.h"

#include <utility> // Boost 1.74 forgets it

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <QDir>

#include <algorithm>
#include <future>
#include <thread>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qsizetype kMostTitle = 300;
constexpr auto kTick = StateBroadcast::kEvery;
constexpr auto kLookAtUploads = std::chrono::seconds(1);
constexpr auto kTidy = std::chrono::hours(1);
/// The lane of what no room waits for; no room's id is empty.
constexpr QLatin1String kUpkeep("");

RoomRules rulesOf(const ServiceConfig &config)
{
    RoomRules rules;
    rules.hostGrace = config.hostGrace;
    rules.recordingLimit = config.recordingLimit;
    rules.maxParticipants = static_cast<size_t>(config.maxParticipants);
    return rules;
}

MediaTime uploadGraceOf(const ServiceConfig &config)
{
    constexpr auto kShortest = std::chrono::seconds(60);
    const std::chrono::seconds usual = std::max<std::chrono::seconds>(config.hostGrace, kShortest);
    return config.uploadGrace.value_or(usual);
}

/// The host of links to a service that listens at `address`: where that is everywhere, the own
/// address that is likeliest to be reached, of those that are listened at.
QString hostOfLinks(const QString &address)
{
    const bool onlyIpv4 = address == QLatin1String("0.0.0.0");
    if (!onlyIpv4 && address != QLatin1String("::")) {
        return address;
    }
    const auto own = ownAddresses();
    const auto found = std::ranges::find_if(
        own, [onlyIpv4](const OwnAddress &one) { return !onlyIpv4 || !one.isIpv6(); });
    return found == own.end() ? u"127.0.0.1"_s : found->address;
}

class Service final : public RoomService
{
public:
    Service(ServiceConfig config, const Clock &clock, ServiceFoundation foundation)
        : m_config(std::move(config)), m_clock(clock), m_foundation(std::move(foundation)),
          m_uploads(library().rows(), library().history(), clock),
          m_processor(library().rows(), library().history(),
                      m_config.processProgram.isEmpty() ? RecordingProcessor::usualProgram()
                                                        : m_config.processProgram),
          m_sessions(m_config.dataFolder, m_toDisk, m_toIo), m_work(m_io.get_executor()),
          m_ticker(m_io)
    {
    }
    ~Service() override { shutDown(); }

    Status open()
    {
        makeHub();
        auto server = HttpServer::create(m_io, serverOptions(), handlers(), m_hub);
        if (!server) {
            return fail(server.error());
        }
        m_server = std::move(*server);
        library().recordings().setItemListener([this](const RoomId &room, const MediaItem &item) {
            if (isPublished(item.state)) {
                m_processor.add(item.item);
            }
            boost::asio::post(m_io, [this, room, item] { m_hub->itemChanged(room, item); });
        });
        // Before the first connection is answered: a client that is told that its room does not
        // exist gives up.
        if (const auto opened = openStoredRooms(); !opened) {
            return opened;
        }
        tick();
        m_thread = std::thread([this] { m_io.run(); });
        (void)m_server->postToDisk(kUpkeep, [this] {
            m_uploads.resumeVerification();
            m_processor.addPublished();
        });
        return {};
    }

    [[nodiscard]] QUrl baseUrl() const override
    {
        if (!m_config.publicUrl.isEmpty()) {
            return QUrl(m_config.publicUrl);
        }
        QUrl url;
        url.setScheme(m_config.tls == TlsMode::None ? u"http"_s : u"https"_s);
        url.setHost(hostOfLinks(m_config.listenAddress));
        url.setPort(m_server->port());
        return url;
    }

    [[nodiscard]] QString ownCertificate() const override
    {
        return m_config.tls == TlsMode::OwnCertificate ? m_foundation.certificate->fingerprint
                                                       : QString();
    }

    [[nodiscard]] std::optional<Error> mediaServerProblem() const override
    {
        const auto info = onIoThread<SfuInfo>([this] { return m_sfu->info(); });
        switch (info.state) {
        case SfuState::Up:
            return std::nullopt;
        case SfuState::Missing:
            return Error{ErrorCode::JanusMissing, m_config.janusProgram};
        case SfuState::Down:
            break;
        }
        return Error{ErrorCode::JanusFailed, u"Janus is not running yet"_s};
    }

    [[nodiscard]] std::optional<RoomId> roomCalled(const QString &title) const override
    {
        auto rooms = library().rooms().rooms().value_or(std::vector<RoomRecord>());
        std::erase_if(rooms,
                      [&](const RoomRecord &room) { return room.title != title.left(kMostTitle); });
        const auto last = std::ranges::max_element(rooms, {}, &RoomRecord::created);
        return last == rooms.end() ? std::nullopt : std::optional(last->id);
    }

    [[nodiscard]] Result<OpenedRoom> openRoom(const RoomRequest &request) override
    {
        const auto record = recordOf(request);
        if (const auto saved = library().rooms().saveRoom(record); !saved) {
            return fail(saved.error());
        }
        boost::asio::post(m_io, [this, record] { m_hub->addRoom(record); });
        OpenedRoom opened{record.id, {}, {}, {}};
        for (const auto &[role, link] : {std::pair{Role::Host, &opened.hostLink},
                                         std::pair{Role::Moderator, &opened.moderatorLink},
                                         std::pair{Role::Participant, &opened.participantLink}}) {
            const auto token = m_foundation.tokens->joinToken(JoinClaims{record.id, role},
                                                              m_config.joinLinkLifetime);
            if (!token) {
                return fail(token.error());
            }
            *link = JoinLink{baseUrl(), record.id, *token, ownCertificate()}.toString();
        }
        return opened;
    }

private:
    [[nodiscard]] LocalLibraryStore &library() const { return *m_foundation.library; }

    /// Moderators' choices for the room remain, unless the request says otherwise.
    [[nodiscard]] RoomRecord recordOf(const RoomRequest &request) const
    {
        RoomRecord record{request.id,    request.title,   request.type,
                          request.owner, request.members, m_clock.wallTime()};
        if (record.id.isEmpty()) {
            record.id = RoomId{randomHex(8)};
        }
        record.title = record.title.left(kMostTitle);
        const auto rooms = library().rooms().rooms().value_or(std::vector<RoomRecord>());
        const auto known = std::ranges::find(rooms, record.id, &RoomRecord::id);
        const bool isKnown = known != rooms.end();
        record.subtitles = request.subtitles.value_or(isKnown && known->subtitles);
        record.chapters = request.chapters.value_or(isKnown && known->chapters);
        record.retentionDays = request.retentionDays.value_or(isKnown ? known->retentionDays : 0);
        record.autoRecord = request.autoRecord;
        record.recordReminder = request.recordReminder;
        return record;
    }

    void makeHub()
    {
        JanusOptions janus;
        janus.program = m_config.janusProgram;
        janus.rtpPortMin = m_config.rtpPortMin;
        janus.rtpPortMax = m_config.rtpPortMax;
        janus.stunServers = m_config.stunServers;
        janus.addresses = addressesForIce;
        m_sfu = JanusSfu::create(m_io, janus);
        HubPorts ports{*m_sfu,
                       library().ports(),
                       m_sessions,
                       *m_foundation.tokens,
                       m_clock,
                       m_toDisk,
                       m_toIo,
                       [this](const ParticipantId &participant) {
                           return iceServersFor(m_config, participant, m_clock.wallTime());
                       },
                       [this](const RecordingId &recording) {
                           (void)m_server->postToDisk(
                               kUpkeep, [this, recording] { m_uploads.recorderLives(recording); });
                       },
                       {}};
        if (m_config.serverRecorders > 0) {
            m_recorders = std::make_unique<RecorderProcesses>(
                RecorderProcesses::Options{RecordingProcessor::usualProgram(),
                                           m_config.recordersFolder.isEmpty()
                                               ? QDir(m_config.dataFolder).filePath(u"recorders"_s)
                                               : m_config.recordersFolder,
                                           m_config.serverRecorders});
            ports.summonRecorder = [this](const RoomId &room) { return summonRecorder(room); };
        }
        m_hub = std::make_shared<RoomHub>(std::move(ports), rulesOf(m_config));
    }

    /// For a recorder on this computer, whatever the public address is.
    [[nodiscard]] QUrl localUrl() const
    {
        QUrl url = baseUrl();
        if (!m_config.publicUrl.isEmpty()) {
            url = QUrl();
            url.setScheme(m_config.tls == TlsMode::None ? u"http"_s : u"https"_s);
            url.setHost(hostOfLinks(m_config.listenAddress));
            url.setPort(m_server->port());
        }
        return url;
    }

    [[nodiscard]] Status summonRecorder(const RoomId &room) const
    {
        const auto token =
            m_foundation.tokens->joinToken(JoinClaims{room, Role::Host}, m_config.joinLinkLifetime);
        if (!token) {
            return fail(token.error());
        }
        const auto certificate =
            m_foundation.certificate ? m_foundation.certificate->fingerprint : QString();
        return m_recorders->start(room, JoinLink{localUrl(), room, *token, certificate}.toString());
    }

    [[nodiscard]] HttpServerOptions serverOptions() const
    {
        HttpServerOptions options;
        options.address = m_config.listenAddress;
        options.port = m_config.port;
        options.behindProxy = m_config.behindProxy;
        options.publicUrl = m_config.publicUrl;
        options.maxConnections = m_config.maxConnections;
        if (m_foundation.certificate) {
            options.tls = m_foundation.certificate->files;
            options.strictTransport = m_config.tls == TlsMode::Configured;
        }
        return options;
    }

    [[nodiscard]] std::shared_ptr<HttpHandler> handlers()
    {
        const auto checkToken = [this](const QByteArray &token) -> Result<UploadGrant> {
            const auto claims = m_foundation.tokens->readUploadToken(QString::fromLatin1(token));
            if (!claims) {
                return fail(claims.error());
            }
            return UploadGrant{claims->room, claims->recording, claims->epoch};
        };
        return std::make_shared<HttpRouter>(HttpRouter::Handlers{
            std::make_shared<StaticFiles>([this](const HttpRequest &request) {
                const auto token = m_foundation.tokens->pageToken(formFactorOfBrowser(request));
                return token.value_or(QString()).toLatin1();
            }),
            std::make_shared<MediaHandler>(library().ports(), *m_foundation.tokens),
            std::make_shared<TusHandler>(m_uploads, library().rows(), checkToken),
            std::make_shared<ReportHandler>(library().rows(), library().history(), checkToken)});
    }

    Status openStoredRooms()
    {
        const auto rooms = library().rooms().rooms();
        if (!rooms) {
            return fail(rooms.error());
        }
        for (const auto &record : *rooms) {
            m_hub->addRoom(record);
            m_hub->resumeSession(record.id);
            // What a recorder was doing when the service ended goes on, or is completed.
            if (m_recorders && m_recorders->hasUnfinished(record.id)) {
                boost::asio::post(m_io, [this, id = record.id] {
                    if (const auto summoned = summonRecorder(id); !summoned) {
                        qCWarning(logServer)
                            << "an unfinished recording waits:" << summoned.error().detail;
                    }
                });
            }
        }
        return {};
    }

    void tick()
    {
        m_ticker.expires_after(kTick);
        m_ticker.async_wait([this](const boost::system::error_code &error) {
            if (!error) {
                m_hub->tick();
                keepLibrary();
                tick();
            }
        });
    }

    /// Periodic maintenance of the library.
    void keepLibrary()
    {
        const auto now = m_clock.now();
        if (now - m_lookedAtUploads >= kLookAtUploads) {
            m_lookedAtUploads = now;
            (void)m_server->postToDisk(kUpkeep, [this, silence = uploadGraceOf(m_config)] {
                m_uploads.closeAbandoned(silence);
            });
        }
        if (!m_tidiedAt || now - *m_tidiedAt >= kTidy) {
            m_tidiedAt = now;
            (void)m_server->postToDisk(kUpkeep, [this] {
                library().retention().tidy();
                m_uploads.dropExpired();
            });
        }
    }

    template <class T>
    [[nodiscard]] T onIoThread(std::function<T()> ask) const
    {
        std::promise<T> promise;
        auto future = promise.get_future();
        boost::asio::post(m_io, [&promise, &ask] { promise.set_value(ask()); });
        return future.get();
    }

    /// Connections first, then Janus, then the thread: each may still post to the next.
    void shutDown()
    {
        library().recordings().setItemListener({});
        if (m_thread.joinable()) {
            (void)onIoThread<bool>([this] {
                m_ticker.cancel();
                m_server->stop();
                m_recorders.reset();
                m_sfu.reset();
                return true;
            });
        }
        m_server.reset();
        m_work.reset();
        m_io.stop();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

    const ServiceConfig m_config;
    const Clock &m_clock;
    ServiceFoundation m_foundation;
    UploadStore m_uploads;
    RecordingProcessor m_processor;
    mutable boost::asio::io_context m_io{1};
    const SessionFiles::ToDisk m_toDisk = [this](const RoomId &room, std::function<void()> work) {
        (void)m_server->postToDisk(room.value, std::move(work));
    };
    const SessionFiles::ToIo m_toIo = [this](std::function<void()> work) {
        boost::asio::post(m_io, std::move(work));
    };
    SessionFiles m_sessions;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> m_work;
    boost::asio::steady_timer m_ticker;
    MediaTime m_lookedAtUploads{};
    std::optional<MediaTime> m_tidiedAt;
    std::unique_ptr<JanusSfu> m_sfu;
    std::unique_ptr<RecorderProcesses> m_recorders;
    std::shared_ptr<RoomHub> m_hub;
    std::unique_ptr<HttpServer> m_server;
    std::thread m_thread;
};

} // namespace

Result<std::unique_ptr<RoomService>> RoomService::start(const ServiceConfig &config,
                                                        const Clock &clock)
{
    auto foundation = ServiceFoundation::lay(config, clock);
    if (!foundation) {
        return fail(foundation.error());
    }
    auto service = std::make_unique<Service>(config, clock, std::move(*foundation));
    if (const auto opened = service->open(); !opened) {
        return fail(opened.error());
    }
    return std::unique_ptr<RoomService>(std::move(service));
}

} // namespace prosc
