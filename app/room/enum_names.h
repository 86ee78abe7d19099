#pragma once

#include "app/room/messages.h"

#include <array>
#include <utility>

namespace prosc {

/// The wire names of each enum of the protocol (protocol.md, section "Values").
template <class E>
struct EnumNames;

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
                                         std::pair{RecordingPhase::Stopping, "stopping"}};
};
template <>
struct EnumNames<MediaItemState>
{
    static constexpr std::array table = {std::pair{MediaItemState::Uploading, "uploading"},
                                         std::pair{MediaItemState::Processing, "processing"},
                                         std::pair{MediaItemState::Ready, "ready"},
                                         std::pair{MediaItemState::Failed, "failed"}};
};
template <>
struct EnumNames<EndReason>
{
    static constexpr std::array table = {std::pair{EndReason::Stopped, "stopped"},
                                         std::pair{EndReason::Cancelled, "cancelled"},
                                         std::pair{EndReason::Failed, "failed"},
                                         std::pair{EndReason::Limit, "limit"},
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
struct EnumNames<msg::CandidateTarget>
{
    static constexpr std::array table = {std::pair{msg::CandidateTarget::Publish, "publish"},
                                         std::pair{msg::CandidateTarget::Subscribe, "subscribe"}};
};
template <>
struct EnumNames<msg::LinkPurpose>
{
    static constexpr std::array table = {std::pair{msg::LinkPurpose::View, "view"},
                                         std::pair{msg::LinkPurpose::Download, "download"}};
};

template <class E>
[[nodiscard]] QString enumName(E value)
{
    for (const auto &[known, name] : EnumNames<E>::table) {
        if (known == value) {
            return QString::fromLatin1(name);
        }
    }
    return {};
}

template <class E>
[[nodiscard]] std::optional<E> enumFromName(const QString &name)
{
    for (const auto &[value, known] : EnumNames<E>::table) {
        if (name == QLatin1String(known)) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace prosc
