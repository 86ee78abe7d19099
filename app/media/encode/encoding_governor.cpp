#include "app/media/encode/encoding_governor.h"

#include "app/base/logging.h"
#include "app/media/encode/switching_encoder.h"
#include "app/media/load/decoding_load.h"
#include "app/stage/frame_rate.h"

#include <algorithm>
#include <cmath>
#include <thread>

namespace prosc {

namespace {

double percent(MediaTime used, MediaTime time)
{
    const auto processors = std::max(1U, std::thread::hardware_concurrency());
    return 100.0 * static_cast<double>(used.count()) / static_cast<double>(time.count()) /
           processors;
}

} // namespace

EncodingGovernor::EncodingGovernor(SwitchingEncoder &encoder, const EncodingSettings &settings,
                                   CpuSource cpu, DecodingLoad *tracks)
    : m_encoder(encoder), m_settings(settings), m_cpu(std::move(cpu)), m_tracks(tracks)
{
    m_rules.budget = settings.cpuBudget;
    if (m_tracks) {
        m_skippedBefore = m_skipped = m_tracks->skippedPictures();
        // Discards the waits from before the recording.
        static_cast<void>(m_tracks->takeWait());
    }
    followEncoder();
    publish();
}

void EncodingGovernor::report(MediaTime late)
{
    auto worst = m_late.load();
    while (late.count() > worst && !m_late.compare_exchange_weak(worst, late.count())) {
    }
    ++m_frames;
}

void EncodingGovernor::step(MediaTime encoding)
{
    m_encoding += encoding;
    if (m_replacements != m_encoder.replacements()) {
        followEncoder();
    } else if (m_encoder.wantedPreset() != m_load.preset) {
        followRefusal();
    }
    const auto frame = m_frames.load();
    if (frame == m_seen) {
        return;
    }
    m_seen = frame;
    const auto before = m_load;
    m_load = nextLoad(m_rules, m_load, sample(frame));
    if (m_load.preset != before.preset) {
        m_encoder.setPreset(m_load.preset);
        m_threads.threadsChanged();
        qCDebug(logMedia) << "encoder preset" << before.preset << "->" << m_load.preset << "at"
                          << m_load.shares.composing + m_load.shares.encoding << "% of"
                          << m_rules.budget;
    }
    publish();
}

void EncodingGovernor::followEncoder()
{
    m_replacements = m_encoder.replacements();
    m_rules.presetCosts.clear();
    m_rules.presetFixed = false;
    m_rules.cheapest = LoadRules().cheapest;
    m_rules.dearest = LoadRules().dearest;
    for (const auto &preset : m_encoder.candidate().presets) {
        m_rules.presetCosts.push_back(preset.cost);
        m_rules.presetFixed |= m_settings.preset == QLatin1String(preset.name);
    }
    m_load.preset = m_encoder.preset();
    m_threads.threadsChanged();
}

void EncodingGovernor::followRefusal()
{
    const int kept = m_encoder.wantedPreset();
    if (m_load.preset < kept) {
        m_rules.cheapest = kept;
    } else {
        m_rules.dearest = kept;
    }
    m_load.preset = kept;
    m_threads.threadsChanged();
}

LoadSample EncodingGovernor::sample(int64_t frame)
{
    LoadSample sample{durationOf(frame), MediaTime(m_late.exchange(0)), {}, false, measure(frame)};
    if (m_tracks) {
        const auto before = std::exchange(m_skipped, m_tracks->skippedPictures());
        sample.skipped = m_skipped > before;
        sample.waited = m_tracks->takeWait();
    }
    m_waits = std::max(m_waits, sample.waited);
    if (sample.shares) {
        m_waited = std::exchange(m_waits, MediaTime());
    }
    return sample;
}

std::optional<LoadShares> EncodingGovernor::measure(int64_t frame)
{
    if (m_measured && frame - m_measuredAt < kFrameRate) {
        return std::nullopt;
    }
    const auto now = cpuNow();
    const auto before = std::exchange(m_measured, now);
    const auto time = durationOf(frame - std::exchange(m_measuredAt, frame));
    const auto machine = measureMachine();
    if (!before) {
        return std::nullopt;
    }
    return LoadShares{percent(now.composing - before->composing, time),
                      percent(now.encoding - before->encoding, time), machine};
}

std::optional<double> EncodingGovernor::measureMachine()
{
    const auto now = m_cpu ? std::nullopt : machineTime();
    const auto before = std::exchange(m_machine, now);
    if (!now || !before || now->all <= before->all) {
        return std::nullopt;
    }
    return 100.0 * static_cast<double>(now->busy - before->busy) /
           static_cast<double>(now->all - before->all);
}

RecorderCpuTime EncodingGovernor::cpuNow()
{
    auto used = m_cpu ? m_cpu() : m_threads.read(m_encoding);
    if (m_tracks) {
        used.composing += m_tracks->scaling();
    }
    return used;
}

void EncodingGovernor::publish()
{
    const auto &candidate = m_encoder.candidate();
    const auto preset = static_cast<size_t>(m_encoder.preset());
    auto name = candidate.name;
    if (preset < candidate.presets.size()) {
        name += QLatin1Char(' ') + QString::fromLatin1(candidate.presets[preset].name);
    }
    const auto cpu = std::lround(m_load.shares.composing + m_load.shares.encoding);
    const std::lock_guard lock(m_mutex);
    m_state = {name,
               static_cast<int>(cpu),
               m_load.layers,
               m_load.overloaded,
               m_skipped - m_skippedBefore,
               m_waited,
               m_encoder.lost()};
}

EncodingState EncodingGovernor::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

} // namespace prosc
