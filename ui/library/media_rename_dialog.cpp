#include "ui/library/media_rename_dialog.h"

#include "ui/library/media_requests.h"
#include "ui/widgets/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kRenameWidth = 520;
constexpr int kLongestName = 255; // protocol.md, renameMedia
const QString kExtension = u".mp4"_s;

QString withoutExtension(QString name)
{
    if (name.endsWith(kExtension, Qt::CaseInsensitive)) {
        name.chop(kExtension.size());
    }
    return name;
}

} // namespace

MediaRenameDialog::MediaRenameDialog(LibraryModel &library, const RecordingId &item,
                                     const QString &name, QWidget *parent)
    : QDialog(parent), m_library(library), m_item(item), m_name(withoutExtension(name)),
      m_edit(new QLineEdit(m_name)), m_problem(makeLabel({}, "problem")),
      //: Button of the dialog that renames a recording
      m_rename(makeButton("renameConfirm", tr("Rename"), "primary"))
{
    setObjectName(u"renameDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    //: Title of a dialog
    setWindowTitle(tr("Rename the recording"));
    setFixedWidth(kRenameWidth);
    m_problem->setObjectName(u"renameProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(2 * m_problem->fontMetrics().lineSpacing());
    m_problem->setAlignment(m_problem->alignment() & ~Qt::AlignVCenter);
    //: Button of a dialog
    auto *cancel = makeButton("cancelButton", tr("Cancel"), nullptr);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_rename);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(makeLabel(windowTitle(), "heading"));
    column->addWidget(makeNameRow());
    column->addWidget(m_problem);
    column->addLayout(buttons);
    m_rename->setDefault(true); // Enter in the field
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_rename, &QPushButton::clicked, this, &MediaRenameDialog::send);
    connect(m_edit, &QLineEdit::textChanged, this, &MediaRenameDialog::check);
    connect(&m_library, &LibraryModel::answered, this, &MediaRenameDialog::answered);
    check();
}

QWidget *MediaRenameDialog::makeNameRow()
{
    m_edit->setObjectName(u"renameEdit"_s);
    //: Name of the text field for a screen reader
    m_edit->setAccessibleName(tr("Name of the recording"));
    m_edit->setMaxLength(kLongestName - static_cast<int>(kExtension.size()));
    m_edit->selectAll();
    m_edit->setFocus();
    auto *widget = new QWidget;
    widget->setLayoutDirection(Qt::LeftToRight); // file names are left to right in every language
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_edit, 1);
    row->addWidget(makeLabel(kExtension, "dim"));
    return widget;
}

QString MediaRenameDialog::newName() const
{
    return withoutExtension(m_edit->text().trimmed()).trimmed();
}

void MediaRenameDialog::check()
{
    m_problem->clear();
    m_rename->setEnabled(!m_waiting && !newName().isEmpty() && newName() != m_name);
}

void MediaRenameDialog::send()
{
    const QString name = newName() + kExtension;
    m_waiting = true;
    check();
    m_library.rename(m_item, name);
}

void MediaRenameDialog::answered(const RecordingId &item, const std::optional<Error> &error)
{
    if (!m_waiting || item != m_item) {
        return;
    }
    m_waiting = false;
    if (!error) {
        return accept();
    }
    check();
    sayAloud(m_problem, mediaErrorText(*error, m_library.mayModerate()));
}

} // namespace prosc
