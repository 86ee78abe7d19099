#include "app/media/load/load_control.h"

#include <algorithm>
#include <cmath>

namespace prosc {

namespace {

constexpr std::chrono::seconds kAfterglow{3};

bool passed(const std::optional<MediaTime> &since, MediaTime now, MediaTime time)
{
    return since && now - *since >= time;
}

void follow(std::optional<MediaTime> &since, bool holds, MediaTime now)
{
    if (!holds) {
        since.reset();
    } else if (!since) {
        since = now;
    }
}

double sum(const LoadShares &shares)
{
    return shares.composing + shares.encoding;
}

/// Exponential average of `holds` with the time constant kSpan; `passed` is the time since the last
/// update.
void follow(double &part, bool holds, MediaTime passed)
{
    using Spans = std::chrono::duration<double, std::ratio<LoadRules::kSpan.count()>>;
    const double past = std::exp(-std::max(0.0, Spans(passed).count()));
    part = past * part + (holds ? 1 - past : 0);
}

bool isFree(const LoadRules &rules)
{
    return !rules.presetFixed && !rules.presetCosts.empty();
}

/// Predicted load with the next more expensive preset.
double dearer(const LoadRules &rules, const LoadState &state)
{
    const auto preset = static_cast<size_t>(state.preset);
    const auto ratio = rules.presetCosts[preset + 1] / rules.presetCosts[preset];
    return state.shares.composing + state.shares.encoding * ratio;
}

/// Whether a measure can be reversed and the load is predicted to fit.
bool mayDare(const LoadRules &rules, const LoadState &state)
{
    const double machine = state.shares.machine.value_or(0);
    if (state.layers > 0) {
        return machine <= LoadRules::kFullMachine;
    }
    const auto dearest = std::min(static_cast<int>(rules.presetCosts.size()) - 1, rules.dearest);
    if (!isFree(rules) || state.preset >= dearest || sum(state.shares) <= 0) {
        return false;
    }
    const double next = dearer(rules, state);
    return next <= rules.budget * LoadRules::kMargin &&
           machine + next - sum(state.shares) <= LoadRules::kFullMachine;
}

void changed(LoadState &state, MediaTime now)
{
    state.changedAt = now;
    state.overSince.reset();
    state.calmSince.reset();
    // Lateness is measured from scratch: the change takes time to work.
    state.late = 0;
    state.waiting = 0;
    state.lateSince.reset();
    state.waitingSince.reset();
}

bool reacted(const LoadState &state, MediaTime now)
{
    return !state.changedAt || passed(state.changedAt, now, LoadRules::kReaction);
}

bool isLate(const LoadSample &sample)
{
    return sample.late > LoadRules::kLate;
}

bool hasWaiting(const LoadSample &sample)
{
    return sample.skipped || sample.waited > LoadRules::kWaits;
}

/// Updates the state with a measurement.
void look(const LoadRules &rules, LoadState &state, const LoadSample &sample)
{
    const auto now = sample.time;
    const auto time = now - state.sampledAt.value_or(now);
    state.sampledAt = now;
    const bool late = isLate(sample);
    const bool waits = hasWaiting(sample);
    if (reacted(state, now)) {
        follow(state.late, late, time);
        follow(state.waiting, waits, time);
    }
    follow(state.lateSince, state.late > LoadRules::kLatePart, now);
    follow(state.waitingSince, state.waiting > LoadRules::kWaitingPart, now);
    if (sample.late > LoadRules::kRepeats || sample.skipped || state.waitingSince) {
        state.lastTrouble = now;
    }
    const bool settled = !state.changedAt || passed(state.changedAt, now, LoadRules::kSettling);
    if (sample.shares && settled) {
        state.shares = *sample.shares;
        // A preset the moderator has chosen may exceed the budget.
        follow(state.overSince, !rules.presetFixed && sum(state.shares) > rules.budget, now);
    }
    const bool well =
        !late && !waits && !state.lateSince && !state.waitingSince && !state.overSince;
    follow(state.calmSince, settled && well && mayDare(rules, state), now);
}

void stepDown(const LoadRules &rules, LoadState &state, MediaTime now)
{
    if (state.dared) {
        const bool undone = now - *state.dared < LoadRules::kTrial;
        state.calm = undone ? std::min<MediaTime>(2 * state.calm, LoadRules::kLongestCalm)
                            : MediaTime(LoadRules::kCalm);
        state.dared.reset();
    }
    if (isFree(rules) && state.preset > rules.cheapest) {
        --state.preset;
    } else {
        ++state.layers;
    }
    changed(state, now);
}

void stepUp(LoadState &state, MediaTime now)
{
    if (passed(state.dared, now, LoadRules::kTrial)) {
        state.calm = LoadRules::kCalm;
    }
    if (state.layers > 0) {
        --state.layers;
    } else {
        ++state.preset;
    }
    state.dared = now;
    changed(state, now);
}

} // namespace

LoadState nextLoad(const LoadRules &rules, LoadState state, const LoadSample &sample)
{
    look(rules, state, sample);
    const auto now = sample.time;
    const bool cheaper = isFree(rules) && state.preset > rules.cheapest;
    // A condition that has passed by now needs no action.
    const bool late = sample.late > LoadRules::kRepeats || (state.lateSince && isLate(sample));
    const bool lasts =
        passed(state.overSince, now, LoadRules::kPatience) ||
        (passed(state.waitingSince, now, LoadRules::kPatience) && hasWaiting(sample));
    const bool lateLasts = passed(state.lateSince, now, LoadRules::kPatience) && isLate(sample);
    if (cheaper && ((late && reacted(state, now)) || lasts)) {
        stepDown(rules, state, now);
    } else if (!cheaper && state.layers < LoadRules::kLayers && (lasts || lateLasts)) {
        stepDown(rules, state, now);
    } else if (passed(state.calmSince, now, state.calm)) {
        stepUp(state, now);
    }
    state.overloaded =
        state.layers > 0 || (state.lastTrouble && now - *state.lastTrouble < kAfterglow);
    return state;
}

} // namespace prosc
