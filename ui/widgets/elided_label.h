#pragma once

#include <QLabel>

namespace prosc {

/// A line of plain text, elided with "…" when it does not fit; text() stays complete.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace prosc
