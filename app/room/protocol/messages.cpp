#include "app/room/protocol/messages.h"

#include "app/base/json_reader.h"
#include "app/base/json_writer.h"
#include "app/room/protocol/message_fields.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// The "type" of each message, in the order of the variants.
constexpr std::array kClientTypes = {"join",
                                     "leave",
                                     "getState",
                                     "endSession",
                                     "setMedia",
                                     "setStage",
                                     "setHand",
                                     "setFit",
                                     "highlight",
                                     "lockRoom",
                                     "admit",
                                     "decline",
                                     "mute",
                                     "switchCameraOff",
                                     "askToUnmute",
                                     "inviteToStage",
                                     "takeOffStage",
                                     "lowerHand",
                                     "setStageAccess",
                                     "setRole",
                                     "remove",
                                     "say",
                                     "deleteChatLine",
                                     "publish",
                                     "unpublish",
                                     "subscribe",
                                     "answer",
                                     "layer",
                                     "unsubscribe",
                                     "candidate",
                                     "startRecording",
                                     "noticeShown",
                                     "confirmRecording",
                                     "stopRecording",
                                     "pauseRecording",
                                     "markMoment",
                                     "setRecordingOptions",
                                     "recorderStarted",
                                     "recorderAlive",
                                     "recorderStopped",
                                     "recorderFailed",
                                     "listMedia",
                                     "mediaLink",
                                     "shareMedia",
                                     "renameMedia",
                                     "deleteMedia",
                                     "restoreMedia",
                                     "revokeLinks"};
constexpr std::array kServiceTypes = {"welcome",        "waiting",
                                      "waitingRoom",    "told",
                                      "chat",           "chatLineDeleted",
                                      "state",          "stateChanged",
                                      "sessionEnded",   "ok",
                                      "error",          "published",
                                      "subscribed",     "subscriptionEnded",
                                      "beginRecording", "pauseRecorder",
                                      "addChapter",     "recordReminder",
                                      "endRecording",   "recordingEnded",
                                      "mediaList",      "mediaItem",
                                      "mediaLinkReady"};
static_assert(kClientTypes.size() == std::variant_size_v<ClientBody>);
static_assert(kServiceTypes.size() == std::variant_size_v<ServiceBody>);

template <class Body, size_t N>
QByteArray write(const Body &body, const std::array<const char *, N> &types, const char *idName,
                 int id)
{
    json::Writer writer;
    std::visit([&writer](const auto &fields) { describe(writer, fields); }, body);
    auto object = writer.take();
    object.insert(QLatin1String("v"), kProtocolVersion);
    object.insert(QLatin1String("type"), QLatin1String(types[body.index()]));
    if (id != 0) {
        object.insert(QLatin1String(idName), id);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Creates the alternative of `Body` with that index and reads its fields.
template <class Body, size_t Index = 0>
QString readBody(size_t wanted, json::Reader &reader, Body &body)
{
    if constexpr (Index < std::variant_size_v<Body>) {
        if (wanted != Index) {
            return readBody<Body, Index + 1>(wanted, reader, body);
        }
        auto &fields = body.template emplace<Index>();
        describe(reader, fields);
        return reader.problem();
    } else {
        return u"unknown type"_s;
    }
}

tl::unexpected<ParseError> refuse(ErrorCode code, QString detail, int id = 0, QString type = {})
{
    return tl::unexpected<ParseError>(
        ParseError{Error{code, std::move(detail)}, id, std::move(type)});
}

/// The optional "id" or "re": 0 when it is absent, -1 when it is invalid.
int readId(const QJsonObject &object, const char *idName)
{
    const auto json = object.value(QLatin1String(idName));
    if (json.isUndefined()) {
        return 0;
    }
    const int id = json.toInt(-1);
    return id >= 1 ? id : -1;
}

template <class Body, size_t N>
tl::expected<std::pair<int, Body>, ParseError>
read(const QByteArray &text, const std::array<const char *, N> &types, const char *idName)
{
    QJsonParseError parseError;
    const auto document = QJsonDocument::fromJson(text, &parseError);
    if (!document.isObject()) {
        return refuse(ErrorCode::Malformed, u"not a JSON object"_s);
    }
    const auto object = document.object();
    const int id = readId(object, idName);
    if (id < 0) {
        return refuse(ErrorCode::Malformed, u"id must be a positive whole number"_s);
    }
    if (object.value(QLatin1String("v")).toInt(-1) != kProtocolVersion) {
        return refuse(ErrorCode::UnsupportedVersion, u"v must be %1"_s.arg(kProtocolVersion), id);
    }
    const auto type = object.value(QLatin1String("type")).toString();
    const auto found = std::find_if(types.begin(), types.end(), [&type](const char *known) {
        return type == QLatin1String(known);
    });
    json::Reader reader(object);
    reader.allow("v");
    reader.allow("type");
    reader.allow(idName);
    Body body;
    const auto problem =
        readBody<Body>(static_cast<size_t>(std::distance(types.begin(), found)), reader, body);
    if (!problem.isEmpty()) {
        return refuse(ErrorCode::Malformed, problem, id, found == types.end() ? QString() : type);
    }
    return std::pair{id, std::move(body)};
}

} // namespace

QByteArray serialize(const ClientMessage &message)
{
    return write(message.body, kClientTypes, "id", message.id);
}

QByteArray serialize(const ServiceMessage &message)
{
    return write(message.body, kServiceTypes, "re", message.re);
}

QByteArray refusalInVersion1()
{
    return R"({"code":"unsupportedVersion","detail":"this room needs a newer version",)"
           R"("fatal":true,"name":"","type":"error","v":1})";
}

tl::expected<ClientMessage, ParseError> parseClientMessage(const QByteArray &json)
{
    if (json.size() > kMaxMessageBytes) {
        return refuse(ErrorCode::TooLarge, u"a message has at most 256 KiB"_s);
    }
    auto parsed = read<ClientBody>(json, kClientTypes, "id");
    if (!parsed) {
        return tl::unexpected<ParseError>(parsed.error());
    }
    return ClientMessage{parsed->first, std::move(parsed->second)};
}

tl::expected<ServiceMessage, ParseError> parseServiceMessage(const QByteArray &json)
{
    if (json.size() > kMaxServiceMessageBytes) {
        return refuse(ErrorCode::TooLarge, u"a service's message has at most 16 MiB"_s);
    }
    auto parsed = read<ServiceBody>(json, kServiceTypes, "re");
    if (!parsed) {
        return tl::unexpected<ParseError>(parsed.error());
    }
    return ServiceMessage{parsed->first, std::move(parsed->second)};
}

} // namespace prosc
