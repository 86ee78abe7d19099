#pragma once

#include "app/room/protocol/values.h"
#include "ui/widgets/side_panel.h"

#include <vector>

class QPlainTextEdit;
class QPushButton;
class QTextBrowser;

namespace prosc {

class RoomModel;

/// Beside the stage: the session's chat. Enter sends, Shift+Enter begins a line.
class ChatPanel : public SidePanel
{
    Q_OBJECT
public:
    explicit ChatPanel(RoomModel &room, QWidget *parent = nullptr);

    /// Puts the keyboard into the field.
    void takeFocus();

private:
    [[nodiscard]] QLayout *makeInput();
    void refresh();
    void announceNews(const std::vector<ChatLine> &lines);
    void showEvent(QShowEvent *event) override;
    [[nodiscard]] QString html(const ChatLine &line) const;
    void openLink(const QUrl &url);
    void send();
    bool eventFilter(QObject *watched, QEvent *event) override;

    RoomModel &m_room;
    QTextBrowser *m_lines;
    QPlainTextEdit *m_input;
    QPushButton *m_send;
    std::vector<ChatLine> m_shown;
    /// The lines had a button to delete them.
    bool m_mayDelete = false;
};

} // namespace prosc
