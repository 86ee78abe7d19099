#include "ui/widgets/ask_dialog.h"

#include "ui/widgets/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

AskDialog::AskDialog(const Question &question, QWidget *parent) : QDialog(parent)
{
    setObjectName(QString::fromLatin1(question.dialogName));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(u"Proscenium"_s);
    m_label = makeLabel({}, "heading");
    m_label->setObjectName(u"questionLabel"_s);
    m_label->setWordWrap(true);
    m_label->setMinimumWidth(400);
    setText(question.text);
    //: Button of a question: do nothing
    auto *cancel = makeButton("cancelButton", tr("Cancel"), nullptr);
    auto *accept = makeButton(question.acceptName, question.acceptText, question.acceptRole);
    accept->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    if (question.otherName != nullptr) {
        auto *other = makeButton(question.otherName, question.otherText, nullptr);
        buttons->addWidget(other);
        connect(other, &QPushButton::clicked, this, &AskDialog::otherChosen);
        connect(other, &QPushButton::clicked, this, &QDialog::reject);
    }
    buttons->addWidget(accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(m_label);
    if (!question.detail.isEmpty()) {
        auto *detail = makeLabel(question.detail, "dim");
        detail->setWordWrap(true);
        column->addWidget(detail);
    }
    if (!question.warning.isEmpty()) {
        auto *warning = makeLabel(question.warning, "problem");
        warning->setObjectName(u"warningLabel"_s);
        warning->setWordWrap(true);
        column->addWidget(warning);
    }
    column->addSpacing(8);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(accept, &QPushButton::clicked, this, &QDialog::accept);
    accept->setFocus();
}

void AskDialog::setText(const QString &text)
{
    m_label->setText(text);
    setAccessibleName(text);
}

} // namespace prosc
