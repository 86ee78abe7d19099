#include "app/desktop/link_visits.h"

#include "ui/pages/start_page.h"
#include "ui/room/room_window.h"
#include "ui/text/error_text.h"
#include "ui/widgets/ask_dialog.h"
#include "ui/widgets/widgets.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

constexpr qsizetype kLongestHost = 64;

/// Host and port, as they are in the certificate: a name in other letters could look like one that
/// people know. Of a long name the end counts.
QString hostOf(const JoinLink &link)
{
    const auto host = link.baseUrl.authority(QUrl::FullyEncoded);
    return host.size() > kLongestHost ? u"…"_s + host.right(kLongestHost) : host;
}

QString meaningOfLeaving(const BackgroundWork &work)
{
    if (work.hosting && work.recording) {
        //: Under the question whether to leave the room for another one
        return LinkVisits::tr("This computer hosts the room and is recording. The recording stops "
                              "and is saved. The others stay in the room; if no host comes back, "
                              "the session ends after a while.");
    }
    if (work.recording) {
        //: Under the question whether to leave the room for another one
        return LinkVisits::tr("This computer is recording. The recording stops and is saved.");
    }
    if (work.hosting) {
        //: Under the question whether to leave the room for another one
        return LinkVisits::tr("This computer hosts the room. The others stay in it; if no host "
                              "comes back, the session ends after a while.");
    }
    return {};
}

} // namespace

LinkVisits::LinkVisits(MainWindow &window) : m_window(window) {}

void LinkVisits::open(const QString &link, const Place &place)
{
    if ((m_dialog && m_dialog->isVisible()) || !m_next.isEmpty()) {
        return; // a page that opens links without end gets one question
    }
    if (m_isHeld) {
        m_held = link;
        return;
    }
    const auto parsed = parseJoinLink(link);
    if (!parsed) {
        refuse();
        return;
    }
    const auto web = parsed->toString();
    if (place.room) {
        if (!place.room->sameRoom(*parsed)) {
            ask(web, hostOf(*parsed), place.work);
        }
        return;
    }
    m_window.showStart();
    if (isAppLink(link)) {
        m_window.startPage().offerLink(web, hostOf(*parsed));
    } else {
        m_window.startPage().setLink(web);
        Q_EMIT joinRequested(web);
    }
}

void LinkVisits::release(const Place &place)
{
    m_isHeld = false;
    if (const auto link = std::exchange(m_held, {}); !link.isEmpty()) {
        open(link, place);
    }
}

void LinkVisits::refuse()
{
    const Error error{ErrorCode::TokenInvalid, {}};
    if (auto *room = m_window.room()) {
        room->showMessage(errorText(error));
    } else {
        m_window.startPage().showSentence(errorText(error));
    }
}

void LinkVisits::ask(const QString &link, const QString &host, const BackgroundWork &work)
{
    const Question question{"leaveForLinkDialog", "leaveForLinkButton",
                            //: Question when the link of another room is opened while in a room;
                            //: %1 is the address of a computer
                            tr("Leave this room and join the one on %1?").arg(fileText(host)),
                            meaningOfLeaving(work),
                            //: Button of that question
                            tr("Leave and join"), work.recording ? "record" : "primary"};
    m_dialog = new AskDialog(question, &m_window);
    connect(m_dialog, &QDialog::accepted, this, [this, link] {
        m_next = link;
        Q_EMIT leaveRequested();
    });
    m_dialog->open();
}

void LinkVisits::roomLeft()
{
    if (const auto link = std::exchange(m_next, {}); !link.isEmpty()) {
        m_window.showStart();
        m_window.startPage().setLink(link);
        Q_EMIT joinRequested(link);
    }
}

} // namespace prosc
