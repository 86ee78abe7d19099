#include "ui/text/error_text.h"

namespace prosc {

QString errorText(const Error &error, const QString &name)
{
    return errorCodeName(error.code) + name;
}

} // namespace prosc
