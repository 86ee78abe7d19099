#include "ui/settings/settings_dialog.h"

#include "ui/model/room_model.h"
#include "ui/settings/recording_settings.h"
#include "ui/settings/upload_options.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/widgets.h"

#include <QCheckBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kWidth = 576;
constexpr int kMargin = 24;
/// Height left free on the screen for its bars and the window frame, px.
constexpr int kLeftFree = 80;

} // namespace

SettingsDialog::SettingsDialog(const RoomModels &models, QWidget *parent)
    : QDialog(parent), m_room(models.room), m_lock(new QCheckBox), m_roomCard(makeRoomCard()),
      m_recording(new RecordingSettings(models.room, models.settings)),
      m_uploads(new UploadOptions(models.room, models.uploads, models.settings)),
      m_scroll(new QScrollArea)
{
    setObjectName(u"settingsDialog"_s);
    //: Title of the dialog
    setWindowTitle(tr("Settings"));
    setFixedWidth(kWidth);
    //: Button
    auto *close = makeButton("closeButton", tr("Close"), nullptr);
    auto *cards = new QWidget;
    auto *inner = new QVBoxLayout(cards);
    inner->setContentsMargins(kMargin, 0, kMargin, 0);
    inner->setSpacing(16);
    inner->addWidget(m_roomCard);
    inner->addWidget(m_recording);
    inner->addWidget(m_uploads);
    inner->addWidget(makeAboutCard());
    inner->addStretch(1);
    m_scroll->setWidget(cards);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus); // the controls are the tab stops; focus scrolls to them
    auto *column = new QVBoxLayout(this);
    // No side margins: on a small screen the scroll bar belongs at the dialog's edge.
    column->setContentsMargins(0, kMargin, 0, kMargin);
    column->setSpacing(16);
    auto *title = new QHBoxLayout;
    title->setContentsMargins(kMargin, 0, kMargin, 0);
    title->addWidget(makeLabel(windowTitle(), "title"));
    column->addLayout(title);
    column->addWidget(m_scroll, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(kMargin, 0, kMargin, 0);
    buttons->addStretch(1);
    buttons->addWidget(close);
    column->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_room, &RoomModel::viewChanged, this, &SettingsDialog::refresh);
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
    m_lock->setObjectName(u"lockRoomCheck"_s);
    m_lock->setAccessibleName(m_lock->text());
    column->addWidget(m_lock, 0, Qt::AlignLeft);
    //: Under the setting "Lock room"
    auto *hint = makeLabel(
        tr("New participants wait until you unlock the room. Hosts can still join."), "dim");
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
    auto *row = new QHBoxLayout;
    //: %1 is a version number such as 0.1.0
    row->addWidget(makeLabel(tr("Proscenium %1").arg(QStringLiteral(PROSCENIUM_VERSION)), "dim"),
                   1);
    //: Button beside the version number: shows version and licences of all parts
    auto *licences = makeButton("licencesButton", tr("Licenses"), "link");
    connect(licences, &QPushButton::clicked, this, &SettingsDialog::aboutRequested);
    row->addWidget(licences);
    column->addLayout(row);
    return card;
}

void SettingsDialog::showEvent(QShowEvent *event)
{
    fitHeight();
    QDialog::showEvent(event);
}

void SettingsDialog::fitHeight()
{
    // As high as its contents, but not higher than the screen.
    const int cards = m_scroll->widget()->layout()->totalHeightForWidth(kWidth);
    const int rest = layout()->minimumSize().height() - m_scroll->minimumSizeHint().height();
    const int most = screen()->availableGeometry().height() - kLeftFree;
    resize(kWidth, std::min(rest + cards, most));
}

void SettingsDialog::refresh()
{
    const RoomView &view = m_room.view();
    m_roomCard->setVisible(view.mayModerate());
    m_recording->refresh();
    m_uploads->refresh();
    if (!m_question) {
        m_lock->setChecked(view.room.room.locked);
    }
}

void SettingsDialog::lockClicked(bool lock)
{
    if (!lock) {
        m_room.setLocked(false);
        return;
    }
    const Question question{"lockRoomDialog",
                            "lockRoomConfirm",
                            //: Question after "Lock room" was ticked
                            tr("Participants will be redirected to the waiting room."),
                            {},
                            //: Button that confirms
                            tr("Lock room"),
                            "primary"};
    m_question = new AskDialog(question, this);
    connect(m_question, &QDialog::accepted, this, [this] { m_room.setLocked(true); });
    connect(m_question, &QDialog::rejected, this,
            [this] { m_lock->setChecked(m_room.view().room.room.locked); });
    m_question->open();
}

} // namespace prosc
