#include "ui/pages/about_dialog.h"

#include "ui/widgets/style.h"
#include "ui/widgets/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QString licenceText(const QString &ffmpegLicence)
{
    if (ffmpegLicence.startsWith(QLatin1String("GPL"))) {
        //: In About; %1 is the licence of a part, in English, such as "GPL version 2 or later"
        return AboutDialog::tr("Proscenium's own sources are under the Apache License 2.0. This "
                               "build contains FFmpeg under the %1, so as a whole it is under the "
                               "GNU General Public License 3.")
            .arg(fileText(ffmpegLicence));
    }
    //: In About
    return AboutDialog::tr("Proscenium is under the Apache License 2.0.");
}

QString row(const AboutView::Component &component)
{
    const auto cell = [](const QString &text) {
        return u"<td style='padding: 4px 24px 4px 0'>%1</td>"_s.arg(text.toHtmlEscaped());
    };
    return u"<tr><td style='padding: 4px 24px 4px 0'><a style='color: #8db6ff' "
           "href=\"%1\">%2</a></td>%3%4</tr>"_s.arg(
               component.homepage.toHtmlEscaped(), component.name.toHtmlEscaped(),
               cell(component.version), cell(component.licence));
}

QString tableOf(const std::vector<AboutView::Component> &components)
{
    QString table = u"<table dir='ltr'>"_s;
    for (const auto &component : components) {
        table += row(component);
    }
    return table + u"</table>"_s;
}

QWidget *makeTable(const std::vector<AboutView::Component> &components)
{
    auto *table = makeLabel(tableOf(components), nullptr);
    table->setObjectName(u"componentsLabel"_s);
    table->setTextFormat(Qt::RichText);
    table->setTextInteractionFlags(Qt::TextBrowserInteraction);
    table->setOpenExternalLinks(true);
    //: Name of the list of components for a screen reader
    table->setAccessibleName(AboutDialog::tr("Components"));
    table->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    auto *scroll = new QScrollArea;
    scroll->setWidget(table);
    scroll->setMinimumSize(560, 240);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

} // namespace

AboutDialog::AboutDialog(const AboutView &view, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"aboutDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    //: Title of the window that says version and licences
    setWindowTitle(tr("About Proscenium"));
    auto *logo = new QLabel;
    logo->setPixmap(programIcon().pixmap(56, 56));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeLabel(u"Proscenium"_s, "title"));
    //: In About; %1 is a number such as 1.2.0
    auto *version = makeLabel(tr("Version %1").arg(fileText(view.version)), "dim");
    version->setObjectName(u"versionLabel"_s);
    version->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(version);
    auto *header = new QHBoxLayout;
    header->setSpacing(16);
    header->addWidget(logo);
    header->addLayout(words, 1);
    auto *licence = makeLabel(licenceText(view.ffmpegLicence), nullptr);
    licence->setObjectName(u"licenceLabel"_s);
    licence->setWordWrap(true);
    //: In About, above a list of software with its versions and licences
    auto *others = makeLabel(tr("It is made with:"), "dim");
    //: Button of About
    auto *close = makeButton("closeAboutButton", tr("Close"), "primary");
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addLayout(header);
    column->addWidget(licence);
    column->addWidget(others);
    column->addWidget(makeTable(view.components), 1);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    close->setFocus();
}

} // namespace prosc
