#include "app/room/rules/chat_rules.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace prosc {

void ChatRules::on(Sender sender, const msg::Say &m)
{
    const auto &self = sender.member.participant;
    if (self.client == ClientKind::Recorder) {
        return refuse(ErrorCode::NotAllowed, u"a recorder says nothing"_s);
    }
    auto &chat = m_state.chat;
    chat.push_back(ChatLine{++m_state.lastChatLine, self.id, self.name, m.text.trimmed(),
                            sender.command.wallTime});
    auto characters =
        std::accumulate(chat.begin(), chat.end(), qsizetype{0},
                        [](qsizetype sum, const ChatLine &line) { return sum + line.text.size(); });
    while (chat.size() > kMaxLines || characters > kMaxCharacters) {
        characters -= chat.front().text.size();
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
