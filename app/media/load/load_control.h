#pragma once

#include "app/base/clock.h"

#include <limits>
#include <optional>
#include <vector>

namespace prosc {

/// What the load control may do in a recording.
struct LoadRules
{
    /// Relative cost of a frame with each encoder preset, cheapest first; empty if it has no
    /// presets.
    std::vector<double> presetCosts;
    /// The moderator has chosen the preset.
    bool presetFixed = false;
    /// Range of presets the encoder accepts: it has refused the others.
    int cheapest = 0;
    int dearest = std::numeric_limits<int>::max();
    /// Per cent of all processors for scaling, composing and encoding.
    double budget = 50;

    /// Beyond this lateness, the recording is close to repeating pictures...
    static constexpr std::chrono::milliseconds kLate{80};
    /// ...which begins at this lateness (recording_pictures.cpp).
    static constexpr std::chrono::milliseconds kRepeats{150};
    /// A received picture that waits longer than this for its decoder will soon miss its frame.
    static constexpr std::chrono::milliseconds kWaits{300};
    /// Lateness comes and goes, as repeating pictures removes it. So what counts is the share of
    /// about the last kSpan in which there was some. Waiting pictures also come in bursts from a
    /// bad network, so their threshold is higher.
    static constexpr std::chrono::seconds kSpan{3};
    static constexpr double kLatePart = 0.05;
    static constexpr double kWaitingPart = 0.25;
    /// Above this total CPU load, in per cent, nothing more expensive is tried, whoever causes it.
    static constexpr double kFullMachine = 85;
    /// Time over budget or late before anything is done.
    static constexpr std::chrono::seconds kPatience{2};
    /// Time a step is given to help a late recording.
    static constexpr std::chrono::seconds kReaction{1};
    /// CPU measurements this soon after a change are ignored.
    static constexpr std::chrono::seconds kSettling{2};
    /// Time without overload before the next, more expensive step; doubled each time that step
    /// fails.
    static constexpr std::chrono::seconds kCalm{10};
    static constexpr std::chrono::seconds kLongestCalm{640};
    /// A step that fails does so within this time.
    static constexpr std::chrono::seconds kTrial{60};
    static constexpr int kLayers = 2;
    /// A more expensive preset must be predicted to stay below this share of the budget.
    static constexpr double kMargin = 0.9;
};

/// Composing and encoding, in per cent of all processors.
struct LoadShares
{
    /// Including scaling.
    double composing = 0;
    double encoding = 0;
    /// Everything that runs on this computer; nullopt where the system does not report it.
    std::optional<double> machine;
};

struct LoadSample
{
    /// Time in the recording; increases.
    MediaTime time{};
    /// The worst since the last sample.
    MediaTime late{};
    /// How long received pictures have waited for their decoder, the worst since the last sample.
    MediaTime waited{};
    /// Received pictures were dropped since the last sample.
    bool skipped = false;
    /// Set when there is a new measurement.
    std::optional<LoadShares> shares;
};

/// The measures in force, and what the next step depends on. Degrading: cheaper preset first, then
/// lower layers (one, two). Recovery is in the reverse order.
struct LoadState
{
    int preset = 0;
    /// By how many simulcast layers small tiles are lowered.
    int layers = 0;
    /// Pictures were repeated or dropped in the last 3 s, or wait, or layers are lowered.
    bool overloaded = false;

    LoadShares shares;
    std::optional<MediaTime> sampledAt;
    /// The share of about the last kSpan in which the recording was late, and in which received
    /// pictures waited.
    double late = 0;
    double waiting = 0;
    std::optional<MediaTime> changedAt;
    /// When the last step up was made; reset by a step down.
    std::optional<MediaTime> dared;
    std::optional<MediaTime> lastTrouble;
    std::optional<MediaTime> lateSince;
    std::optional<MediaTime> waitingSince;
    std::optional<MediaTime> overSince;
    std::optional<MediaTime> calmSince;
    MediaTime calm = LoadRules::kCalm;
};

/// The state after `sample`. Call at least about once a second.
[[nodiscard]] LoadState nextLoad(const LoadRules &rules, LoadState state, const LoadSample &sample);

} // namespace prosc
