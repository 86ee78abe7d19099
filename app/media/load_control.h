#pragma once

#include "app/base/clock.h"

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
    /// Per cent of all processors for composing and encoding.
    double budget = 50;

    /// Repeating begins at this lateness (RecordingRun).
    static constexpr std::chrono::milliseconds kLate{150};
    /// So long over the budget or too late, and something is done.
    static constexpr std::chrono::seconds kPatience{2};
    /// A cheaper preset is given so long to help a late recording.
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
    double composing = 0;
    double encoding = 0;
};

struct LoadSample
{
    /// Of the recording; grows.
    MediaTime time{};
    /// The worst since the sample before.
    MediaTime late{};
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
    /// Too late now, or pictures were repeated in the last 3 s, or layers are lower.
    bool overloaded = false;

    LoadShares shares;
    std::optional<MediaTime> changedAt;
    /// When the last step up was made, as long as it is on trial.
    std::optional<MediaTime> dared;
    std::optional<MediaTime> lastLate;
    std::optional<MediaTime> lateSince;
    std::optional<MediaTime> overSince;
    std::optional<MediaTime> calmSince;
    MediaTime calm = LoadRules::kCalm;
};

/// The state after `sample`; called at least about once a second.
[[nodiscard]] LoadState nextLoad(const LoadRules &rules, LoadState state, const LoadSample &sample);

} // namespace prosc
