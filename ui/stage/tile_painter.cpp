#include "ui/stage/tile_painter.h"

#include "ui/widgets/style.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qreal kRadius = 12;
constexpr qreal kMargin = 8;
constexpr qreal kIcon = 14;
constexpr qreal kLabel = 26;

QPainterPath outline(const QRectF &rect)
{
    QPainterPath path;
    path.addRoundedRect(rect, kRadius, kRadius);
    return path;
}

/// Paints over the area outside the rounded corners: a clip path would have hard edges.
void paintCorners(QPainter &painter, const QRectF &rect)
{
    QPainterPath corners;
    corners.addRect(rect.adjusted(-1, -1, 1, 1));
    painter.fillPath(corners.subtracted(outline(rect)), QColor::fromRgb(colours::kBackground));
}

QColor avatarColour(const QString &name)
{
    static constexpr std::array<QRgb, 6> kColours = {0xff37507f, 0xff2f6b6b, 0xff5a4a86,
                                                     0xff6b5134, 0xff3f6b45, 0xff6a4260};
    uint sum = 0;
    for (const QChar letter : name) {
        sum = sum * 31 + letter.unicode();
    }
    return QColor::fromRgb(kColours.at(sum % kColours.size()));
}

void paintAvatar(QPainter &painter, const TileLook &look)
{
    painter.fillRect(look.rect, QColor::fromRgb(colours::kTile));
    const qreal diameter =
        std::clamp(std::min(look.rect.width(), look.rect.height()) * 0.42, 28.0, 160.0);
    QRectF circle(0, 0, diameter, diameter);
    circle.moveCenter(look.rect.center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(avatarColour(look.name));
    painter.drawEllipse(circle);
    QFont font = painter.font();
    font.setPixelSize(static_cast<int>(diameter * 0.38));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(QColor::fromRgb(colours::kText));
    painter.drawText(circle, Qt::AlignCenter, initials(look.name));
}

void paintLabel(QPainter &painter, const TileLook &look)
{
    QFont font = painter.font();
    font.setPixelSize(13);
    font.setWeight(QFont::Medium);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const qreal icon = look.microphoneOff ? kIcon + 6 : 0;
    const qreal room = look.rect.width() - 2 * kMargin - 20 - icon;
    if (room < 24 || look.rect.height() < kLabel + 2 * kMargin || look.label.isEmpty()) {
        return;
    }
    const QString text = metrics.elidedText(look.label, Qt::ElideRight, room);
    QRectF pill(0, 0, metrics.horizontalAdvance(text) + 20 + icon, kLabel);
    pill.moveBottomLeft(look.rect.bottomLeft() + QPointF(kMargin, -kMargin));
    if (look.rightToLeft) {
        pill.moveRight(look.rect.right() - kMargin);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(13, 16, 20, 190));
    painter.drawRoundedRect(pill, 8, 8);
    QRectF words = pill.adjusted(10, 0, -10, 0);
    if (look.microphoneOff) {
        QRectF place(words.left(), 0, kIcon, kIcon);
        if (look.rightToLeft) {
            place.moveRight(words.right());
            words.setRight(words.right() - icon);
        } else {
            words.setLeft(words.left() + icon);
        }
        place.moveTop(pill.center().y() - kIcon / 2);
        paintIcon(painter, u"microphone-off"_s, place.toRect(), QColor::fromRgb(colours::kText));
    }
    painter.setPen(QColor::fromRgb(colours::kText));
    painter.drawText(words, Qt::AlignCenter, text);
}

} // namespace

QString initials(const QString &name)
{
    const QStringList words = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto first = [](const QString &word) {
        const qsizetype length = word.front().isHighSurrogate() ? 2 : 1;
        return word.left(length).toUpper();
    };
    if (words.isEmpty()) {
        return {};
    }
    return words.size() == 1 ? first(words.front()) : first(words.front()) + first(words.back());
}

void paintTile(QPainter &painter, const TileLook &look)
{
    painter.save();
    if (look.moving) {
        painter.setClipPath(outline(look.rect)); // other tiles may be visible behind the corners
    }
    if (look.image.isNull()) {
        paintAvatar(painter, look);
    } else {
        painter.fillRect(look.rect, QColor::fromRgb(colours::kTile));
        painter.drawImage(look.imageRect, look.image);
    }
    if (!look.moving) {
        paintCorners(painter, look.rect);
    }
    paintLabel(painter, look);
    if (look.speaking) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(QColor::fromRgb(colours::kAccent), 3));
        painter.drawRoundedRect(look.rect.adjusted(1.5, 1.5, -1.5, -1.5), kRadius - 1, kRadius - 1);
    }
    painter.restore();
}

} // namespace prosc
