// What the local server answers: the page, and the calls of its tabs. docs/decisions/0023-explore.md
#pragma once
#include <functional>
#include <string>

#include "analysis/explore/guard.hpp"
#include "analysis/explore/http_server.hpp"
#include "analysis/explore/sessions.hpp"

namespace cptsim {

struct ExploreOptions {
    std::string population;  ///< of the first view: a shipped table or "department:67"; "": alsace
    Language language{};
    int threads = 0;
};

/// Throws InputError for a population that pages do not offer.
void check_explore(ExploreOptions const&);

class Explorer {
  public:
    /// `log` takes a line for each request that is refused; from any thread.
    Explorer(std::uint16_t port, ExploreOptions options, std::function<void(std::string const&)> log);
    [[nodiscard]] std::string address() const { return guard_.address(); }
    [[nodiscard]] HttpReply reply(RequestHead const&, std::string const& body);

  private:
    [[nodiscard]] HttpReply call(RequestHead const&, std::string const& body);
    [[nodiscard]] HttpReply state(std::string const& tab, ExploreRequest const& known);

    ExploreOptions options_;
    std::function<void(std::string const&)> log_;
    Guard guard_;
    Sessions sessions_;
};

}  // namespace cptsim
