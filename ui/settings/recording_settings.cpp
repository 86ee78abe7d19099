#include "ui/settings/recording_settings.h"

#include "ui/text/format_text.h"
#include "ui/widgets/widgets.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSlider>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr int kLeastBudget = 10;
constexpr int kWholeComputer = 100;
constexpr int kBudgetStep = 5;
constexpr int kSliderHeight = 24;

/// Product names are not translated.
QString encoderText(const QString &name)
{
    static constexpr std::array kNames = {
        std::pair{"x264", "x264"},
        std::pair{"openh264", "OpenH264"},
        std::pair{"nvenc", "NVIDIA NVENC"},
        std::pair{"qsv", "Intel Quick Sync"},
        std::pair{"vaapi", "VA-API"},
        std::pair{"videotoolbox", "Apple VideoToolbox"},
        std::pair{"mf", "Microsoft Media Foundation"},
        std::pair{"amf", "AMD AMF"},
    };
    for (const auto &[known, text] : kNames) {
        if (name == QLatin1String(known)) {
            return QString::fromLatin1(text);
        }
    }
    return name;
}

QCheckBox *makeCheck(const char *objectName, const QString &text)
{
    auto *check = new QCheckBox(text);
    check->setObjectName(QString::fromLatin1(objectName));
    check->setAccessibleName(text);
    return check;
}

} // namespace

