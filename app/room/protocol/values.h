#pragma once

#include "app/base/enum_names.h"
#include "app/base/ids.h"
#include "app/base/result.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace prosc {

// The values of the room protocol; see protocol.md, section "Values".

enum class Role { Host, Moderator, Participant };
enum class FormFactor { Desktop, Tablet, Phone };
enum class ClientKind { Web, Desktop, Recorder, Simulator };
enum class RoomType { Channel, Gallery, Single };
enum class Consent { None, Asked, Confirmed, NotNeeded };
enum class Fit { Fill, Contain };
enum class Peer { Main, Screen };
enum class MediaKind { Audio, Video };
enum class SfuState { Up, Down, Missing };
enum class RecordingPhase { Idle, Starting, Recording, Paused, Stopping };
enum class MediaItemState { Recording, Uploading, Processing, Ready, Interrupted, Failed, Deleted };
enum class EndReason { Stopped, Cancelled, Failed, Limit, DiskNearlyFull, HostLeft, SessionEnded };
enum class Notice { Starting, Recording };
/// Who may come on stage: everybody, those whom a moderator invites after they raised a hand, or
/// only those whom a moderator invites. Hosts and moderators always may.
enum class StageAccess { Everyone, Request, Invite };
/// What a host or moderator has done to somebody (msg::Told).
enum class ModeratorAct {
    Muted,
    CameraOff,
    UnmuteAsked,
    Invited,
    HandLowered,
    OffStage,
    Promoted,
    Demoted
};
/// Why the session is going to end: no host is here, or it reaches the longest time.
enum class Closing { No, HostLeft, Limit };

// The wire names of each enum (protocol.md, section "Values").

