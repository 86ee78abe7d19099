#include "app/composition/simulated_room.h"

#include "app/stage/simulcast.h"
#include "app/transport/peer/gst_runtime.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// The painted clock wraps around after a minute: longer than any pause of a program under test.
constexpr int kClockRate = 15;
constexpr int kClockSeconds = 60;

} // namespace

/// In order of construction; destroyed in reverse.
struct SimulatedRoom::Participant
{
    Participant(GstRuntime &gst, LoopThread &thread, const JoinLink &link, const QString &name,
                std::shared_ptr<const FrameLoop> video, std::shared_ptr<const FrameLoop> audio)
        : hasVideo(video != nullptr), hasAudio(audio != nullptr), roomLink(link),
          session(roomLink,
                  SessionIdentity{link.token, name, FormFactor::Desktop, ClientKind::Simulator}),
          publisher(gst, thread, session.signalling(), std::move(video), std::move(audio))
    {
    }

    /// Reports each notice as shown, and confirms, as a person would.
    void answerNotices()
    {
        const auto &recording = session.snapshot().recording;
        const auto *self = session.snapshot().find(session.self());
        if (recording.phase == RecordingPhase::Starting &&
            std::exchange(noticed, recording.recording) != recording.recording) {
            session.request(msg::NoticeShown{recording.recording, Notice::Starting});
        }
        if (self != nullptr && self->consent == Consent::Asked &&
            std::exchange(confirmed, recording.recording) != recording.recording) {
            session.request(msg::ConfirmRecording{recording.recording},
                            [this](const RoomSession::Reply &reply) {
                                if (!reply.body) {
                                    confirmed = {}; // asked again with the next state
                                }
                            });
        }
    }

    bool hasVideo;
    bool hasAudio;
    RecordingId noticed;
    RecordingId confirmed;
    WebSocketRoomLink roomLink;
    RoomSession session;
    LoopPublisher publisher;
};

SimulatedRoom::SimulatedRoom(const Clock &clock) : m_thread(std::make_unique<LoopThread>(clock)) {}

SimulatedRoom::~SimulatedRoom() = default;

Result<std::unique_ptr<SimulatedRoom>>
SimulatedRoom::create(GstRuntime &gst, const SimulationOptions &options,
                      const std::function<void(int done)> &progress)
{
    std::unique_ptr<SimulatedRoom> room(new SimulatedRoom(gst.clock()));
    const bool fromFiles = !options.videoFile.isEmpty() || !options.audioFile.isEmpty();
    // A small video has no smaller layers worth sending.
    const bool isLarge = options.size.height() >= 360;
    const int layers = options.simulcast && isLarge ? kSimulcastLayers : 1;
    Result<EncodedLoop> loop;
    for (int i = 0; i < options.count; ++i) {
        const int number = options.firstNumber + i;
        if (!fromFiles) {
            SimulatedSource::Options source;
            source.number = number;
            source.size = options.size;
            source.layers = layers;
            if (options.paintsClock) {
                source.paintsClock = true;
                source.layers = 1;
                source.fps = kClockRate;
                source.seconds = kClockSeconds;
            }
            loop = SimulatedSource::generate(source);
        } else if (i == 0) {
            loop = SimulatedSource::fromFiles(options.videoFile, options.audioFile, layers);
        }
        if (!loop) {
            return fail(loop.error());
        }
        room->add(gst, options.link, number, *loop);
        if (progress) {
            progress(i + 1);
        }
    }
    return room;
}

void SimulatedRoom::add(GstRuntime &gst, const JoinLink &link, int number, EncodedLoop loop)
{
    const auto shared = [](std::vector<EncodedFrame> frames, MediaTime length) {
        return frames.empty()
                   ? nullptr
                   : std::make_shared<const FrameLoop>(FrameLoop{std::move(frames), length});
    };
    auto participant =
        std::make_unique<Participant>(gst, *m_thread, link, u"Participant %1"_s.arg(number),
                                      shared(std::move(loop.video), loop.videoLength),
                                      shared(std::move(loop.audio), loop.audioLength));
    auto &session = participant->session;
    auto &publisher = participant->publisher;
    connect(&session, &RoomSession::joined, this, [&session, &publisher, one = participant.get()] {
        publisher.setIceServers(session.iceServers());
        session.request(msg::SetStage{true});
        session.request(msg::SetMedia{one->hasVideo, one->hasAudio});
        publisher.start();
    });
    connect(&session, &RoomSession::snapshotChanged, this,
            [&session, &publisher, one = participant.get()] {
                publisher.reconcile(session.snapshot(), session.self());
                one->answerNotices();
            });
    connect(&session, &RoomSession::connectionLost, this, [&publisher] { publisher.reset(); });
    connect(&session, &RoomSession::left, this, [this, &publisher](const Error &error) {
        publisher.reset();
        if (error.code != ErrorCode::Cancelled) {
            Q_EMIT failed(error);
        }
    });
    connect(&publisher, &LoopPublisher::live, this, &SimulatedRoom::liveChanged);
    connect(&publisher, &LoopPublisher::lost, this, &SimulatedRoom::liveChanged);
    m_participants.push_back(std::move(participant));
}

void SimulatedRoom::join()
{
    for (const auto &participant : m_participants) {
        participant->session.join();
    }
}

void SimulatedRoom::leave()
{
    for (const auto &participant : m_participants) {
        participant->session.leave();
    }
}

int SimulatedRoom::live() const
{
    return static_cast<int>(std::ranges::count_if(
        m_participants, [](const auto &participant) { return participant->publisher.isLive(); }));
}

} // namespace prosc
