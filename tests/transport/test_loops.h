#pragma once

#include "app/stage/frame_loop.h"

#include <memory>

/// A moving picture, 320x180, 30 frames per second, 2 s, with a key frame each second. Null if
/// there is no encoder.
[[nodiscard]] std::shared_ptr<const prosc::FrameLoop>
makeVideoLoop(prosc::Codec codec = prosc::Codec::Vp8);
/// A tone of 440 Hz, 48 kHz stereo, 2 s, Opus packets of 20 ms.
[[nodiscard]] std::shared_ptr<const prosc::FrameLoop> makeAudioLoop();

/// Decodes the frames in order and counts those that fail.
[[nodiscard]] int undecodableFrames(const std::vector<prosc::EncodedFrame> &frames);
