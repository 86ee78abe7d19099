#pragma once

#include "ui/widgets/side_panel.h"

class QComboBox;
class QLineEdit;
class QListView;
class QPushButton;

namespace prosc {

class PeopleList;
class RoomModel;

/// Beside the stage: everybody in the room. A click, Enter or the menu key opens a person's menu;
/// below the list, moderators mute everyone and decide who may come on stage.
class PeoplePanel : public SidePanel
{
    Q_OBJECT
public:
    explicit PeoplePanel(RoomModel &room, QWidget *parent = nullptr);

private:
    [[nodiscard]] QWidget *makeFooter();
    void refresh();
    void refreshFooter();
    void openMenu(const QPoint &position);
    bool eventFilter(QObject *watched, QEvent *event) override;

    RoomModel &m_room;
    PeopleList *m_people;
    QLineEdit *m_search;
    QListView *m_list;
    QWidget *m_footer;
    QComboBox *m_access;
    QPushButton *m_muteAll;
};

} // namespace prosc
