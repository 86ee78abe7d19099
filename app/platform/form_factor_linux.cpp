#include "app/platform/form_factor.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QByteArray beginningOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(qint64{64} * 1024) : QByteArray();
}

} // namespace

FormFactor formFactor()
{
    // What the administrator wrote counts before what the firmware says (machine-info(5)).
    const auto info = beginningOf(u"/etc/machine-info"_s);
    return info.contains("CHASSIS=")
               ? formFactorFromMachineInfo(info)
               : formFactorFromChassisType(beginningOf(u"/sys/class/dmi/id/chassis_type"_s));
}

} // namespace prosc
