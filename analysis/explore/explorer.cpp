#include "analysis/explore/explorer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/explore/explore_page.hpp"
#include "analysis/explore/explore_words.hpp"
#include "analysis/explore/territory_choice.hpp"
#include "analysis/report/workbook.hpp"
#include "sim/base/text.hpp"
#include "sim/files/json.hpp"

namespace cptsim {
namespace {

HttpReply refused(int status, std::string const& reason)
{
    return {status, "text/plain; charset=utf-8", reason + "\n", {}};
}

/// What a stranger wrote, for a line of the log: short, and nothing that a terminal would obey.
std::string harmless(std::string const& text)
{
    std::string plain = text.substr(0, 80);
    for (char& c : plain)
        if (c < ' ' || c > '~') c = '?';
    return plain;
}

std::string run_json(RunReply const& reply, Language language)
{
    std::vector<std::string> problems, policies;
    for (auto const& problem : reply.problems)
        problems.push_back(JsonObject()
                               .number("policy", problem.policy)
                               .text("field", problem.what.field)
                               .text("text", problem.what.text.in(language))
                               .json());
    for (auto const& [id, words] : reply.policies)
        policies.push_back(JsonObject().number("id", id).text("words", words).json());
    return JsonObject()
        .add("problems", json_array(problems))
        .text("place", reply.place)
        .add("policies", json_array(policies))
        .json();
}

/// The form in a saved file, or nothing.
std::string form_json(std::optional<PolicyForm> const& form)
{
    if (!form) return "{}";
    JsonObject fields;
    for (auto const& [field, text] : *form) fields.text(field, text);
    return JsonObject().add("fields", fields.json()).json();
}

std::map<std::string, std::string> first_view(std::string const& population)
{
    std::string const department = "department:";
    if (population.rfind(department, 0) == 0)
        return {{"kind", "department"}, {"value", population.substr(department.size())}};
    return {{"kind", "table"}, {"value", population.empty() ? "alsace" : population}};
}

}  // namespace

void check_explore(ExploreOptions const& options)
{
    if (!reads_json())
        throw InputError(
            Text{"this program was built without nlohmann-json, which reads what the page asks (everything "
                 "else works) apt-get install nlohmann-json3-dev, and build again?",
                 "ce programme a été construit sans nlohmann-json, qui lit ce que la page demande (le "
                 "reste fonctionne) apt-get install nlohmann-json3-dev, et reconstruire ?"});
    if (choose_territory(first_view(options.population)).problems.empty()) return;
    throw InputError(both({"--population \"{}\" is neither a shipped table nor department:CODE (the page makes "
                           "territories of one's own) see cptsim territories list?",
                           "--population « {} » n'est ni une table fournie ni department:CODE (la page fait les "
                           "territoires de chacun) voir cptsim territories list ?"},
                          options.population));
}

Explorer::Explorer(std::uint16_t port, ExploreOptions options, std::function<void(std::string const&)> log)
    : options_(std::move(options)),
      log_(std::move(log)),
      guard_(port),
      sessions_(options_.language, options_.threads, log_)
{
    sessions_.run_ahead(choose_territory(first_view(options_.population)).origin);
}

HttpReply Explorer::reply(RequestHead const& head, std::string const& body)
{
    auto const judgement = guard_.judge(head);
    switch (judgement.admission) {
        case Admission::enter:
            return {303, "text/plain", "", {{"Location", "/start"}, {"Set-Cookie", guard_.set_cookie()}}};
        case Admission::start:
            return {200, "text/html; charset=utf-8", start_page(), {{"Content-Security-Policy", start_policy()}}};
        case Admission::page: {
            auto const tab = guard_.open_tab();
            sessions_.keep_only(guard_.tabs());
            auto page = explore_page({tab, first_view(options_.population), &sessions_.baseline()}, options_.language);
            return {200, "text/html; charset=utf-8", std::move(page.html), {{"Content-Security-Policy", page.policy}}};
        }
        case Admission::call:
            return call(head, body);
        case Admission::refused:
            break;
    }
    log_(fmt::format("refused: {} {} ({})", harmless(head.method), harmless(head.target), judgement.reason));
    if (judgement.status == 403 && head.method == "GET")  // someone at a browser reads this
        return refused(403, explore_word("address_used", options_.language));
    return refused(judgement.status, judgement.reason);
}

HttpReply Explorer::state(std::string const& tab, ExploreRequest const& known)
{
    auto now = sessions_.state(tab, known);
    HttpReply reply{200, "application/json", std::move(now.json), {}};
    if (!now.is_news) reply.again = [this, tab, known] { return state(tab, known); };
    return reply;
}

HttpReply Explorer::call(RequestHead const& head, std::string const& body)
{
    auto const turn_away = [&](int status, std::string const& reason) {
        log_(fmt::format("refused: {} {} ({})", harmless(head.method), harmless(head.target), reason));
        return refused(status, reason);
    };
    auto const request = parse_request(body);
    if (!request) return turn_away(400, "no request of this page");
    auto const& tab = head.tab.front();
    if (head.target == "/state") return state(tab, *request);
    if (head.target == "/run")
        return {200, "application/json", run_json(sessions_.run(tab, *request), options_.language), {}};
    if (head.target == "/open")
        return {200, "application/json", form_json(reopened(request->text("toml"), sessions_.baseline())), {}};
    if (head.target == "/toml") {  // of all policies where none is named
        auto files = sessions_.files(tab, request->number("policy"));
        return files ? HttpReply{200, "application/json", std::move(*files), {}} : turn_away(404, "no such policy");
    }
    if (head.target == "/report" || head.target == "/workbook") {
        bool const is_report = head.target == "/report";
        if (!is_report && !has_workbooks()) return turn_away(404, "this build writes no workbooks");
        auto paper = sessions_.paper(tab, is_report ? PaperKind::report : PaperKind::workbook);
        if (paper.of == 0) return turn_away(404, "nothing to write about");
        if (paper.body.empty()) {
            auto const how_far = JsonObject().number("done", paper.done).number("of", paper.of);
            return {202, "application/json", how_far.json(), {}};
        }
        return {200,
                is_report ? "text/html; charset=utf-8"
                          : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                std::move(paper.body),
                {}};
    }
    if (head.target == "/stop")
        sessions_.stop(tab);
    else if (head.target == "/close") {
        sessions_.close(tab);
        guard_.close_tab(tab);
    } else {
        return turn_away(404, "no such call");
    }
    return {200, "application/json", "{}", {}};
}

}  // namespace cptsim
