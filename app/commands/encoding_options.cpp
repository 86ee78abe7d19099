#include "app/commands/encoding_options.h"

#include <QStringList>

namespace prosc {

namespace {

/// x264's, as far as they are used.
QStringList presets()
{
    return {QStringLiteral("ultrafast"), QStringLiteral("superfast"), QStringLiteral("veryfast"),
            QStringLiteral("faster"),    QStringLiteral("fast"),      QStringLiteral("medium")};
}

} // namespace

void addEncodingOptions(CommandLine &line)
{
    line.addOption(QStringLiteral("encoder"),
                   QStringLiteral("Use this encoder (see \"proscenium-room encoders\"); else the "
                                  "first that works."),
                   QStringLiteral("name"));
    line.addOption(QStringLiteral("preset"),
                   QStringLiteral("Always use this preset of x264 (%1); else the best one within "
                                  "the budget.")
                       .arg(presets().join(QStringLiteral(", "))),
                   QStringLiteral("name"));
    line.addOption(QStringLiteral("cpu-budget"),
                   QStringLiteral("How much of all processors the recording should take at most, "
                                  "in per cent (10 to 100)."),
                   QStringLiteral("N"), QString::number(EncodingSettings().cpuBudget));
}

std::optional<EncodingSettings> encodingFrom(const CommandLine &line)
{
    const auto budget = line.number(QStringLiteral("cpu-budget"), 10, 100);
    if (!budget) {
        return std::nullopt;
    }
    EncodingSettings settings{line.value(QStringLiteral("encoder")),
                              line.value(QStringLiteral("preset")), *budget};
    if (!settings.preset.isEmpty() && !presets().contains(settings.preset)) {
        CommandLine::failWith(QStringLiteral("--preset must be one of %1, not \"%2\".")
                                  .arg(presets().join(QStringLiteral(", ")), settings.preset));
        return std::nullopt;
    }
    return settings;
}

} // namespace prosc
