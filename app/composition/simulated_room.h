#pragma once

#include "app/media/simulate/simulated_source.h"
#include "app/net/web_socket_room_link.h"
#include "app/room/protocol/join_link.h"
#include "app/room/session/room_session.h"
#include "app/transport/simulate/loop_publisher.h"
#include "app/transport/simulate/loop_thread.h"

#include <memory>
#include <vector>

namespace prosc {

struct SimulationOptions
{
    JoinLink link;
    int count = 1;
    /// The number of the first participant; it determines colour and tone.
    int firstNumber = 1;
    QSize size{1280, 720};
    /// Played instead of the generated video and tone.
    QString videoFile;
    QString audioFile;
    /// Video is sent in three sizes, so that each receiver can have the one it needs.
    bool simulcast = true;
    /// Each participant paints a machine-readable clock, see SimulatedSource; sent in one size.
    bool paintsClock = false;
};

/// Simulated participants: each joins as a person would and publishes real WebRTC media from frames
/// encoded once. Lives on the engine's thread; `gst` outlives it.
class SimulatedRoom : public QObject
{
    Q_OBJECT
public:
    /// Encodes the media, which takes about a second per participant; calls `progress` after each.
    [[nodiscard]] static Result<std::unique_ptr<SimulatedRoom>>
    create(GstRuntime &gst, const SimulationOptions &options,
           const std::function<void(int done)> &progress = {});
    ~SimulatedRoom() override;

    void join();
    void leave();
    /// The number of participants currently sending media.
    [[nodiscard]] int live() const;

Q_SIGNALS:
    void liveChanged();
    /// A participant was refused or its session ended.
    void failed(const prosc::Error &error);

private:
    struct Participant;

    explicit SimulatedRoom(const Clock &clock);
    void add(GstRuntime &gst, const JoinLink &link, int number, EncodedLoop loop);

    std::unique_ptr<LoopThread> m_thread;
    std::vector<std::unique_ptr<Participant>> m_participants;
};

} // namespace prosc
