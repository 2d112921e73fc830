#include "analysis/report/data.hpp"

#include "analysis/report/answer.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/parts.hpp"
#include "analysis/report/words.hpp"

namespace cptsim {
namespace {

char const* kSourceNames[] = {"defaults", "prior", "posterior"};

class ReportData {
  public:
    ReportData(ReportInput const& input, Language language)
        : input_(input), s_(*input.summary), plan_(input.summary->plan), language_(language)
    {
    }

    std::string write()
    {
        json_.object();
        json_.key("lang").text(Words{"en", "fr"}.in(language_));
        words();
        scenarios();
        calendar();
        asked();
        answer();
        identity();
        ReportParts parts(input_, language_, json_);
        parts.effects();
        parts.fans();
        parts.history();
        parts.who_changed();
        parts.survival();
        parts.professions();
        parts.places();
        parts.territories();
        parts.distribution();
        parts.split();
        parts.drivers();
        json_.end();
        return json_.str();
    }

  private:
    [[nodiscard]] std::string in(std::string const& en, std::string const& fr) const
    {
        return language_ == Language::fr ? fr : en;
    }
    void texts(std::vector<std::string> const& all)
    {
        json_.array();
        for (auto const& text : all) json_.text(typeset(text));
        json_.end();
    }

    void words()
    {
        json_.key("words").object();
        for (auto const& word : report_words()) json_.key(word.key).text(typeset(word.words.in(language_)));
        json_.end();
    }

    void scenarios()
    {
        json_.key("scenarios").array();
        for (int i = 0; i < static_cast<int>(plan_.scenarios.size()); ++i) {
            auto const& scenario = plan_.scenarios[static_cast<std::size_t>(i)];
            json_.object().key("name").text(scenario.name);
            json_.key("title").text(in(scenario.title_en, scenario.title_fr));
            json_.key("description").text(in(scenario.description_en, scenario.description_fr));
            json_.key("role").text(i == 0 ? "reference" : i == plan_.placebo_scenario ? "placebo" : "policy");
            json_.key("replicates").whole(static_cast<long>(finished_replicates(s_, {i}).size()));
            json_.end();
        }
        json_.end();
    }

    void calendar()
    {
        json_.key("firstYear").whole(kFirstYear);
        json_.key("months").whole(plan_.months());
        json_.key("start").whole(policy_start(plan_));
        json_.key("dates").array();
        for (int const date : s_.dates)
            json_.object().key("month").whole(date).key("years").whole((date + 1 - policy_start(plan_)) / 12).end();
        json_.end();
        // Decembers before a policy has lasted a year say nothing about it.
        json_.key("hasPolicy").boolean(!s_.dates.empty() && s_.dates.back() >= policy_start(plan_));
    }

    void asked()
    {
        json_.key("asked").array();
        for (auto const& asked : input_.asked) {
            json_.object().key("notes");
            texts(asked.notes);
            json_.key("items").array();
            for (auto const& item : asked.items) {
                json_.object().key("heading").text(typeset(item.heading)).key("lines");
                texts(item.lines);
                json_.end();
            }
            json_.end().end();
        }
        json_.end();
    }

    void answer()
    {
        json_.key("answers").array();
        for (int i = 0; i < static_cast<int>(plan_.scenarios.size()); ++i)
            texts(i == 0 || i == plan_.placebo_scenario ? std::vector<std::string>{}
                                                        : answer_sentences(s_, input_.prior, i, language_));
        json_.end();
        json_.key("cautions");
        texts(cautions(s_, input_.prior, language_));
    }

    void identity()
    {
        auto const& from = input_.identity;
        json_.key("identity").object();
        json_.key("version").text(from.version).key("results").text(from.results_version);
        json_.key("commit").text(from.commit).key("build").text(from.build).key("created").text(from.created);
        json_.key("file").text(from.file).key("digest").text(from.digest).key("command").text(from.command);
        json_.key("seed").text(std::to_string(plan_.seed)).key("replicates").whole(plan_.replicates);
        json_.key("parameters").text(kSourceNames[static_cast<std::size_t>(plan_.parameter_source)]);
        json_.key("population").text(plan_.territories.name);
        json_.key("territories").whole(static_cast<long>(plan_.territories.rows.size()));
        json_.key("inhabitants").whole(static_cast<long>(plan_.territories.inhabitants()));
        json_.key("populationDigest").text(plan_.territories.sha256);
        json_.key("runs").whole(s_.runs_done());
        json_.end();
    }

    ReportInput const& input_;
    Summary const& s_;
    Plan const& plan_;
    Language language_;
    Json json_;
};

}  // namespace

std::string report_json(ReportInput const& input, Language language) { return ReportData(input, language).write(); }

}  // namespace cptsim
