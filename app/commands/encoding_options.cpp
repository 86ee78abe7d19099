#include "app/commands/encoding_options.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Those of x264's presets that are supported.
QStringList presets()
{
    return {u"ultrafast"_s, u"superfast"_s, u"veryfast"_s, u"faster"_s, u"fast"_s, u"medium"_s};
}

} // namespace

void addEncodingOptions(CommandLine &line)
{
    line.addOption(u"encoder"_s,
                   u"Use this encoder (see \"proscenium-room encoders\"); else the "
                   "first that works."_s,
                   u"name"_s);
    line.addOption(u"preset"_s,
                   u"Always use this preset of x264 (%1); else the best one within "
                   "the budget."_s.arg(presets().join(u", "_s)),
                   u"name"_s);
    line.addOption(u"cpu-budget"_s,
                   u"How much of all processors the recording should take at most, "
                   "in per cent (10 to 100)."_s,
                   u"N"_s, QString::number(EncodingSettings().cpuBudget));
}

std::optional<EncodingSettings> encodingFrom(const CommandLine &line)
{
    const auto budget = line.number(u"cpu-budget"_s, 10, 100);
    if (!budget) {
        return std::nullopt;
    }
    EncodingSettings settings{line.value(u"encoder"_s), line.value(u"preset"_s), *budget};
    if (!settings.preset.isEmpty() && !presets().contains(settings.preset)) {
        CommandLine::failWith(u"--preset must be one of %1, not \"%2\"."_s.arg(
            presets().join(u", "_s), settings.preset));
        return std::nullopt;
    }
    return settings;
}

} // namespace prosc
