#pragma once

#include "app/base/clock.h"

#include <limits>
#include <optional>
#include <vector>

namespace prosc {

/// What the load control may do in a recording.
struct LoadRules
{
    /// What a picture costs with each preset of the encoder, relative to the others, from the
    /// cheapest to the dearest; empty if it has none.
    std::vector<double> presetCosts;
    /// The preset is the moderator's choice.
    bool presetFixed = false;
    /// What the encoder can be given of them: others it has refused.
    int cheapest = 0;
    int dearest = std::numeric_limits<int>::max();
    /// Per cent of all processors for scaling, composing and encoding.
    double budget = 50;

    /// Later than that the recording is on its way to repeating pictures...
    static constexpr std::chrono::milliseconds kLate{80};
    /// ...which begins at this lateness (RecordingRun).
    static constexpr std::chrono::milliseconds kRepeats{150};
    /// A received picture that waits longer for its decoder soon misses its moment in the file.
    static constexpr std::chrono::milliseconds kWaits{300};
    /// Lateness comes and goes: repeating itself takes it away. So what counts is the part of about
    /// the last kSpan in which it was there. Pictures that wait come in bursts from a bad network,
    /// too, so of them it has to be more.
    static constexpr std::chrono::seconds kSpan{3};
    static constexpr double kLatePart = 0.05;
    static constexpr double kWaitingPart = 0.25;
    /// Above that part of the whole machine, per cent, nothing dearer is dared, whoever takes it.
    static constexpr double kFullMachine = 85;
    /// So long over the budget or too late, and something is done.
    static constexpr std::chrono::seconds kPatience{2};
    /// What was done is given so long to help a late recording.
    static constexpr std::chrono::seconds kReaction{1};
    /// What is measured in this time after a change says nothing yet.
    static constexpr std::chrono::seconds kSettling{2};
    /// So long all must have been well before more is dared; doubled each time that went wrong.
    static constexpr std::chrono::seconds kCalm{10};
    static constexpr std::chrono::seconds kLongestCalm{640};
    /// In this time it shows whether it went wrong.
    static constexpr std::chrono::seconds kTrial{60};
    static constexpr int kLayers = 2;
    /// A dearer preset must be predicted to stay below this part of the budget.
    static constexpr double kMargin = 0.9;
};

/// Composing and encoding, in per cent of all processors.
struct LoadShares
{
    /// Scaling included.
    double composing = 0;
    double encoding = 0;
    /// All that runs on this computer, as far as the system tells.
    std::optional<double> machine;
};

struct LoadSample
{
    /// Of the recording; grows.
    MediaTime time{};
    /// The worst since the sample before.
    MediaTime late{};
    /// How long received pictures have waited for their decoder, the worst since the sample before.
    MediaTime waited{};
    /// Received pictures were left out since the sample before.
    bool skipped = false;
    /// When there is a new measurement.
    std::optional<LoadShares> shares;
};

/// What is done, and what the next step depends on. Degrading goes: cheaper preset, lower layers
/// (one, two). Recovering goes the other way.
struct LoadState
{
    int preset = 0;
    /// So many steps lower simulcast layers for small tiles.
    int layers = 0;
    /// Pictures were repeated or left out in the last 3 s, or wait, or layers are lower.
    bool overloaded = false;

    LoadShares shares;
    std::optional<MediaTime> sampledAt;
    /// The parts of the last kSpan in which the recording was late, and received pictures waited.
    double late = 0;
    double waiting = 0;
    std::optional<MediaTime> changedAt;
    /// When the last step up was made, as long as it is on trial.
    std::optional<MediaTime> dared;
    std::optional<MediaTime> lastTrouble;
    std::optional<MediaTime> lateSince;
    std::optional<MediaTime> waitingSince;
    std::optional<MediaTime> overSince;
    std::optional<MediaTime> calmSince;
    MediaTime calm = LoadRules::kCalm;
};

/// The state after `sample`; called at least about once a second.
[[nodiscard]] LoadState nextLoad(const LoadRules &rules, LoadState state, const LoadSample &sample);

} // namespace prosc
