#include "app/platform/form_factor.h"

#include <QFile>
#include <QList>

using namespace Qt::StringLiterals;

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

FormFactor formFactor()
{
#if defined(Q_OS_IOS) || defined(Q_OS_ANDROID)
    return FormFactor::Phone;
#elif defined(Q_OS_LINUX)
    QFile info(u"/etc/machine-info"_s);
    return info.open(QIODevice::ReadOnly) ? formFactorFromMachineInfo(info.read(64 * 1024))
                                          : FormFactor::Desktop;
#else
    return FormFactor::Desktop;
#endif
}

} // namespace prosc
