// Who may ask the local server what: decided from the head of a request alone. docs/decisions/0023-explore.md
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cptsim {

/// The head of a request as it came.
struct RequestHead {
    std::string method;
    std::string target;
    std::vector<std::string> host, origin, cookie, tab, content_type;  ///< each value of the header, in order
};

/// What is done with a request.
enum class Admission {
    enter,    ///< the token of the address, for the first time: set the cookie, then on to /start
    start,    ///< from there to the page, by a step of our own: what other sites begin carries no strict cookie
    page,     ///< a new tab of the browser that has the cookie
    call,     ///< a call of a tab of ours
    refused,  ///< with a status and a reason
};
struct Judgement {
    Admission admission = Admission::refused;
    int status = 200;
    std::string reason;  ///< for the log and the caller, in English; "" where admitted
};

/// Hexadecimal digits of `bytes` random bytes of the system.
[[nodiscard]] std::string random_secret(std::size_t bytes = 16);

/// Equality in a time that does not tell where two texts differ.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

/// The door of one server on 127.0.0.1:port. Other programs of the machine can reach it, and pages of any site can make
/// the browser send requests to it: so a request must name exactly this address (no rebinding of names), come from a
/// browser that was given the token (cookie), and from a page of ours (a secret for each tab, which no other origin can
/// read, in a header that no other origin can send).
class Guard {
  public:
    explicit Guard(std::uint16_t port);
    [[nodiscard]] std::string address() const { return "http://" + host_ + "/?token=" + token_; }
    [[nodiscard]] std::string origin() const { return "http://" + host_; }
    /// The value of Set-Cookie. Its name has the port: cookies do not know ports.
    [[nodiscard]] std::string set_cookie() const;
    /// The secret of a new tab; tabs beyond `kMostTabs` push out the one that has been silent longest.
    [[nodiscard]] std::string open_tab();
    void close_tab(std::string const& tab);
    /// Tabs, those that have been silent longest first.
    [[nodiscard]] std::vector<std::string> const& tabs() const { return tabs_; }
    /// The token is spent by the first request that brings it.
    [[nodiscard]] Judgement judge(RequestHead const& head);

    static constexpr std::size_t kMostTabs = 8;

  private:
    [[nodiscard]] bool has_cookie(RequestHead const& head) const;
    [[nodiscard]] Judgement judge_page(RequestHead const& head);
    [[nodiscard]] Judgement judge_call(RequestHead const& head);

    std::string host_, cookie_name_, token_, cookie_;
    bool token_spent_ = false;
    std::vector<std::string> tabs_;
};

}  // namespace cptsim
