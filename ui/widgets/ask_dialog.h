#pragma once

#include <QDialog>

class QLabel;

namespace prosc {

/// The texts of a question and its accept button; the other button is always Cancel.
struct Question
{
    /// objectName of the dialog and of the accept button.
    const char *dialogName;
    const char *acceptName;
    QString text;
    /// A second sentence, or empty.
    QString detail;
    QString acceptText;
    /// Style role of the accept button: "primary", or the red "record".
    const char *acceptRole;
    /// objectName and text of an optional third button, which emits otherChosen().
    const char *otherName = nullptr;
    QString otherText = {};
    /// What to consider before accepting, or empty.
    QString warning = {};
};

/// Asks one question over its window without blocking the caller; show it with open(). Deletes
/// itself when closed.
class AskDialog : public QDialog
{
    Q_OBJECT
public:
    AskDialog(const Question &question, QWidget *parent);

    void setText(const QString &text);

Q_SIGNALS:
    void otherChosen();

private:
    QLabel *m_label;
};

} // namespace prosc
