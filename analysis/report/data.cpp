#include "analysis/report/data.hpp"

#include "analysis/report/answer.hpp"
#include "analysis/report/common.hpp"
#include "analysis/report/json.hpp"
#include "analysis/report/parts.hpp"
#include "analysis/report/words.hpp"

namespace cptsim {
namespace {

class ReportData {
  public:
    ReportData(ReportInput const& input, Language language)
        : input_(input), s_(*input.summary), plan_(input.summary->plan), language_(language)
    {
    }

    std::string write()
    {
        json_.object();
        write_opening(json_, language_);
        write_scenarios(json_, plan_, language_, [&](int i) { return finished_replicates(s_, {i}).size(); });
        calendar();
        write_asked(json_, input_.asked);
        answer();
        write_identity(json_, plan_, input_.identity, s_.runs_done());
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

    void answer()
    {
        json_.key("answers").array();
        for (int i = 0; i < static_cast<int>(plan_.scenarios.size()); ++i)
            write_texts(json_, i == 0 || i == plan_.placebo_scenario
                                   ? std::vector<std::string>{}
                                   : answer_sentences(s_, input_.prior, i, language_));
        json_.end();
        json_.key("cautions");
        write_texts(json_, cautions(s_, input_.prior, language_));
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
