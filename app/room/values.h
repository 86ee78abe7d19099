#pragma once

#include "app/base/ids.h"
#include "app/base/result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace prosc {

// The values of the room protocol; their meaning is in protocol.md, section "Values".

enum class Role { Host, Moderator, Participant };
enum class FormFactor { Desktop, Tablet, Phone };
enum class ClientKind { Web, Desktop, Recorder, Simulator };
enum class RoomType { Channel, Gallery, Single };
enum class Consent { None, Asked, Confirmed, NotNeeded };
enum class Fit { Fill, Contain };
enum class Peer { Main, Screen };
enum class MediaKind { Audio, Video };
enum class SfuState { Up, Down, Missing };
enum class RecordingPhase { Idle, Starting, Recording, Stopping };
enum class MediaItemState { Uploading, Processing, Ready, Failed };
enum class EndReason { Stopped, Cancelled, Failed, Limit, HostLeft, SessionEnded };
enum class Notice { Starting, Recording };

[[nodiscard]] constexpr bool isModerating(Role role)
{
    return role == Role::Host || role == Role::Moderator;
}

struct RoomInfo
{
    RoomId id;
    QString title;
    RoomType type = RoomType::Single;
    bool locked = false;

    friend bool operator==(const RoomInfo &, const RoomInfo &) = default;
};

struct PublishedTrack
{
    QString mid;
    MediaKind kind = MediaKind::Audio;
    /// "opus", "vp8", "vp9" or "h264".
    QString codec;

    friend bool operator==(const PublishedTrack &, const PublishedTrack &) = default;
};

struct Publication
{
    Peer peer = Peer::Main;
    int generation = 0;
    std::vector<PublishedTrack> tracks;

    friend bool operator==(const Publication &, const Publication &) = default;
};

struct Participant
{
    ParticipantId id;
    QString name;
    Role role = Role::Participant;
    FormFactor formFactor = FormFactor::Desktop;
    ClientKind client = ClientKind::Web;
    bool onStage = false;
    int stageOrder = 0;
    bool camera = false;
    bool microphone = false;
    bool handRaised = false;
    Fit fit = Fit::Fill;
    bool present = true;
    Consent consent = Consent::None;
    std::vector<Publication> publications;

    [[nodiscard]] const Publication *publication(Peer peer) const;
    [[nodiscard]] bool sharesScreen() const { return publication(Peer::Screen) != nullptr; }
    friend bool operator==(const Participant &, const Participant &) = default;
};

struct RecordingInfo
{
    RecordingPhase phase = RecordingPhase::Idle;
    RecordingId recording;
    int epoch = 0;
    ParticipantId startedBy;
    QString startedByName;
    ParticipantId recorder;
    /// Milliseconds since the first recorded picture, when the message was sent.
    int64_t elapsed = 0;
    bool interrupted = false;
    int notConfirmed = 0;

    friend bool operator==(const RecordingInfo &, const RecordingInfo &) = default;
};

struct SfuInfo
{
    SfuState state = SfuState::Down;
    int generation = 0;

    friend bool operator==(const SfuInfo &, const SfuInfo &) = default;
};

struct MediaItem
{
    RecordingId item;
    QString name;
    MediaItemState state = MediaItemState::Uploading;
    /// An error code's name, or empty.
    QString reason;
    /// With its offset from UTC.
    QDateTime created;
    int64_t duration = 0;
    int64_t bytes = 0;
    int64_t received = 0;
    QString sha256;

    friend bool operator==(const MediaItem &, const MediaItem &) = default;
};

struct IceServer
{
    QStringList urls;
    QString username;
    QString credential;

    friend bool operator==(const IceServer &, const IceServer &) = default;
};

/// The whole truth about a room, as the service sends it at each change.
struct RoomSnapshot
{
    int revision = 0;
    RoomInfo room;
    std::vector<Participant> participants;
    RecordingInfo recording;
    SfuInfo sfu;
    ParticipantId highlighted;
    int waitingCount = 0;

    [[nodiscard]] const Participant *find(const ParticipantId &id) const;
    friend bool operator==(const RoomSnapshot &, const RoomSnapshot &) = default;
};

} // namespace prosc
