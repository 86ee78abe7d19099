#include "ui/people/waiting_name.h"

#include "ui/widgets/widgets.h"

#include <QCoreApplication>

namespace prosc {

QString waitingName(const WaitingPerson &person)
{
    const QString name = personText(person.name);
    return person.removed
               ? QCoreApplication::translate("WaitingName", "%1 (perhaps removed before)",
                                             "In the waiting room; %1 is the name of somebody who "
                                             "comes from where a person was removed")
                     .arg(name)
               : name;
}

} // namespace prosc
