#pragma once

#include "ui/model/invites_model.h"

#include <QDialog>

class QFrame;
class QLabel;
class QPushButton;
class QScrollArea;

namespace prosc {

/// Copies the invite link with another of this computer's addresses. Show it with open(); deletes
/// itself when closed.
class OtherNetworksDialog : public QDialog
{
    Q_OBJECT
public:
    /// `invites` must outlive this.
    OtherNetworksDialog(InvitesModel &invites, QWidget *parent);

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// The parts of an address' row that change.
    struct Row
    {
        QFrame *frame = nullptr;
        QLabel *reach = nullptr;
    };

    [[nodiscard]] QLayout *makeButtons();
    [[nodiscard]] Row makeRow(const InviteAddress &invite, size_t number);
    void refresh();
    void makeRows();
    void fitHeight();
    void showReach(const Row &row, const InviteAddress &invite);
    void copy(const InviteAddress &invite);

    InvitesModel &m_invites;
    QWidget *m_list;
    QScrollArea *m_scroll;
    QLabel *m_status;
    QPushButton *m_again;
    std::vector<Row> m_rows;
    /// The addresses that the rows are for.
    std::vector<QString> m_shown;
};

} // namespace prosc
