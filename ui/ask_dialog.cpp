#include "ui/ask_dialog.h"

#include "ui/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace prosc {

AskDialog::AskDialog(const Question &question, QWidget *parent) : QDialog(parent)
{
    setObjectName(QString::fromLatin1(question.dialogName));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(QStringLiteral("Proscenium"));
    setAccessibleName(question.text);
    auto *label = makeLabel(question.text, "heading");
    label->setObjectName(QStringLiteral("questionLabel"));
    label->setWordWrap(true);
    label->setMinimumWidth(360);
    //: Button of a question: do nothing
    auto *cancel = makeButton("cancelButton", tr("Cancel"), nullptr);
    auto *accept = makeButton(question.acceptName, question.acceptText, question.acceptRole);
    accept->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(label);
    if (!question.detail.isEmpty()) {
        auto *detail = makeLabel(question.detail, "dim");
        detail->setWordWrap(true);
        column->addWidget(detail);
    }
    column->addSpacing(8);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(accept, &QPushButton::clicked, this, &QDialog::accept);
    accept->setFocus();
}

} // namespace prosc
