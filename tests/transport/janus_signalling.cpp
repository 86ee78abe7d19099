#include "tests/transport/janus_signalling.h"

#include "tests/transport/wait_for.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkRequest>

using namespace Qt::StringLiterals;
using namespace prosc;

namespace {

const QString kRoom = u"test-room"_s;

std::vector<PublishedTrack> tracksOf(const QString &offer)
{
    std::vector<PublishedTrack> tracks;
    const QString codec = offer.contains(QLatin1String("H264/90000"))  ? u"h264"_s
                          : offer.contains(QLatin1String("VP9/90000")) ? u"vp9"_s
                                                                       : u"vp8"_s;
    for (const QString &raw : offer.split(QLatin1Char('\n'))) {
        const QString line = raw.trimmed();
        if (line.startsWith(QLatin1String("m="))) {
            const bool video = line.startsWith(QLatin1String("m=video"));
            tracks.push_back({QString(), video ? MediaKind::Video : MediaKind::Audio,
                              video ? codec : u"opus"_s});
        } else if (line.startsWith(QLatin1String("a=mid:")) && !tracks.empty()) {
            tracks.back().mid = line.mid(6);
        }
    }
    return tracks;
}

QJsonArray streamsOf(const QJsonObject &message)
{
    return message[QLatin1String("plugindata")][QLatin1String("data")][QLatin1String("streams")]
        .toArray();
}

void noteSimulcast(std::vector<PublishedTrack> &tracks, const QJsonObject &message)
{
    for (const auto &stream : streamsOf(message)) {
        for (PublishedTrack &track : tracks) {
            if (track.mid == stream[QLatin1String("mid")].toString()) {
                track.simulcast = stream[QLatin1String("simulcast")].toBool();
            }
        }
    }
}

} // namespace

JanusSignalling::JanusSignalling(quint16 port, ParticipantId self)
    : m_port(port), m_self(std::move(self))
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &JanusSignalling::received);
    connect(&m_socket, &QWebSocket::connected, this, &JanusSignalling::createSession);
    connect(&m_keepAlive, &QTimer::timeout, this, [this] {
        request({{u"janus"_s, u"keepalive"_s}}, {});
    });
}

JanusSignalling::~JanusSignalling()
{
    m_socket.disconnect(this);
}

QString JanusSignalling::feedId(const ParticipantId &id, Peer peer) const
{
    return peer == Peer::Main ? id.value : id.value + u"#screen"_s;
}

bool JanusSignalling::open()
{
    m_socket.abort();
    m_ready = false;
    m_session = 0;
    m_replies.clear();
    m_publishHandles.clear();
    m_subscribeHandles.clear();
    QNetworkRequest handshake(QUrl(u"ws://127.0.0.1:%1"_s.arg(m_port)));
    handshake.setRawHeader("Sec-WebSocket-Protocol", "janus-protocol");
    m_socket.open(handshake);
    return waitFor(10000, [this] { return m_ready; });
}

void JanusSignalling::createSession()
{
    request({{u"janus"_s, u"create"_s}}, [this](const QJsonObject &m) {
        m_session = m[QLatin1String("data")][QLatin1String("id")].toInteger();
        m_keepAlive.start(10000);
        attach([this](qint64 handle) {
            const QJsonObject room{
                {u"request"_s, u"create"_s}, {u"room"_s, kRoom},
                {u"publishers"_s, 60},       {u"bitrate"_s, 0},
                {u"fir_freq"_s, 0},          {u"videocodec"_s, u"vp8,h264,vp9"_s}};
            // An error "already exists" is fine, too.
            sendToPlugin(handle, room, {}, [this](const QJsonObject &) { m_ready = true; });
        });
    });
}

