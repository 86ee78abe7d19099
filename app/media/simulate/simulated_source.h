#pragma once

#include "app/base/result.h"
#include "app/stage/media.h"

#include <QSize>
#include <QString>

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace prosc {

/// Packets encoded once and sent in a loop. Times are relative to the start of the loop; the n-th
/// pass adds n times the track's own length, so video and audio may differ in length.
struct EncodedLoop
{
    /// VP8; the first is a key frame. Empty without video. Layers as in FrameLoop.
    std::vector<EncodedFrame> video;
    MediaTime videoLength{};
    /// Opus, 20 ms each. Empty without audio.
    std::vector<EncodedFrame> audio;
    MediaTime audioLength{};
};

/// The background colour of simulated participant `number` (1 and up). Twelve clearly different
/// colours, then they repeat.
[[nodiscard]] std::array<uint8_t, 3> simulatedColour(int number);
/// The tone that simulated participant `number` sends: 300 + 110 * number Hz. A whole number, so
/// that it is seamless in a loop of whole seconds.
[[nodiscard]] int simulatedToneHz(int number);

/// Makes the media of simulated participants.
class SimulatedSource
{
public:
    struct Options
    {
        /// From 1; shown in the picture.
        int number = 1;
        /// Even, at least 160x90.
        QSize size{1280, 720};
        int fps = 30;
        /// Length of the loop, whole seconds.
        int seconds = 4;
        /// 0: simulatedToneHz(number).
        int toneHz = 0;
        /// 1, or kSimulcastLayers for the sizes of layerSize().
        int layers = 1;
        /// Paints the number of each frame in machine-readable form, see ClockMarks. Every frame is
        /// a key frame, so that key frame requests do not make the clock jump.
        bool paintsClock = false;
    };

    /// A bright picture in the participant's colour with a moving pattern, its number and a running
    /// clock, and a pure tone. A key frame every second. Takes about 0.3 s of one core per second
    /// of 1280x720. InvalidArgument, EncoderMissing, MediaFailed.
    [[nodiscard]] static Result<EncodedLoop> generate(const Options &options);

    /// The first minute of a video file and an audio file in any format that libavformat reads,
    /// encoded to VP8 and Opus. An empty path omits that part. NotFound, EncoderMissing,
    /// MediaFailed.
    [[nodiscard]] static Result<EncodedLoop> fromFiles(const QString &videoFile,
                                                       const QString &audioFile, int layers = 1);
};

} // namespace prosc
