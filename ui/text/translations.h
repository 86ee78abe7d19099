#pragma once

#include <QLocale>

class QCoreApplication;

namespace prosc {

/// Makes `application` speak the language of `locale`, as far as there is a translation, and
/// English otherwise; numbers and dates follow `locale`. With a window the layout direction follows
/// the language.
void installTranslations(QCoreApplication &application, const QLocale &locale);

} // namespace prosc
