#include "ui/chat/chat_text.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace prosc {

QString chatHtml(const QString &text)
{
    // A full stop, a comma or a bracket at its end belongs to the sentence.
    static const QRegularExpression address(u"\\bhttps?://[^\\s<>\"]*[^\\s<>\".,;:!?)\\]}']"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    QString html;
    qsizetype done = 0;
    for (auto found = address.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        html += text.mid(done, match.capturedStart() - done).toHtmlEscaped();
        const QString link = match.captured().toHtmlEscaped();
        html += u"<a href=\"%1\">%1</a>"_s.arg(link);
        done = match.capturedEnd();
    }
    html += text.mid(done).toHtmlEscaped();
    return html.replace(QLatin1Char('\n'), u"<br>"_s);
}

} // namespace prosc
