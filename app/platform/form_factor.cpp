#include "app/platform/form_factor.h"

#include <QList>

namespace prosc {

FormFactor formFactorFromMachineInfo(const QByteArray &text)
{
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (!trimmed.startsWith("CHASSIS=")) {
            continue;
        }
        QByteArray chassis = trimmed.mid(8);
        chassis.replace('"', "").replace('\'', "");
        if (chassis == "handset") {
            return FormFactor::Phone;
        }
        if (chassis == "tablet") {
            return FormFactor::Tablet;
        }
    }
    return FormFactor::Desktop;
}

FormFactor formFactorFromChassisType(const QByteArray &text)
{
    constexpr int kTablet = 30;
    return text.trimmed().toInt() == kTablet ? FormFactor::Tablet : FormFactor::Desktop;
}

FormFactor formFactorFromPlatformRole(int role, WindowsPosture posture)
{
    constexpr int kSlate = 8; // PlatformRoleSlate of POWER_PLATFORM_ROLE
    return role == kSlate && posture == WindowsPosture::Slate ? FormFactor::Tablet
                                                              : FormFactor::Desktop;
}

} // namespace prosc
