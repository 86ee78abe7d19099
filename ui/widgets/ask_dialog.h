#pragma once

#include <QDialog>

class QLabel;

namespace prosc {

/// The words of a question and of its yes; the other button is always Cancel.
struct Question
{
    /// objectName of the dialog and of the button that says yes.
    const char *dialogName;
    const char *acceptName;
    QString text;
    /// A second sentence, or empty.
    QString detail;
    QString acceptText;
    /// The look of that button: "primary", or the red "record".
    const char *acceptRole;
    /// objectName and words of a third button, which emits otherChosen(); or none.
    const char *otherName = nullptr;
    QString otherText = {};
    /// What to think about before saying yes, or empty.
    QString warning = {};
};

/// Asks one question over its window without blocking it; open() it. Deletes itself when it is
/// closed.
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