template <>
struct EnumNames<Role>
{
    static constexpr std::array table = {std::pair{Role::Host, "host"},
                                         std::pair{Role::Moderator, "moderator"},
                                         std::pair{Role::Participant, "participant"}};
};
template <>
struct EnumNames<FormFactor>
{
    static constexpr std::array table = {std::pair{FormFactor::Desktop, "desktop"},
                                         std::pair{FormFactor::Tablet, "tablet"},
                                         std::pair{FormFactor::Phone, "phone"}};
};
template <>
struct EnumNames<ClientKind>
{
    static constexpr std::array table = {
        std::pair{ClientKind::Web, "web"}, std::pair{ClientKind::Desktop, "desktop"},
        std::pair{ClientKind::Recorder, "recorder"}, std::pair{ClientKind::Simulator, "simulator"}};
};
template <>
struct EnumNames<RoomType>
{
    static constexpr std::array table = {std::pair{RoomType::Channel, "channel"},
                                         std::pair{RoomType::Gallery, "gallery"},
                                         std::pair{RoomType::Single, "single"}};
};
template <>
struct EnumNames<Consent>
{
    static constexpr std::array table = {
        std::pair{Consent::None, "none"}, std::pair{Consent::Asked, "asked"},
        std::pair{Consent::Confirmed, "confirmed"}, std::pair{Consent::NotNeeded, "notNeeded"}};
};
template <>
struct EnumNames<Fit>
{
    static constexpr std::array table = {std::pair{Fit::Fill, "fill"},
                                         std::pair{Fit::Contain, "contain"}};
};
template <>
struct EnumNames<Peer>
{
    static constexpr std::array table = {std::pair{Peer::Main, "main"},
                                         std::pair{Peer::Screen, "screen"}};
};
template <>
struct EnumNames<MediaKind>
{
    static constexpr std::array table = {std::pair{MediaKind::Audio, "audio"},
                                         std::pair{MediaKind::Video, "video"}};
};
template <>
struct EnumNames<SfuState>
{
    static constexpr std::array table = {std::pair{SfuState::Up, "up"},
                                         std::pair{SfuState::Down, "down"},
                                         std::pair{SfuState::Missing, "missing"}};
};
template <>
struct EnumNames<RecordingPhase>
{
    static constexpr std::array table = {std::pair{RecordingPhase::Idle, "idle"},
                                         std::pair{RecordingPhase::Starting, "starting"},
                                         std::pair{RecordingPhase::Recording, "recording"},
                                         std::pair{RecordingPhase::Paused, "paused"},
                                         std::pair{RecordingPhase::Stopping, "stopping"}};
};
template <>
struct EnumNames<MediaItemState>
{
    static constexpr std::array table = {std::pair{MediaItemState::Recording, "recording"},
                                         std::pair{MediaItemState::Uploading, "uploading"},
                                         std::pair{MediaItemState::Processing, "processing"},
                                         std::pair{MediaItemState::Ready, "ready"},
                                         std::pair{MediaItemState::Interrupted, "interrupted"},
                                         std::pair{MediaItemState::Failed, "failed"},
                                         std::pair{MediaItemState::Deleted, "deleted"}};
};
template <>
struct EnumNames<EndReason>
{
    static constexpr std::array table = {std::pair{EndReason::Stopped, "stopped"},
                                         std::pair{EndReason::Cancelled, "cancelled"},
                                         std::pair{EndReason::Failed, "failed"},
                                         std::pair{EndReason::Limit, "limit"},
                                         std::pair{EndReason::DiskNearlyFull, "diskNearlyFull"},
                                         std::pair{EndReason::HostLeft, "hostLeft"},
                                         std::pair{EndReason::SessionEnded, "sessionEnded"}};
};
template <>
struct EnumNames<Notice>
{
    static constexpr std::array table = {std::pair{Notice::Starting, "starting"},
                                         std::pair{Notice::Recording, "recording"}};
};
template <>
struct EnumNames<StageAccess>
{
    static constexpr std::array table = {std::pair{StageAccess::Everyone, "everyone"},
                                         std::pair{StageAccess::Request, "request"},
                                         std::pair{StageAccess::Invite, "invite"}};
};
template <>
struct EnumNames<ModeratorAct>
{
    static constexpr std::array table = {std::pair{ModeratorAct::Muted, "muted"},
                                         std::pair{ModeratorAct::CameraOff, "cameraOff"},
                                         std::pair{ModeratorAct::UnmuteAsked, "unmuteAsked"},
                                         std::pair{ModeratorAct::Invited, "invited"},
                                         std::pair{ModeratorAct::HandLowered, "handLowered"},
                                         std::pair{ModeratorAct::OffStage, "offStage"},
                                         std::pair{ModeratorAct::Promoted, "promoted"},
                                         std::pair{ModeratorAct::Demoted, "demoted"}};
};
template <>
struct EnumNames<Closing>
{
    static constexpr std::array table = {std::pair{Closing::No, "no"},
                                         std::pair{Closing::HostLeft, "hostLeft"},
                                         std::pair{Closing::Limit, "limit"}};
};

[[nodiscard]] constexpr bool isModerating(Role role)
{
    return role == Role::Host || role == Role::Moderator;
}

/// Whether `role` may do to `other` what cannot be undone by `other`: a host over moderators, both
/// over participants.
[[nodiscard]] constexpr bool standsOver(Role role, Role other)
{
    return isModerating(role) && role < other;
}

struct RoomInfo
{
    RoomId id;
    QString title;
    RoomType type = RoomType::Single;
    bool locked = false;
    /// Whether recordings started from now on get a subtitle track with the active speaker, and
    /// chapters.
    bool subtitles = false;
    bool chapters = false;
    StageAccess stageAccess = StageAccess::Everyone;

    friend bool operator==(const RoomInfo &, const RoomInfo &) = default;
};

struct PublishedTrack
{
    QString mid;
    MediaKind kind = MediaKind::Audio;
    /// "opus", "vp8", "vp9" or "h264".
    QString codec;
    /// Three layers are sent (message `layer` chooses one).
    bool simulcast = false;

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
    /// A moderator has invited them to the stage; counts while not everybody may come.
    bool invited = false;
    Fit fit = Fit::Fill;
    bool present = true;
    Consent consent = Consent::None;
    std::vector<Publication> publications;

