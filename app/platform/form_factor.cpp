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

FormFactor formFactorFromChassisType(const QByteArray &text)
{
    constexpr int kTablet = 30;
    return text.trimmed().toInt() == kTablet ? FormFactor::Tablet : FormFactor::Desktop;
}

namespace {

QByteArray beginningOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(qint64{64} * 1024) : QByteArray();
}

} // namespace

FormFactor formFactor()
{
#if defined(Q_OS_IOS) || defined(Q_OS_ANDROID)
    return FormFactor::Phone;
#elif defined(Q_OS_LINUX)
    // What the administrator wrote counts before what the firmware says (machine-info(5)).
    const auto info = beginningOf(u"/etc/machine-info"_s);
    return info.contains("CHASSIS=")
               ? formFactorFromMachineInfo(info)
               : formFactorFromChassisType(beginningOf(u"/sys/class/dmi/id/chassis_type"_s));
#else
    return FormFactor::Desktop;
#endif
}

} // namespace prosc
