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
    /// The number of the first one; it decides colour and tone.
    int firstNumber = 1;
    QSize size{1280, 720};
    /// Played instead of the generated picture and tone.
    QString videoFile;
    QString audioFile;
    /// The picture is sent in three sizes, so that each receiver can have the one it needs.
    bool simulcast = true;
    /// Each paints a clock that programs read, see SimulatedSource; sent in one size.
    bool paintsClock = false;
};

/// Simulated participants: each joins as a person would and publishes real WebRTC media, in packets
/// that were encoded once. Lives on the engine's thread; `gst` outlives it.
class SimulatedRoom : public QObject
{
    Q_OBJECT
public:
    /// Encodes the media: takes about a second for each participant. `progress` is told after each.
    [[nodiscard]] static Result<std::unique_ptr<SimulatedRoom>>
    create(GstRuntime &gst, const SimulationOptions &options,
           const std::function<void(int done)> &progress = {});
    ~SimulatedRoom() override;

    void join();
    void leave();
    /// How many of them send media at the moment.
    [[nodiscard]] int live() const;

Q_SIGNALS:
    void liveChanged();
    /// One of them was refused or the session ended.
    void failed(const prosc::Error &error);

private:
    struct Participant;

    explicit SimulatedRoom(const Clock &clock);
    void add(GstRuntime &gst, const JoinLink &link, int number, EncodedLoop loop);

    std::unique_ptr<LoopThread> m_thread;
    std::vector<std::unique_ptr<Participant>> m_participants;
};

} // namespace prosc
