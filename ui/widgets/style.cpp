#include "ui/widgets/style.h"

#include <QApplication>
#include <QFile>
#include <QFont>
#include <QPainter>
#include <QPalette>
#include <QStyleFactory>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

QByteArray iconSource(const QString &name)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void paintSource(QPainter &painter, QByteArray source, const QRectF &rect, const QColor &colour)
{
    source.replace("currentColor", colour.name().toLatin1());
    if (colour == QColor::fromRgb(colours::kDisabled)) {
        source.replace("#e5484d", colour.name().toLatin1());
    }
    QSvgRenderer renderer(source);
    renderer.render(&painter, rect);
}

QPixmap iconPixmap(const QByteArray &source, int size, const QColor &colour, bool mirrored)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (mirrored) {
        painter.translate(size, 0);
        painter.scale(-1, 1);
    }
    paintSource(painter, source, QRectF(0, 0, size, size), colour);
    return pixmap;
}

QIcon makeIcon(const QString &name, bool mirrored)
{
    const QByteArray source = iconSource(name);
    const QColor normal = QColor::fromRgb(colours::kText);
    const QColor disabled = QColor::fromRgb(colours::kDisabled);
    QIcon icon;
    for (const int size : {16, 20, 24, 32, 48, 64}) {
        icon.addPixmap(iconPixmap(source, size, normal, mirrored), QIcon::Normal);
        icon.addPixmap(iconPixmap(source, size, disabled, mirrored), QIcon::Disabled);
    }
    return icon;
}

QPalette darkPalette()
{
    QPalette palette;
    const QColor text = QColor::fromRgb(colours::kText);
    const QColor dim = QColor::fromRgb(colours::kDisabled);
    const QColor background = QColor::fromRgb(colours::kBackground);
    palette.setColor(QPalette::Window, background);
    palette.setColor(QPalette::Base, QColor(0x1b, 0x1f, 0x26));
    palette.setColor(QPalette::AlternateBase, background);
    palette.setColor(QPalette::Button, QColor(0x2a, 0x30, 0x3a));
    palette.setColor(QPalette::ToolTipBase, QColor(0x2a, 0x30, 0x3a));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::ToolTipText, QPalette::BrightText}) {
        palette.setColor(role, text);
        palette.setColor(QPalette::Disabled, role, dim);
    }
    palette.setColor(QPalette::PlaceholderText, QColor(0x7d, 0x87, 0x95));
    palette.setColor(QPalette::Highlight, QColor::fromRgb(colours::kAccent));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor::fromRgb(colours::kAccent));
    return palette;
}

} // namespace

void applyStyle(QApplication &application)
{
    application.setStyle(QStyleFactory::create(u"Fusion"_s));
    application.setPalette(darkPalette());
    application.setWindowIcon(programIcon());
    QFont font = application.font();
    font.setFamilies({u"Inter"_s, u"Segoe UI"_s, u"SF Pro Text"_s, u"Roboto"_s, u"Noto Sans"_s,
                      u"Noto Sans Hebrew"_s});
    font.setPixelSize(14);
    application.setFont(font);
    QFile sheet(u":/style/dark.qss"_s);
    if (sheet.open(QIODevice::ReadOnly)) {
        application.setStyleSheet(QString::fromUtf8(sheet.readAll()));
    }
}

QIcon lineIcon(const QString &name)
{
    return makeIcon(name, false);
}

QIcon directedIcon(const QString &name)
{
    return makeIcon(name, QApplication::isRightToLeft());
}

QIcon programIcon()
{
    return QIcon(u":/icons/proscenium.svg"_s);
}

void paintIcon(QPainter &painter, const QString &name, const QRect &rect, const QColor &colour)
{
    paintSource(painter, iconSource(name), rect, colour);
}

} // namespace prosc
