#pragma once

#include <cstdint>
#include <optional>

namespace prosc {

/// What a TusUploader is doing.
///
///   Idle ─► Starting ─► (Measuring) ─► Creating ─► Probing
///
///   Probing, Sending ── DataLeft ───► Reading ─► (Pacing) ─► Sending
///                    ── NoDataYet ──► CaughtUp ── grown ───► Reading
///                    ── Foreign ────► Removing ────────────► Creating
///                    ── Unlocated ──► Creating
///                    ── Stored ─────► Reporting ───────────► Idle
///   Sending          ── BodyRefused ► Rechecking ──────────► Removing
///
/// A request may also end in Waiting (a failure that may pass), which ends in Creating or Probing;
/// everything may end in Idle.
enum class TusState : uint8_t {
    Idle,
    /// start() was called; nothing has been done yet.
    Starting,
    /// Reads the body for its length and checksum.
    Measuring,
    Creating,
    Probing,
    Removing,
    Reading,
    /// The service has all that is durable on this disk.
    CaughtUp,
    /// Keeps to the bandwidth limit.
    Pacing,
    Sending,
    /// Measures the body again: the service has another checksum.
    Rechecking,
    /// Sends the recorder's report.
    Reporting,
    /// Tries again later.
    Waiting
};
inline constexpr int kTusStates = static_cast<int>(TusState::Waiting) + 1;

enum class TusEvent : uint8_t {
    Started,
    /// A finished recording whose checksum is not known.
    Unmeasured,
    /// The upload has no location at the service, or none any more.
    Unlocated,
    /// It has one; how much of it is there must be asked.
    Located,
    /// The service has data that is not in our recording.
    Foreign,
    /// The service lacks data that is on this disk.
    DataLeft,
    /// It has everything that is durable so far.
    NoDataYet,
    /// The next chunk has to wait for the bandwidth limit.
    Throttled,
    /// The next chunk can be sent; an empty one if only the checksum is left.
    ChunkReady,
    /// The service's checksum of the whole body is another one.
    BodyRefused,
    /// The service has the whole recording; a report follows.
    Stored,
    /// A failure that may pass.
    Interrupted,
    /// Finished, failed or cancelled.
    Ended
};
inline constexpr int kTusEvents = static_cast<int>(TusEvent::Ended) + 1;

/// The state after `event`; nullopt if `event` cannot occur in `state`. Pure.
[[nodiscard]] std::optional<TusState> next(TusState state, TusEvent event);

/// How much of a body there is on both sides, in bytes.
struct TusOffsets
{
    /// Durable on this disk.
    int64_t known = 0;
    /// Of the whole body; nullopt while recording.
    std::optional<int64_t> body;
    /// What the service has.
    int64_t offset = 0;
    /// How many of these belong to an incomplete unit.
    int64_t staged = 0;
};

/// What follows from them: DataLeft, NoDataYet, ChunkReady, Foreign (staged bytes of a fragment
/// that is not in the recording); nullopt: the service has more than the whole body. Pure.
[[nodiscard]] std::optional<TusEvent> eventOf(const TusOffsets &offsets);

} // namespace prosc
