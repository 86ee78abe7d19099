#include "ui/settings/upload_options.h"

#include "ui/widgets/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qint64 kNoLimit = 0;
constexpr qint64 kKilobit = 1000;
constexpr qint64 kMegabit = 1000 * kKilobit;
/// Anything slower would never finish an upload.
constexpr int kLeastKilobits = 64;
constexpr int kMostKilobits = 999'999;
constexpr int kMostMegabits = 10'000;
constexpr int kUsualKilobits = 1000;
constexpr int kUsualMegabits = 5;
constexpr int kNumberWidth = 104;

QLabel *makeHint(const QString &text)
{
    auto *hint = makeLabel(text, "dim");
    hint->setWordWrap(true);
    return hint;
}

} // namespace

UploadOptions::UploadOptions(const RoomModel &room, const UploadsModel &uploads,
                             SettingsModel &settings, QWidget *parent)
    : QFrame(parent), m_room(room), m_uploads(uploads), m_settings(settings), m_limit(new QSpinBox),
      m_unit(new QComboBox),
      //: Setting of this computer
      m_afterMeeting(new QCheckBox(tr("Upload only after the meeting"))), m_copies(new QComboBox)
{
    setProperty("role", u"card"_s);
    setObjectName(u"uploadOptions"_s);
    m_afterMeeting->setObjectName(u"afterMeetingCheck"_s);
    m_afterMeeting->setAccessibleName(m_afterMeeting->text());
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    makeLimit(*grid);
    makeCopies(*grid);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(4);
    //: Heading in the settings
    column->addWidget(makeLabel(tr("Uploads from this computer"), "heading"));
    column->addWidget(m_afterMeeting, 0, Qt::AlignLeft);
    //: Under the setting "Upload only after the meeting"
    column->addWidget(makeHint(tr("Uploads start automatically after the meeting.")));
    column->addSpacing(8);
    column->addLayout(grid);
    //: Under the setting "Copies on this computer"
    column->addWidget(
        makeHint(tr("Counted from when the upload is verified. Nothing is removed before that.")));
    for (QWidget *control : {static_cast<QWidget *>(m_limit), static_cast<QWidget *>(m_unit),
                             static_cast<QWidget *>(m_copies)}) {
        leaveWheelToPage(control);
    }
    showSettings(m_settings.uploadSettings());
    // Connected last, so that showing the current values does not count as a change.
    connect(m_unit, &QComboBox::activated, this, &UploadOptions::unitChosen);
    connect(m_limit, &QSpinBox::valueChanged, this, &UploadOptions::keep);
    connect(m_afterMeeting, &QCheckBox::clicked, this, &UploadOptions::keep);
    connect(m_copies, &QComboBox::activated, this, &UploadOptions::keep);
}

void UploadOptions::makeLimit(QGridLayout &grid)
{
    //: Setting of this computer: the maximum speed of uploads
    auto *label = makeLabel(tr("Maximum upload speed"), nullptr);
    label->setBuddy(m_limit);
    m_limit->setObjectName(u"uploadLimitSpin"_s);
    m_limit->setAccessibleName(label->text());
    m_limit->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_limit->setGroupSeparatorShown(true);
    m_limit->setKeyboardTracking(false); // stored when the number is complete
    m_limit->setFixedWidth(kNumberWidth);
    m_unit->setObjectName(u"uploadLimitUnit"_s);
    //: Name of the choice between "No limit", "kbit/s" and "Mbit/s", for a screen reader
    m_unit->setAccessibleName(tr("Unit of the upload speed"));
    //: Choice of the setting "Maximum upload speed"
    m_unit->addItem(tr("No limit"), kNoLimit);
    //: Choice of the setting "Maximum upload speed": kilobits per second
    m_unit->addItem(tr("kbit/s"), kKilobit);
    //: Choice of the setting "Maximum upload speed": megabits per second
    m_unit->addItem(tr("Mbit/s"), kMegabit);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_limit);
    row->addWidget(m_unit, 1);
    grid.addWidget(label, 0, 0);
    grid.addLayout(row, 0, 1);
}

void UploadOptions::makeCopies(QGridLayout &grid)
{
    //: Setting of this computer: what happens to uploaded recordings
    auto *label = makeLabel(tr("Copies on this computer"), nullptr);
    label->setBuddy(m_copies);
    m_copies->setObjectName(u"localCopiesCombo"_s);
    m_copies->setAccessibleName(label->text());
    //: Choice of the setting "Copies on this computer"
    m_copies->addItem(tr("Remove after 7 days"), static_cast<int>(LocalCopy::RemoveAfterAWeek));
    //: Choice of the setting "Copies on this computer"
    m_copies->addItem(tr("Remove at once"), static_cast<int>(LocalCopy::RemoveAtOnce));
    //: Choice of the setting "Copies on this computer"
    m_copies->addItem(tr("Keep"), static_cast<int>(LocalCopy::Keep));
    grid.addWidget(label, 1, 0);
    grid.addWidget(m_copies, 1, 1);
}

void UploadOptions::refresh()
{
    setVisible(m_room.view().mayModerate() || !m_uploads.uploads().empty());
}

void UploadOptions::showSettings(const UploadSettings &settings)
{
    const qint64 limit = settings.bitRateLimit;
    const qint64 unit = limit == kNoLimit ? kNoLimit : limit % kMegabit == 0 ? kMegabit : kKilobit;
    m_unit->setCurrentIndex(m_unit->findData(unit));
    showLimit(unit, unit == kNoLimit ? kUsualKilobits : limit / unit);
    m_afterMeeting->setChecked(settings.onlyAfterMeeting);
    m_copies->setCurrentIndex(m_copies->findData(static_cast<int>(settings.localCopy)));
}

void UploadOptions::showLimit(qint64 unit, qint64 number)
{
    const QSignalBlocker quiet(m_limit); // showing a value is not a change
    m_limit->setVisible(unit != kNoLimit);
    m_limit->setRange(unit == kMegabit ? 1 : kLeastKilobits,
                      unit == kMegabit ? kMostMegabits : kMostKilobits);
    m_limit->setValue(static_cast<int>(std::clamp<qint64>(number, 1, kMostKilobits)));
}

void UploadOptions::unitChosen()
{
    const qint64 unit = m_unit->currentData().toLongLong();
    const qint64 limit = m_settings.uploadSettings().bitRateLimit;
    // The same speed in the other unit, if it is at least one unit.
    const bool sayable = limit > kNoLimit && unit > kNoLimit && limit / unit > 0;
    const qint64 usual = unit == kMegabit ? kUsualMegabits : kUsualKilobits;
    showLimit(unit, sayable ? limit / unit : usual);
    keep();
}

void UploadOptions::keep()
{
    UploadSettings settings = m_settings.uploadSettings();
    settings.bitRateLimit = m_unit->currentData().toLongLong() * m_limit->value();
    settings.onlyAfterMeeting = m_afterMeeting->isChecked();
    settings.localCopy = static_cast<LocalCopy>(m_copies->currentData().toInt());
    m_settings.setUploadSettings(settings);
}

} // namespace prosc
