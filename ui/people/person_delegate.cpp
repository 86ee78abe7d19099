#include "ui/people/person_delegate.h"

#include "ui/people/people_list.h"
#include "ui/widgets/style.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kMargin = 12;
constexpr int kIcon = 18;
constexpr int kIconGap = 8;
constexpr QRgb kHand = 0xffffcf99;
constexpr QRgb kHover = 0xff232830;
constexpr QRgb kFocus = 0xff8db6ff;

} // namespace

QSize PersonDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), kRowHeight};
}

void PersonDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect frame = option.rect.adjusted(4, 2, -4, -2);
    const bool hasFocus = (option.state & QStyle::State_HasFocus) != 0;
    if (hasFocus || (option.state & QStyle::State_MouseOver) != 0) {
        painter->setPen(hasFocus ? QPen(QColor::fromRgb(kFocus), 2) : QPen(Qt::NoPen));
        painter->setBrush(QColor::fromRgb(kHover));
        painter->drawRoundedRect(frame, 8, 8);
    }
    const bool isRightToLeft = option.direction == Qt::RightToLeft;
    QRect words = frame.adjusted(kMargin, 0, -kMargin, 0);
    // From the row's end: camera, microphone, hand.
    const auto addIcon = [&](const QString &name, QRgb colour) {
        QRect place(0, 0, kIcon, kIcon);
        place.moveCenter(words.center());
        if (isRightToLeft) {
            place.moveLeft(words.left());
            words.setLeft(place.right() + kIconGap);
        } else {
            place.moveRight(words.right());
            words.setRight(place.left() - kIconGap);
        }
        paintIcon(*painter, name, place, QColor::fromRgb(colour));
    };
    const auto is = [&index](int role) { return index.data(role).toBool(); };
    addIcon(is(PeopleList::CameraRole) ? u"camera"_s : u"camera-off"_s,
            is(PeopleList::CameraRole) ? colours::kText : colours::kDisabled);
    addIcon(is(PeopleList::MicrophoneRole) ? u"microphone"_s : u"microphone-off"_s,
            is(PeopleList::MicrophoneRole) ? colours::kText : colours::kDisabled);
    if (is(PeopleList::HandRole)) {
        addIcon(u"hand"_s, kHand);
    }
    const QString detail = index.data(PeopleList::DetailRole).toString();
    const Qt::Alignment side = isRightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    const auto write = [&](const QString &text, const QRect &line, const QFont &font, QRgb colour) {
        painter->setFont(font);
        painter->setPen(QColor::fromRgb(colour));
        const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, line.width());
        painter->drawText(line, static_cast<int>(side | Qt::AlignVCenter), shown);
    };
    const QRgb nameColour = is(PeopleList::AwayRole) ? colours::kDim : colours::kText;
    const QString name = index.data(Qt::DisplayRole).toString();
    if (detail.isEmpty()) {
        write(name, words, option.font, nameColour);
    } else {
        QFont small = option.font;
        small.setPixelSize(12);
        const int middle = words.top() + words.height() / 2;
        write(name, QRect(words.left(), middle - 21, words.width(), 22), option.font, nameColour);
        write(detail, QRect(words.left(), middle + 1, words.width(), 18), small, colours::kDim);
    }
    painter->restore();
}

} // namespace prosc
