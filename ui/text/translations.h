#pragma once

#include <QLocale>

class QCoreApplication;

namespace prosc {

/// Translates `application` into the language of `locale`, falling back to English; numbers and
/// dates follow `locale`. In a GUI program the layout direction follows the language.
void installTranslations(QCoreApplication &application, const QLocale &locale);

} // namespace prosc