    [[nodiscard]] const Publication *publication(Peer peer) const;
    /// A host, whose presence keeps the session alive. A recorder without a window does not count,
    /// even with a host's link: nobody sits in front of it.
    [[nodiscard]] bool isHost() const
    {
        return role == Role::Host && client != ClientKind::Recorder;
    }
    [[nodiscard]] bool mayBeOnStage(StageAccess access) const;
    [[nodiscard]] bool sharesScreen() const { return publication(Peer::Screen) != nullptr; }
    friend bool operator==(const Participant &, const Participant &) = default;
};

/// Someone who waits to be let in, as hosts and moderators see it.
struct WaitingPerson
{
    ParticipantId id;
    QString name;
    Role role = Role::Participant;
    FormFactor formFactor = FormFactor::Desktop;
    /// Comes from where somebody was removed: perhaps it is they.
    bool removed = false;

    friend bool operator==(const WaitingPerson &, const WaitingPerson &) = default;
};

/// A recording counts as interrupted when nothing more of it became durable on the recorder's disk
/// for this long, whatever the recorder believes.
inline constexpr std::chrono::seconds kDurableSilence{10};

struct RecordingInfo
{
    RecordingPhase phase = RecordingPhase::Idle;
    RecordingId recording;
    int epoch = 0;
    ParticipantId startedBy;
    QString startedByName;
    ParticipantId recorder;
    /// The file's length (without pauses) when the message was sent, and its maximum; milliseconds.
    int64_t elapsed = 0;
    int64_t limit = 0;
    bool interrupted = false;
    /// The recorder's computer is too slow: it reduces the video quality.
    bool overloaded = false;
    /// No sound was recorded for a minute although people are unmuted.
    bool silent = false;
    int notConfirmed = 0;

    friend bool operator==(const RecordingInfo &, const RecordingInfo &) = default;
};

struct SfuInfo
{
    SfuState state = SfuState::Down;
    int generation = 0;

    friend bool operator==(const SfuInfo &, const SfuInfo &) = default;
};

/// When the session ends by itself, once that is near.
struct SessionInfo
{
    Closing closing = Closing::No;
    /// Time left when the message was sent, ms; 0 without `closing`.
    int64_t left = 0;

    friend bool operator==(const SessionInfo &, const SessionInfo &) = default;
};

struct ChatLine
{
    static constexpr qsizetype kMaxText = 4000;

    /// Numbered from 1 in each session.
    int line = 0;
    ParticipantId from;
    QString name;
    QString text;
    QDateTime at;

    friend bool operator==(const ChatLine &, const ChatLine &) = default;
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
    /// When it is deleted for good; only while it is in the bin.
    std::optional<QDateTime> binnedUntil = {};

    friend bool operator==(const MediaItem &, const MediaItem &) = default;
};

struct IceServer
{
    static constexpr qsizetype kMaxServers = 16;
    static constexpr qsizetype kMaxUrls = 8;

    QStringList urls;
    QString username;
    QString credential;

    friend bool operator==(const IceServer &, const IceServer &) = default;
};

/// The complete state of a room, as the service sends it after each change.
struct RoomSnapshot
{
    int revision = 0;
    RoomInfo room;
    std::vector<Participant> participants;
    RecordingInfo recording;
    SfuInfo sfu;
    ParticipantId highlighted;
    int waitingCount = 0;
    SessionInfo session;

    [[nodiscard]] const Participant *find(const ParticipantId &id) const;
    /// Whether that participant may end the session for everyone: a host, or a moderator while no
    /// host is here.
    [[nodiscard]] bool mayEndSession(const ParticipantId &id) const;
    /// Whether that participant may come on stage now.
    [[nodiscard]] bool mayBeOnStage(const ParticipantId &id) const;
    friend bool operator==(const RoomSnapshot &, const RoomSnapshot &) = default;
};

} // namespace prosc
