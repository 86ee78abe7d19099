#pragma once

#include "app/transport/peer/gst_runtime.h"
#include "app/transport/simulate/loop_publisher.h"
#include "app/transport/simulate/loop_thread.h"
#include "tests/transport/janus_process.h"
#include "tests/transport/janus_signalling.h"
#include "tests/transport/test_room.h"

#include <QTimer>

#include <functional>
#include <memory>

/// A simulated participant with its own connection to the media server.
struct Speaker
{
    Speaker(prosc::GstRuntime &runtime, prosc::LoopThread &thread, const JanusProcess &janus,
            TestRoom &room, prosc::ParticipantId id, std::shared_ptr<const prosc::FrameLoop> video,
            std::shared_ptr<const prosc::FrameLoop> audio)
        : signalling(janus.port(), id),
          publisher(runtime, thread, signalling, std::move(video), std::move(audio))
    {
        QObject::connect(
            &signalling, &JanusSignalling::published, &publisher,
            [&room, id](prosc::Peer peer, const std::vector<prosc::PublishedTrack> &tracks) {
                room.publish(id, peer, tracks);
            });
    }
    JanusSignalling signalling;
    prosc::LoopPublisher publisher;
};

/// Sends the frames of a loop, one every 33 ms, with the current time.
class Feed
{
public:
    Feed(const prosc::Clock &clock, std::shared_ptr<const prosc::FrameLoop> loop,
         std::function<void(const prosc::EncodedFrame &)> send)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, &clock, loop, send] {
            prosc::EncodedFrame frame = loop->frames[m_next++ % loop->frames.size()];
            frame.time = clock.now();
            send(frame);
        });
        m_timer.start(33);
    }

private:
    QTimer m_timer;
    size_t m_next = 0;
};
