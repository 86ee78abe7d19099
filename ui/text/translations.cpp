#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <memory>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

// QGuiApplication reads the layout direction from this entry of the installed translation.
[[maybe_unused]] constexpr auto kLayoutDirection = QT_TRANSLATE_NOOP3(
    "QGuiApplication", "QT_LAYOUT_DIRECTION",
    "Translate as LTR, or as RTL when the language is written from right to left");

void install(QCoreApplication &application, const QLocale &locale, const QString &name,
             const QString &folder)
{
    auto translator = std::make_unique<QTranslator>(&application);
    if (translator->load(locale, name, u"_"_s, folder)) {
        application.installTranslator(translator.release()); // the application is its parent
    }
}

} // namespace

void installTranslations(QCoreApplication &application, const QLocale &locale)
{
    QLocale::setDefault(locale);
    const QString own = u"proscenium"_s;
    const QString folder = u":/i18n"_s;
    // The last one installed is searched first; English supplies the plural forms missing
    // elsewhere.
    install(application, QLocale(QLocale::English), own, folder);
    if (locale.language() == QLocale::English) {
        return;
    }
    install(application, locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(application, locale, own, folder);
}

} // namespace prosc
