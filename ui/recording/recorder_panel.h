#pragma once

#include "ui/recording/recorder_report.h"

#include <QFrame>
#include <QPointer>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace prosc {

/// A small window over the recording's indicator: what is wrong with the tracks, and how the
/// recording goes. It follows the report while it is open; Escape or a click elsewhere closes it.
class RecorderPanel : public QFrame
{
    Q_OBJECT
public:
    explicit RecorderPanel(QWidget *parent);

    void setReport(const RecorderReport &report);
    /// Shows it above `anchor`, beginning where that begins.
    void openAt(QWidget &anchor);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showTroubles();
    void showRows();
    /// Above the anchor, inside the screen.
    void place();
    void describe();

    QLabel *m_title;
    QVBoxLayout *m_troubles;
    QGridLayout *m_rows;
    RecorderReport m_report;
    QPointer<QWidget> m_anchor;
};

} // namespace prosc
