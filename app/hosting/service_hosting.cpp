#include "app/hosting/service_hosting.h"

#include "app/base/logging.h"
#include "app/transport/peer/gst_runtime.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kUsualPort = 8443;
constexpr int kUsualPortHere = 8480;

} // namespace

ServiceHosting::ServiceHosting(const Clock &clock, HostingOptions options)
    : m_clock(clock), m_options(std::move(options)), m_thread(u"hosting"_s)
{
}

ServiceHosting::~ServiceHosting()
{
    m_thread.call([this] {
        m_simulated.reset();
        m_gst.reset();
        m_service.reset();
    });
}

Status ServiceHosting::startService()
{
    ServiceConfig config;
    config.dataFolder = m_options.dataFolder;
    config.tls = m_options.onlyHere ? TlsMode::None : TlsMode::OwnCertificate;
    config.listenAddress = m_options.onlyHere ? u"127.0.0.1"_s : u"::"_s;
    config.port = m_options.port != 0  ? m_options.port
                  : m_options.onlyHere ? kUsualPortHere
                                       : kUsualPort;
    auto service = RoomService::start(config, m_clock);
    if (!service && service.error().code == ErrorCode::PortInUse && m_options.port == 0) {
        config.port = 0;
        service = RoomService::start(config, m_clock);
    }
    if (!service) {
        return fail(service.error());
    }
    m_service = std::move(*service);
    return {};
}

Status ServiceHosting::ensureService()
{
    if (!m_service) {
        if (auto started = startService(); !started) {
            return started;
        }
    }
    QMetaObject::invokeMethod(
        this, [this, base = m_service->baseUrl(), certificate = m_service->ownCertificate()] {
            Q_EMIT serving(base, certificate);
        });
    return {};
}

bool ServiceHosting::keeps(const RecordingId &recording) const
{
    const QDir rooms(QDir(m_options.dataFolder).filePath(u"rooms"_s));
    const auto ids = rooms.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::ranges::any_of(ids, [&](const QString &room) {
        return rooms.exists(room + u"/Recordings/"_s + recording.value);
    });
}

void ServiceHosting::serve()
{
    m_thread.post([this] {
        if (const auto started = ensureService(); !started) {
            QMetaObject::invokeMethod(this,
                                      [this, error = started.error()] { Q_EMIT failed(error); });
        }
    });
}

Result<OpenedRoom> ServiceHosting::openNow(const QString &title)
{
    if (const auto started = ensureService(); !started) {
        return fail(started.error());
    }
    // Hosting under a known title reopens that room, with its recordings.
    const auto known = m_service->roomCalled(title);
    return m_service->openRoom(
        RoomRequest{known.value_or(RoomId()), title, RoomType::Single, {}, {}});
}

void ServiceHosting::open(const QString &title)
{
    m_thread.post([this, title] {
        const auto room = openNow(title);
        QMetaObject::invokeMethod(this, [this, room] {
            if (room) {
                Q_EMIT opened(HostedRoom{room->room, room->hostLink, room->moderatorLink,
                                         room->participantLink});
            } else {
                Q_EMIT failed(room.error());
            }
        });
    });
}

void ServiceHosting::simulate(const QString &link, int count)
{
    m_thread.post([this, link, count] {
        const auto parsed = parseJoinLink(link);
        auto gst = GstRuntime::create(m_clock);
        if (!parsed || !gst) {
            return;
        }
        m_gst = std::move(*gst);
        auto room = SimulatedRoom::create(
            *m_gst, SimulationOptions{*parsed, count, 1, QSize(1280, 720), {}, {}});
        if (!room) {
            qCWarning(logUi) << "no simulated participants:" << room.error().detail;
            return;
        }
        m_simulated = std::move(*room);
        m_simulated->join();
    });
}

} // namespace prosc