RecordingSettings::RecordingSettings(RoomModel &room, SettingsModel &settings, QWidget *parent)
    : QFrame(parent), m_room(room), m_settings(settings)
{
    setProperty("role", u"card"_s);
    setObjectName(u"recordingSettings"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(4);
    //: Heading in the settings
    column->addWidget(makeLabel(tr("Recording"), "heading"));
    column->addLayout(makeRoomPart());
    column->addSpacing(12);
    column->addLayout(makeComputerPart());
    connect(&m_settings, &SettingsModel::encodersChanged, this, &RecordingSettings::showEncoders);
    showEncoders();
    const int budget = m_settings.encodingSettings().cpuBudget;
    m_budget->setValue(budget);
    showBudget(budget);
    refresh();
    // Connected last, so that showing the current values does not count as a change.
    connect(m_subtitles, &QCheckBox::clicked, this, &RecordingSettings::sendOptions);
    connect(m_chapters, &QCheckBox::clicked, this, &RecordingSettings::sendOptions);
    connect(m_encoder, &QComboBox::activated, this, &RecordingSettings::keepSettings);
    connect(m_budget, &QSlider::sliderMoved, this, &RecordingSettings::showBudget);
    connect(m_budget, &QSlider::valueChanged, this, [this](int percent) {
        showBudget(percent);
        keepSettings();
    });
}

QLayout *RecordingSettings::makeRoomPart()
{
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    //: Setting of the room: the recording gets a subtitle track
    m_subtitles = makeCheck("subtitlesCheck", tr("Add speaker names as subtitles"));
    //: Setting of the room: the recording gets chapters, one for each change on the stage
    m_chapters = makeCheck("chaptersCheck", tr("Add chapters"));
    auto *hint =
        //: Under the settings "Add speaker names as subtitles" and "Add chapters"
        makeLabel(tr("Applies to future recordings in this room."), "dim");
    hint->setWordWrap(true);
    column->addWidget(m_subtitles, 0, Qt::AlignLeft);
    column->addWidget(m_chapters, 0, Qt::AlignLeft);
    column->addWidget(hint);
    return column;
}

QLayout *RecordingSettings::makeComputerPart()
{
    //: Setting of this computer: which software or hardware encodes the video
    auto *encoderLabel = makeLabel(tr("Encoder"), nullptr);
    m_encoder = new QComboBox;
    m_encoder->setObjectName(u"encoderCombo"_s);
    leaveWheelToPage(m_encoder);
    // Otherwise "... (not available on this computer)" would make the card wider than the dialog.
    m_encoder->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_encoder->setAccessibleName(encoderLabel->text());
    encoderLabel->setBuddy(m_encoder);
    //: Setting of this computer: how much of the processor recordings may take
    auto *budgetLabel = makeLabel(tr("Processor use"), nullptr);
    m_budget = new QSlider(Qt::Horizontal);
    m_budget->setObjectName(u"cpuBudgetSlider"_s);
    m_budget->setAccessibleName(budgetLabel->text());
    m_budget->setRange(kLeastBudget, kWholeComputer);
    leaveWheelToPage(m_budget);
    m_budget->setMinimumHeight(kSliderHeight);
    m_budget->setTracking(false); // stored when the handle is released
    m_budget->setSingleStep(kBudgetStep);
    m_budget->setPageStep(2 * kBudgetStep);
    budgetLabel->setBuddy(m_budget);
    m_budgetValue = makeLabel({}, nullptr);
    m_budgetValue->setObjectName(u"cpuBudgetValue"_s);
    m_budgetHint = makeLabel({}, "dim");
    m_budgetHint->setObjectName(u"cpuBudgetHint"_s);
    m_budgetHint->setWordWrap(true);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    const QString widest = percentText(kWholeComputer, kWholeComputer);
    grid->setColumnMinimumWidth(2, m_budgetValue->fontMetrics().horizontalAdvance(widest));
    grid->addWidget(encoderLabel, 0, 0);
    grid->addWidget(m_encoder, 0, 1, 1, 2);
    grid->addWidget(budgetLabel, 1, 0);
    grid->addWidget(m_budget, 1, 1);
    grid->addWidget(m_budgetValue, 1, 2, Qt::AlignRight);
    grid->addWidget(m_budgetHint, 2, 0, 1, 3);
    return grid;
}

void RecordingSettings::refresh()
{
    const RoomView &view = m_room.view();
    setVisible(view.mayModerate());
    if (view.room.revision == m_revision) {
        return; // the view does not contain the last click yet
    }
    m_revision = view.room.revision;
    m_subtitles->setChecked(view.room.room.subtitles);
    m_chapters->setChecked(view.room.room.chapters);
}

void RecordingSettings::showEncoders()
{
    const QString chosen = m_settings.encodingSettings().encoder;
    m_encoder->clear();
    //: Choice of the setting "Encoder": the program chooses
    m_encoder->addItem(tr("Automatic"), QString());
    for (const EncoderChoice &encoder : m_settings.encoders()) {
        const QString text = encoderText(encoder.name);
        //: Choice of the setting "Encoder" that is not available; %1 is e.g. "NVIDIA NVENC"
        m_encoder->addItem(encoder.works ? text
                                         : tr("%1 (not available on this computer)").arg(text),
                           encoder.name);
        auto *items = qobject_cast<QStandardItemModel *>(m_encoder->model());
        items->item(m_encoder->count() - 1)->setEnabled(encoder.works);
    }
    if (m_encoder->findData(chosen) < 0) {
        m_encoder->addItem(encoderText(chosen), chosen); // not probed yet
    }
    m_encoder->setCurrentIndex(m_encoder->findData(chosen));
}

void RecordingSettings::showBudget(int percent)
{
    const QString text = percentText(percent, kWholeComputer);
    m_budgetValue->setText(text);
    //: Under the setting "Processor use"; %1 is e.g. "50%"
    m_budgetHint->setText(tr("From the next recording on, recording uses up to %1 of this "
                             "computer's processor. The rest stays free for the meeting.")
                              .arg(text));
    m_budget->setAccessibleDescription(m_budgetHint->text());
}

void RecordingSettings::sendOptions()
{
    m_room.setRecordingOptions(m_subtitles->isChecked(), m_chapters->isChecked());
}

void RecordingSettings::keepSettings()
{
    EncodingSettings settings = m_settings.encodingSettings();
    settings.encoder = m_encoder->currentData().toString();
    settings.cpuBudget = m_budget->value();
    m_settings.setEncodingSettings(settings);
}

} // namespace prosc
