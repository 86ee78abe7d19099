#include "ui/chat/chat_panel.h"

#include "ui/chat/chat_text.h"
#include "ui/model/room_model.h"
#include "ui/widgets/widgets.h"

#include <QAccessible>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kInputHeight = 72;
constexpr auto kDelete = "delete"_L1;

} // namespace

ChatPanel::ChatPanel(RoomModel &room, QWidget *parent)
    : SidePanel(u"chatPanel"_s,
                //: Closes the chat
                makeIconButton("chatCloseButton", u"close"_s, tr("Close"), 32), parent),
      m_room(room), m_lines(new QTextBrowser), m_input(new QPlainTextEdit),
      //: Button beside the field of the chat
      m_send(makeButton("chatSendButton", tr("Send"), "primary"))
{
    //: Title of the panel
    title()->setText(tr("Chat"));
    m_lines->setObjectName(u"chatLines"_s);
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setOpenLinks(false);
    //: For a screen reader: what was written so far
    m_lines->setAccessibleName(tr("Chat messages"));
    connect(m_lines, &QTextBrowser::anchorClicked, this, &ChatPanel::openLink);
    column()->addWidget(m_lines, 1);
    column()->addLayout(makeInput());
    connect(&m_room, &RoomModel::viewChanged, this, &ChatPanel::refresh);
    m_mayDelete = m_room.view().mayModerate();
    refresh();
}

void ChatPanel::takeFocus()
{
    m_input->setFocus();
}

QLayout *ChatPanel::makeInput()
{
    m_input->setObjectName(u"chatInput"_s);
    //: In the empty field of the chat
    m_input->setPlaceholderText(tr("Message to everyone"));
    m_input->setAccessibleName(m_input->placeholderText());
    m_input->setFixedHeight(kInputHeight);
    m_input->setTabChangesFocus(true);
    m_input->installEventFilter(this);
    connect(m_send, &QPushButton::clicked, this, &ChatPanel::send);
    connect(m_input, &QPlainTextEdit::textChanged, this, [this] {
        const auto length = m_input->toPlainText().trimmed().size();
        m_send->setEnabled(length > 0 && length <= ChatLine::kMaxText);
        //: Tooltip of the button Send while the text is too long; %1 is a number
        m_send->setToolTip(length > ChatLine::kMaxText
                               ? tr("A message has at most %1 characters.")
                                     .arg(QLocale().toString(ChatLine::kMaxText))
                               : QString());
    });
    m_send->setEnabled(false);
    auto *row = new QVBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_input);
    row->addWidget(m_send);
    return row;
}

bool ChatPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && (key->modifiers() & Qt::ShiftModifier) == 0) {
            send();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void ChatPanel::send()
{
    if (m_send->isEnabled()) {
        m_room.say(m_input->toPlainText().trimmed());
        m_input->clear();
    }
}

QString ChatPanel::html(const ChatLine &line) const
{
    const RoomView &view = m_room.view();
    const QString time = QLocale().toString(line.at.toLocalTime().time(), QLocale::ShortFormat);
    const bool mayDelete = view.mayModerate() || line.from == view.self;
    const QString remove =
        mayDelete ? u" · <a style=\"color:#9aa4b2\" href=\"%1:%2\">%3</a>"_s.arg(kDelete)
                        .arg(line.line)
                        //: Link beside a line of the chat
                        .arg(tr("Delete").toHtmlEscaped())
                  : QString();
    // The line above a message is in the window's direction, whatever the name's is.
    const auto *direction = layoutDirection() == Qt::RightToLeft ? "rtl" : "ltr";
    return u"<p dir=\"%5\" style=\"margin:0 0 2px 0\"><b>%1</b> "
           "<span style=\"color:#9aa4b2\">%2%3</span></p>"
           "<p style=\"margin:0 0 12px 0\">%4</p>"_s.arg(personText(line.name).toHtmlEscaped(),
                                                         time, remove, chatHtml(line.text),
                                                         QLatin1String(direction));
}

void ChatPanel::refresh()
{
    const auto &lines = m_room.view().chat;
    const bool mayDelete = m_room.view().mayModerate();
    if (isHidden() || (lines == m_shown && mayDelete == m_mayDelete && !m_shown.empty())) {
        return;
    }
    announceNews(lines);
    m_shown = lines;
    m_mayDelete = mayDelete;
    auto *bar = m_lines->verticalScrollBar();
    const int before = bar->value();
    const bool wasAtEnd = before >= bar->maximum() - 8;
    QString text;
    for (const ChatLine &line : lines) {
        text += html(line);
    }
    if (lines.empty()) {
        //: In the empty chat
        text = u"<p style=\"color:#9aa4b2\">%1</p>"_s.arg(
            tr("No messages yet. Everyone in the session can read what you write here. The chat "
               "is not in the recording.")
                .toHtmlEscaped());
    }
    m_lines->setHtml(text);
    bar->setValue(wasAtEnd ? bar->maximum() : before);
}

/// For a screen reader: what others have written meanwhile.
void ChatPanel::announceNews(const std::vector<ChatLine> &lines)
{
    const int known = m_shown.empty() ? 0 : m_shown.back().line;
    if (!m_shown.empty() && !lines.empty() && lines.back().line > known &&
        lines.back().from != m_room.view().self) {
        m_lines->setAccessibleDescription(lines.back().name + u": "_s + lines.back().text);
        QAccessibleEvent alert(m_lines, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void ChatPanel::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    refresh();
}

void ChatPanel::openLink(const QUrl &url)
{
    if (url.scheme() == kDelete) {
        m_room.deleteChatLine(url.path().toInt());
    } else if (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) {
        QDesktopServices::openUrl(url);
    }
}

} // namespace prosc
