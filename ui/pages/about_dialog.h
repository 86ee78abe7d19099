#pragma once

#include <QDialog>
#include <QString>

#include <vector>

namespace prosc {

/// What a build of the program consists of.
struct AboutView
{
    /// Something of others that it uses.
    struct Component
    {
        QString name;
        /// Empty where it does not say one.
        QString version;
        /// An SPDX expression.
        QString licence;
        QString homepage;
    };

    QString version;
    /// The licence that FFmpeg's build names.
    QString ffmpegLicence;
    std::vector<Component> components;
};

/// Version, licence, and the components with theirs. Deletes itself when closed.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    AboutDialog(const AboutView &view, QWidget *parent);
};

} // namespace prosc