void JanusSignalling::request(QJsonObject message, Reply reply)
{
    const QString transaction = QString::number(++m_transactions);
    message[QLatin1String("transaction")] = transaction;
    if (m_session != 0) {
        message[QLatin1String("session_id")] = m_session;
    }
    if (reply) {
        m_replies[transaction] = std::move(reply);
    }
    m_socket.sendTextMessage(
        QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
}

void JanusSignalling::received(const QString &text)
{
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    if (message[QLatin1String("janus")].toString() == QLatin1String("ack")) {
        return;
    }
    if (message[QLatin1String("janus")].toString() == QLatin1String("webrtcup")) {
        announce(message[QLatin1String("sender")].toInteger());
        return;
    }
    const auto found = m_replies.find(message[QLatin1String("transaction")].toString());
    if (found != m_replies.end()) {
        const Reply reply = std::move(found->second);
        m_replies.erase(found);
        reply(message);
    }
}

void JanusSignalling::announce(qint64 handle)
{
    for (const auto &[peer, own] : m_publishHandles) {
        if (own == handle) {
            Q_EMIT published(peer, m_offered[handle]);
            return;
        }
    }
}

void JanusSignalling::attach(std::function<void(qint64)> done)
{
    request({{u"janus"_s, u"attach"_s}, {u"plugin"_s, u"janus.plugin.videoroom"_s}},
            [done = std::move(done)](const QJsonObject &m) {
                done(m[QLatin1String("data")][QLatin1String("id")].toInteger());
            });
}

void JanusSignalling::sendToPlugin(qint64 handle, const QJsonObject &body, const QJsonObject &jsep,
                                   Reply reply)
{
    QJsonObject message{{u"janus"_s, u"message"_s}, {u"handle_id"_s, handle}, {u"body"_s, body}};
    if (!jsep.isEmpty()) {
        message[QLatin1String("jsep")] = jsep;
    }
    request(message, std::move(reply));
}

void JanusSignalling::publish(Peer peer, const QString &offer, SdpCallback answer)
{
    m_offers << offer;
    attach([this, peer, offer, answer](qint64 handle) {
        m_publishHandles[peer] = handle;
        const QJsonObject body{{u"request"_s, u"joinandconfigure"_s},
                               {u"ptype"_s, u"publisher"_s},
                               {u"room"_s, kRoom},
                               {u"id"_s, feedId(m_self, peer)}};
        const QJsonObject jsep{{u"type"_s, u"offer"_s}, {u"sdp"_s, offer}};
        m_offered[handle] = tracksOf(offer);
        sendToPlugin(handle, body, jsep, [this, handle, answer](const QJsonObject &m) {
            noteSimulcast(m_offered[handle], m);
            const QString sdp = m[QLatin1String("jsep")][QLatin1String("sdp")].toString();
            if (sdp.isEmpty()) {
                answer(fail(ErrorCode::MediaFailed,
                            QString::fromUtf8(QJsonDocument(m).toJson(QJsonDocument::Compact))));
                return;
            }
            m_answers << sdp;
            answer(sdp);
        });
    });
}

void JanusSignalling::unpublish(Peer peer)
{
    const auto found = m_publishHandles.find(peer);
    if (found != m_publishHandles.end()) {
        request({{u"janus"_s, u"detach"_s}, {u"handle_id"_s, found->second}}, {});
        m_publishHandles.erase(found);
    }
}

void JanusSignalling::subscribe(const msg::Subscribe &subscribeRequest, SdpCallback offer)
{
    ++m_subscribeCalls;
    attach([this, subscribeRequest, offer](qint64 handle) {
        m_subscribeHandles[subscribeRequest.subscription] = handle;
        QJsonArray streams;
        for (const QString &mid : subscribeRequest.mids) {
            streams << QJsonObject{
                {u"feed"_s, feedId(subscribeRequest.participant, subscribeRequest.peer)},
                {u"mid"_s, mid}};
        }
        const QJsonObject body{{u"request"_s, u"join"_s},
                               {u"ptype"_s, u"subscriber"_s},
                               {u"room"_s, kRoom},
                               {u"autoupdate"_s, false},
                               {u"streams"_s, streams}};
        const QString subscription = subscribeRequest.subscription;
        sendToPlugin(handle, body, {}, [this, subscription, offer](const QJsonObject &m) {
            for (const auto &stream : streamsOf(m)) {
                m_mids[subscription][stream[QLatin1String("feed_mid")].toString()] =
                    stream[QLatin1String("mid")].toString();
            }
            const QString sdp = m[QLatin1String("jsep")][QLatin1String("sdp")].toString();
            if (sdp.isEmpty()) {
                offer(fail(ErrorCode::NotFound));
            } else {
                offer(sdp);
            }
        });
    });
}

void JanusSignalling::answer(const QString &subscription, const QString &sdp)
{
    sendToPlugin(m_subscribeHandles[subscription], {{u"request"_s, u"start"_s}},
                 {{u"type"_s, u"answer"_s}, {u"sdp"_s, sdp}}, {});
}

void JanusSignalling::unsubscribe(const QString &subscription)
{
    const auto found = m_subscribeHandles.find(subscription);
    if (found != m_subscribeHandles.end()) {
        request({{u"janus"_s, u"detach"_s}, {u"handle_id"_s, found->second}}, {});
        m_subscribeHandles.erase(found);
    }
}

void JanusSignalling::setLayer(const QString &subscription, const QString &mid, int substream)
{
    const QJsonObject stream{{u"mid"_s, m_mids[subscription][mid]}, {u"substream"_s, substream}};
    sendToPlugin(m_subscribeHandles[subscription],
                 {{u"request"_s, u"configure"_s}, {u"streams"_s, QJsonArray{stream}}}, {}, {});
}

void JanusSignalling::sendCandidate(const msg::Candidate &candidate)
{
    if (candidate.target == msg::CandidateTarget::Subscribe) {
        trickle(m_subscribeHandles[candidate.key], candidate);
    } else {
        trickle(
            m_publishHandles[candidate.key == QLatin1String("main") ? Peer::Main : Peer::Screen],
            candidate);
    }
}

void JanusSignalling::trickle(qint64 handle, const msg::Candidate &candidate)
{
    const QJsonObject body{{u"candidate"_s, candidate.candidate},
                           {u"sdpMid"_s, candidate.mid},
                           {u"sdpMLineIndex"_s, candidate.mLineIndex}};
    request({{u"janus"_s, u"trickle"_s}, {u"handle_id"_s, handle}, {u"candidate"_s, body}}, {});
}
