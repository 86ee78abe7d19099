#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <memory>

namespace prosc {

namespace {

// QGuiApplication takes the layout direction from this entry of the installed translation.
[[maybe_unused]] constexpr auto kLayoutDirection = QT_TRANSLATE_NOOP3(
    "QGuiApplication", "QT_LAYOUT_DIRECTION",
    "Translate as LTR, or as RTL when the language is written from right to left");

void install(QCoreApplication &application, const QLocale &locale, const QString &name,
             const QString &folder)
{
    auto translator = std::make_unique<QTranslator>(&application);
    if (translator->load(locale, name, QStringLiteral("_"), folder)) {
        application.installTranslator(translator.release()); // the application is its parent
    }
}

} // namespace

void installTranslations(QCoreApplication &application, const QLocale &locale)
{
    QLocale::setDefault(locale);
    const QString own = QStringLiteral("proscenium");
    const QString folder = QStringLiteral(":/i18n");
    // The last one is asked first: English has the plural forms that other languages lack.
    install(application, QLocale(QLocale::English), own, folder);
    if (locale.language() == QLocale::English) {
        return;
    }
    install(application, locale, QStringLiteral("qtbase"),
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(application, locale, own, folder);
}

} // namespace prosc
