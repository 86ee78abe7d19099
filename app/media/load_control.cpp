#include "app/media/load_control.h"

#include <algorithm>

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

bool isFree(const LoadRules &rules)
{
    return !rules.presetFixed && !rules.presetCosts.empty();
}

/// The load that the next dearer preset is predicted to make.
double dearer(const LoadRules &rules, const LoadState &state)
{
    const auto preset = static_cast<size_t>(state.preset);
    const auto ratio = rules.presetCosts[preset + 1] / rules.presetCosts[preset];
    return state.shares.composing + state.shares.encoding * ratio;
}

/// Whether something could be taken back, and seems to fit.
bool mayDare(const LoadRules &rules, const LoadState &state)
{
    if (state.layers > 0) {
        return true;
    }
    const auto dearest = static_cast<int>(rules.presetCosts.size()) - 1;
    return isFree(rules) && state.preset < dearest && sum(state.shares) > 0 &&
           dearer(rules, state) <= rules.budget * LoadRules::kMargin;
}

void changed(LoadState &state, MediaTime now)
{
    state.changedAt = now;
    state.overSince.reset();
    state.calmSince.reset();
    // Lateness is measured anew, as what was done needs time.
    state.lateSince.reset();
}

void stepDown(const LoadRules &rules, LoadState &state, MediaTime now)
{
    if (state.dared) {
        const bool undone = now - *state.dared < LoadRules::kTrial;
        state.calm = undone ? std::min<MediaTime>(2 * state.calm, LoadRules::kLongestCalm)
                            : MediaTime(LoadRules::kCalm);
        state.dared.reset();
    }
    if (isFree(rules) && state.preset > 0) {
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
    const auto now = sample.time;
    const bool settled = !state.changedAt || passed(state.changedAt, now, LoadRules::kSettling);
    const bool late = sample.late > LoadRules::kLate;
    if (late) {
        state.lastLate = now;
    }
    follow(state.lateSince, late, now);
    if (sample.shares && settled) {
        state.shares = *sample.shares;
        follow(state.overSince, sum(state.shares) > rules.budget, now);
    }
    follow(state.calmSince, settled && !late && mayDare(rules, state), now);

    const bool cheaper = isFree(rules) && state.preset > 0;
    const bool over = passed(state.overSince, now, LoadRules::kPatience);
    const bool reacted = !state.changedAt || passed(state.changedAt, now, LoadRules::kReaction);
    if (cheaper && ((late && reacted) || over)) {
        stepDown(rules, state, now);
    } else if (!cheaper && state.layers < LoadRules::kLayers &&
               passed(state.lateSince, now, LoadRules::kPatience)) {
        stepDown(rules, state, now);
    } else if (passed(state.calmSince, now, state.calm)) {
        stepUp(state, now);
    }
    state.overloaded =
        late || state.layers > 0 || (state.lastLate && now - *state.lastLate < kAfterglow);
    return state;
}

} // namespace prosc
