#pragma once

#include "ui/recording/recorder_report.h"

#include <QFrame>
#include <QPointer>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace prosc {

/// A popup above the recording indicator with problems of the tracks and recording statistics. It
/// follows the report while open; Escape or a click elsewhere closes it.
class RecorderPanel : public QFrame
{
    Q_OBJECT
public:
    explicit RecorderPanel(QWidget *parent);

    void setReport(const RecorderReport &report);
    /// Opens the panel above `anchor`, aligned with its leading edge.
    void openAt(QWidget &anchor);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showTroubles();
    void showRows();
    /// Moves it above the anchor, within the screen.
    void place();
    void describe();

    QLabel *m_title;
    QVBoxLayout *m_troubles;
    QGridLayout *m_rows;
    RecorderReport m_report;
    QPointer<QWidget> m_anchor;
};

} // namespace prosc
