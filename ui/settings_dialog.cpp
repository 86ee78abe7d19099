#include "ui/settings_dialog.h"

#include "ui/ask_dialog.h"
#include "ui/recording_settings.h"
#include "ui/widgets.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace prosc {

namespace {

constexpr int kWidth = 560;

} // namespace

SettingsDialog::SettingsDialog(RoomModel &model, QWidget *parent)
    : QDialog(parent), m_model(model), m_lock(new QCheckBox), m_roomCard(makeRoomCard()),
      m_recording(new RecordingSettings(model))
{
    setObjectName(QStringLiteral("settingsDialog"));
    //: Title of the dialog
    setWindowTitle(tr("Settings"));
    setFixedWidth(kWidth);
    //: Button
    auto *close = makeButton("closeButton", tr("Close"), nullptr);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(makeLabel(windowTitle(), "title"));
    column->addWidget(m_roomCard);
    column->addWidget(m_recording);
    column->addWidget(makeAboutCard());
    column->addStretch(1);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_model, &RoomModel::viewChanged, this, &SettingsDialog::refresh);
    refresh();
}

QFrame *SettingsDialog::makeRoomCard()
{
    auto *card = makeCard();
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(4);
    //: Heading in the settings
    column->addWidget(makeLabel(tr("Room"), "heading"));
    //: Setting of the room
    m_lock->setText(tr("Lock room"));
    m_lock->setObjectName(QStringLiteral("lockRoomCheck"));
    m_lock->setAccessibleName(m_lock->text());
    column->addWidget(m_lock, 0, Qt::AlignLeft);
    //: Under the setting "Lock room"
    auto *hint = makeLabel(
        tr("Who joins now waits until the room is unlocked. Hosts can still join."), "dim");
    hint->setWordWrap(true);
    column->addWidget(hint);
    connect(m_lock, &QCheckBox::clicked, this, &SettingsDialog::lockClicked);
    return card;
}

QFrame *SettingsDialog::makeAboutCard()
{
    auto *card = makeCard();
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(4);
    //: Heading in the settings
    column->addWidget(makeLabel(tr("About"), "heading"));
    //: %1 is a version number such as 0.1.0
    column->addWidget(
        makeLabel(tr("Proscenium %1").arg(QStringLiteral(PROSCENIUM_VERSION)), "dim"));
    return card;
}

void SettingsDialog::showEvent(QShowEvent *event)
{
    // Else sentences of several lines are cut off: a dialog's own minimum is that of one line each.
    setMinimumHeight(layout()->totalHeightForWidth(kWidth));
    QDialog::showEvent(event);
}

void SettingsDialog::refresh()
{
    const RoomView &view = m_model.view();
    m_roomCard->setVisible(view.mayModerate());
    m_recording->refresh();
    if (!m_question) {
        m_lock->setChecked(view.room.room.locked);
    }
}

void SettingsDialog::lockClicked(bool lock)
{
    if (!lock) {
        m_model.setLocked(false);
        return;
    }
    const Question question{"lockRoomDialog",
                            "lockRoomConfirm",
                            //: Question after "Lock room" was ticked
                            tr("Participants will be redirected to the waiting room."),
                            {},
                            //: Button that says yes
                            tr("Lock room"),
                            "primary"};
    m_question = new AskDialog(question, this);
    connect(m_question, &QDialog::accepted, this, [this] { m_model.setLocked(true); });
    connect(m_question, &QDialog::rejected, this,
            [this] { m_lock->setChecked(m_model.view().room.room.locked); });
    m_question->open();
}

} // namespace prosc
