#include "app/room/rules/chat_rules.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace prosc {

namespace {

/// Without control characters, which nobody sees, but which take six bytes each in a message.
QString readable(QString text)
{
    text.removeIf([](QChar character) {
        return character.category() == QChar::Other_Control && character != QLatin1Char('\n') &&
               character != QLatin1Char('\t');
    });
    return text.trimmed();
}

} // namespace

void ChatRules::on(Sender sender, const msg::Say &m)
{
    const auto &self = sender.member.participant;
    if (self.client == ClientKind::Recorder) {
        return refuse(ErrorCode::NotAllowed, u"a recorder says nothing"_s);
    }
    const QString text = readable(m.text);
    if (text.isEmpty()) {
        return refuse(ErrorCode::InvalidArgument, u"nothing is left to say"_s);
    }
    auto &chat = m_state.chat;
    chat.push_back(
        ChatLine{++m_state.lastChatLine, self.id, self.name, text, sender.command.wallTime});
    const auto bytesOf = [](const ChatLine &line) { return line.text.toUtf8().size(); };
    auto bytes =
        std::accumulate(chat.begin(), chat.end(), qsizetype{0},
                        [&](qsizetype sum, const ChatLine &line) { return sum + bytesOf(line); });
    while (chat.size() > kMaxLines || bytes > kMaxBytes) {
        bytes -= bytesOf(chat.front());
        chat.erase(chat.begin());
    }
    m_effects.push_back(effect::SendAll{msg::Chat{{chat.back()}}});
}

void ChatRules::on(Sender sender, const msg::DeleteChatLine &m)
{
    const auto &self = sender.member.participant;
    const auto line = std::ranges::find(m_state.chat, m.line, &ChatLine::line);
    if (line == m_state.chat.end()) {
        return refuse(ErrorCode::NotFound, u"no such line"_s);
    }
    if (line->from != self.id && !isModerating(self.role)) {
        return refuse(ErrorCode::NotAllowed, u"only moderators delete what others wrote"_s);
    }
    m_state.chat.erase(line);
    m_effects.push_back(effect::SendAll{msg::ChatLineDeleted{m.line}});
}

} // namespace prosc
