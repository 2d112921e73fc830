#include "analysis/explore/guard.hpp"

#include <sys/random.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace cptsim {

std::string random_secret(std::size_t bytes)
{
    std::vector<unsigned char> drawn(bytes);
    if (getrandom(drawn.data(), bytes, 0) != static_cast<ssize_t>(bytes))
        throw std::runtime_error("the system gives no random bytes");
    std::string text;
    for (auto const byte : drawn) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

bool same_secret(std::string_view a, std::string_view b)
{
    unsigned differs = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        differs |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return differs == 0;
}

Guard::Guard(std::uint16_t port)
    : host_("127.0.0.1:" + std::to_string(port)),
      cookie_name_("cptsim-" + std::to_string(port)),
      token_(random_secret()),
      cookie_(random_secret())
{
}

std::string Guard::set_cookie() const { return cookie_name_ + "=" + cookie_ + "; HttpOnly; SameSite=Strict; Path=/"; }

std::string Guard::open_tab()
{
    if (tabs_.size() == kMostTabs) tabs_.erase(tabs_.begin());
    tabs_.push_back(random_secret());
    return tabs_.back();
}

void Guard::close_tab(std::string const& tab) { std::erase(tabs_, tab); }

bool Guard::has_cookie(RequestHead const& head) const
{
    for (auto const& value : head.cookie)
        for (std::size_t at = 0; at < value.size();) {
            auto const end = std::min(value.find(';', at), value.size());
            std::string_view pair(value.data() + at, end - at);
            pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
            auto const equals = pair.find('=');
            if (equals != std::string_view::npos && pair.substr(0, equals) == cookie_name_ &&
                same_secret(pair.substr(equals + 1), cookie_))
                return true;
            at = end + 1;
        }
    return false;
}

Judgement Guard::judge_page(RequestHead const& head)
{
    std::string_view const target = head.target, with_token = "/?token=";
    if (target.substr(0, with_token.size()) == with_token) {
        if (!same_secret(target.substr(with_token.size()), token_)) return {Admission::refused, 403, "wrong token"};
        if (token_spent_ && !has_cookie(head)) return {Admission::refused, 403, "token already used"};
        token_spent_ = true;
        return {Admission::enter, 303, ""};
    }
    if (target == "/start") return {Admission::start, 200, ""};
    if (target != "/") return {Admission::refused, 404, "no such page"};
    if (!has_cookie(head)) return {Admission::refused, 403, "no cookie"};
    return {Admission::page, 200, ""};
}

Judgement Guard::judge_call(RequestHead const& head)
{
    if (!has_cookie(head)) return {Admission::refused, 403, "no cookie"};
    if (head.tab.size() != 1) return {Admission::refused, 403, "no secret of a tab"};
    // All are compared, so that the time tells nothing.
    auto found = tabs_.end();
    for (auto tab = tabs_.begin(); tab != tabs_.end(); ++tab)
        if (same_secret(*tab, head.tab.front())) found = tab;
    if (found == tabs_.end()) return {Admission::refused, 403, "unknown tab"};
    if (head.content_type.size() != 1 || head.content_type.front() != "application/json")
        return {Admission::refused, 415, "not application/json"};
    std::rotate(found, found + 1, tabs_.end());  // the last to be pushed out
    return {Admission::call, 200, ""};
}

Judgement Guard::judge(RequestHead const& head)
{
    if (head.host.size() != 1 || head.host.front() != host_) return {Admission::refused, 421, "foreign Host"};
    if (head.target.empty() || head.target.front() != '/') return {Admission::refused, 400, "target is no path"};
    for (auto const& origin : head.origin)
        if (head.origin.size() != 1 || origin != this->origin()) return {Admission::refused, 403, "foreign Origin"};
    if (head.method == "GET") return judge_page(head);
    if (head.method == "POST") return judge_call(head);
    return {Admission::refused, 405, "neither GET nor POST"};
}

}  // namespace cptsim
