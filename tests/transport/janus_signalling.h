#pragma once

#include "app/room/session/ports.h"

#include <QJsonObject>
#include <QTimer>
#include <QWebSocket>

#include <functional>
#include <map>

/// A MediaSignalling that speaks Janus's own API: does in a test what the room service does for a
/// client. One session.
class JanusSignalling final : public QObject, public prosc::MediaSignalling
{
    Q_OBJECT
public:
    JanusSignalling(quint16 port, prosc::ParticipantId self);
    ~JanusSignalling() override;

    /// Waits for a session and the room; false if it gets none.
    [[nodiscard]] bool open();

    void publish(prosc::Peer peer, const QString &offer, SdpCallback answer) override;
    void unpublish(prosc::Peer peer) override;
    void subscribe(const prosc::msg::Subscribe &request, SdpCallback offer) override;
    void answer(const QString &subscription, const QString &sdp) override;
    void unsubscribe(const QString &subscription) override;
    void setLayer(const QString &subscription, const QString &mid, int substream) override;
    void sendCandidate(const prosc::msg::Candidate &candidate) override;

    [[nodiscard]] int subscribeCalls() const { return m_subscribeCalls; }
    [[nodiscard]] const QStringList &offers() const { return m_offers; }
    [[nodiscard]] const QStringList &answers() const { return m_answers; }

Q_SIGNALS:
    /// The connection is up, so others can subscribe; `tracks` as in the room's state.
    void published(prosc::Peer peer, std::vector<prosc::PublishedTrack> tracks);

private:
    using Reply = std::function<void(const QJsonObject &message)>;

    void createSession();
    void announce(qint64 handle);
    void request(QJsonObject message, Reply reply);
    void attach(std::function<void(qint64 handle)> done);
    void sendToPlugin(qint64 handle, const QJsonObject &body, const QJsonObject &jsep, Reply reply);
    void trickle(qint64 handle, const prosc::msg::Candidate &candidate);
    void received(const QString &text);
    [[nodiscard]] QString feedId(const prosc::ParticipantId &id, prosc::Peer peer) const;

    const quint16 m_port;
    const prosc::ParticipantId m_self;
    QWebSocket m_socket;
    QTimer m_keepAlive;
    qint64 m_session = 0;
    int m_transactions = 0;
    bool m_ready = false;
    std::map<QString, Reply> m_replies;
    std::map<prosc::Peer, qint64> m_publishHandles;
    std::map<qint64, std::vector<prosc::PublishedTrack>> m_offered;
    std::map<QString, qint64> m_subscribeHandles;
    /// For each subscription, the publisher's mid -> the subscription's own mid.
    std::map<QString, std::map<QString, QString>> m_mids;
    int m_subscribeCalls = 0;
    QStringList m_offers;
    QStringList m_answers;
};
