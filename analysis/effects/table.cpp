#include "analysis/effects/table.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <functional>

#include "analysis/effects/additional_hour.hpp"
#include "analysis/effects/table_parts.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kLabelColumns = 36;
constexpr std::size_t kCellColumns = 27;

/// The lines of a row at one date; the last is there only beside a prior.
using Cell = std::array<std::string, 3>;
/// Makes the cell of an indicator at a date, both as rows of their lists.
using MakeCell = std::function<Cell(int date, int indicator, int decimals)>;

Indicator const& indicator_at(int row) { return indicators()[static_cast<std::size_t>(row)]; }

class Table {
  public:
    Table(Summary const& summary, Summary const* prior, Language language)
        : s_(summary), prior_(prior), plan_(summary.plan), language_(language), notes_(summary, before_data(), language)
    {
    }

    std::string write()
    {
        out_ = table_header(s_, prior_, language_);
        if (s_.dates.empty()) {
            line({"\nThe runs hold no December: there is nothing to show.",
                  "\nLes simulations n'ont aucun mois de décembre : rien à montrer."});
            return out_;
        }
        bool const before = s_.dates.back() < policy_start(plan_);
        dates_ = date_rows(s_, first_policy());
        if (before)
            line({"No December after the start of the policies: the reference's last one is shown.",
                  "Aucun mois de décembre après le début des politiques : voici le dernier de la référence."});
        else if (s_.dates.back() < policy_start(plan_) + 11)
            line({"The runs end before the policies have lasted a year.",
                  "Les simulations finissent avant que les politiques aient duré un an."});
        reference_block();
        if (before) return out_;
        int const placebo = placebo_of(plan_);
        for (int scenario = 1; scenario < static_cast<int>(plan_.scenarios.size()); ++scenario) {
            if (scenario == plan_.placebo_scenario) continue;
            dates_ = date_rows(s_, scenario);
            scenario_block(scenario, placebo);
        }
        return out_;
    }

  private:
    [[nodiscard]] Summary const& before_data() const { return prior_ ? *prior_ : s_; }
    /// The reference's block has the dates of the first policy, if there is one.
    [[nodiscard]] int first_policy() const { return plan_.scenarios.size() > 1 && plan_.placebo_scenario != 1 ? 1 : 0; }
    [[nodiscard]] char const* say(Text words) const { return words.in(language_); }
    template <class... Args>
    void line(FormatOf<Args const&...> text, Args const&... args)
    {
        out_ += format<Args...>(language_, text, args...) + '\n';
    }
    [[nodiscard]] std::string number(double value, int decimals) const
    {
        return format_number(value, std::abs(value) < 1000 ? decimals : 0, language_);
    }
    /// With its sign, unless it is shown as zero.
    [[nodiscard]] std::string difference(double value, int decimals) const
    {
        auto const text = number(value, decimals);
        return value > 0 && text.find_first_of("123456789") != std::string::npos ? '+' + text : text;
    }
    [[nodiscard]] std::string error(MeanEstimate const& mean, int decimals) const
    {
        return mean.units < 2 ? "" : "±" + number(mean.half_width, std::abs(mean.mean) < 1000 ? decimals : 0);
    }
    [[nodiscard]] std::string separator() const { return say({"; ", " ; "}); }

    void block_title(Text kind, int scenario, Text legend)
    {
        auto const& x = plan_.scenarios[static_cast<std::size_t>(scenario)];
        out_ += fmt::format("\n{} {}{}{}\n", say(kind), x.name, say({": ", " : "}),
                            say({x.title_en.c_str(), x.title_fr.c_str()}));
        if (scenario > 0 && policy_start(plan_, scenario) > plan_.scenarios.front().policy_month)
            line({"policy from {}", "politique dès {}"}, month_name(policy_start(plan_, scenario)));
        if (scenario > 0 && !shares_cohort(plan_, scenario))
            line({"effects on the fixed cohort are withheld: the reference follows another month's",
                  "effets sur les adhérents d'avant non montrés : la référence suit celle d'un autre mois"});
        out_ += say(legend) + std::string("\n");
        if (prior_ && scenario > 0)
            line({"third line: P(+) before any data", "troisième ligne : probabilité d'une hausse avant tout calage"});
        std::string months(kLabelColumns, ' ');
        for (int const date : dates_)
            months += fmt::format("{:>{}}", month_name(s_.dates[static_cast<std::size_t>(date)]), kCellColumns);
        out_ += months + '\n' + std::string(months.size(), '-') + '\n';
    }

    void row(std::string const& title, std::string const& below, std::function<Cell(int date)> const& make_cell)
    {
        Cell lines{fmt::format("{:<{}}", title, kLabelColumns), fmt::format("  {:<{}}", below, kLabelColumns - 2),
                   std::string(kLabelColumns, ' ')};
        for (int const date : dates_) {
            Cell const cell = make_cell(date);
            for (std::size_t i = 0; i < cell.size(); ++i) lines[i] += fmt::format("{:>{}}", cell[i], kCellColumns);
        }
        for (auto& text : lines) {
            text.erase(text.find_last_not_of(' ') + 1);
            if (!text.empty()) out_ += text + '\n';
        }
    }

    /// The rows of levels and their effects, with the unit under the title.
    void indicator_rows(MakeCell const& make_cell)
    {
        for (int i = 0; i < static_cast<int>(indicators().size()); ++i) {
            auto const& x = indicator_at(i);
            if (x.kind == IndicatorKind::headline || x.kind == IndicatorKind::second)
                row(say(x.title), say(x.unit), [&](int date) { return make_cell(date, i, x.decimals); });
        }
    }

    void reference_block()
    {
        block_title({"REFERENCE", "RÉFÉRENCE"}, 0,
                    {"mean ± its Monte Carlo error (90 %); below, [5 to 95 % of single replicates]",
                     "moyenne ± précision du calcul (90 %) ; dessous, [5 à 95 % des cas simulés]"});
        indicator_rows([&](int date, int indicator, int decimals) -> Cell {
            auto const e = level(s_, 0, date, indicator);
            notes_.left_out(e, date, indicator);
            auto const mean = fmt::format("{} {:<8}", number(e.mean.mean, decimals), error(e.mean, decimals));
            if (e.mean.values < 2) return {mean};
            return {mean, fmt::format("[{}{}{}]{}", number(e.predictive.low, decimals), separator(),
                                      number(e.predictive.high, decimals), assumption_mark(0, date, indicator))};
        });
        cost_of_an_hour();
        out_ += notes_.take();
    }

    /// What the row means, where it has a value: its mean and its intervals are over different replicates.
    void cost_of_an_hour()
    {
        auto const row = static_cast<std::size_t>(indicator::cost_per_hour_);
        auto const stride = indicators().size();
        bool shown = false;
        for (std::size_t i = row; i < s_.values.size(); i += stride) shown = shown || !std::isnan(s_.values[i]);
        if (shown)
            line(
                {"\nCost of an hour given: its mean is the ratio of the means of cost and hours, over all replicates; "
                 "[ ] and P(+)\nare over the replicates in which hours were given.",
                 "\nCoût public par heure d'engagement : sa moyenne est le rapport des moyennes du coût et des heures, "
                 "sur toutes les\nsimulations ; [ ] et la probabilité portent sur celles où des heures ont été "
                 "consacrées à la CPTS."});
    }

    void scenario_block(int scenario, int placebo)
    {
        block_title(
            {"SCENARIO", "SCÉNARIO"}, scenario,
            {"reference, mean difference ± its Monte Carlo error (90 %); below, [5 to 95 % of single replicates],\n"
             "P(+): replicates in which the difference is positive (\"=n\": exactly zero in n of them)",
             "référence, écart moyen ± précision du calcul (90 %) ; dessous, [5 à 95 % des cas simulés],\n"
             "probabilité d'une hausse (« =n » : n simulations sans aucun effet)"});
        indicator_rows(
            [&](int date, int indicator, int decimals) { return effect_cell(scenario, date, indicator, decimals); });
        additional_hour(scenario);
        who_changed(scenario, placebo == scenario ? -1 : placebo);
        spells(scenario);
        out_ += notes_.take();
    }

    Cell effect_cell(int scenario, int date, int indicator, int decimals)
    {
        auto const e = effect(s_, scenario, date, indicator);
        auto const reference = number(level(s_, 0, date, indicator).mean.mean, decimals);
        notes_.left_out(e, date, indicator);
        if (e.mean.values == 0) return {fmt::format("{} {:>8} {:8}", reference, number(kNaN, 0), "")};
        if (e.is_identical()) return {fmt::format("{} {:>17}", reference, say({"0 (identical)", "0 (identique)"}))};
        auto const before = prior_ ? effect(*prior_, scenario, date, indicator) : e;
        auto const call = call_sign(before, before_data().plan.parameter_source);
        if (indicator_at(indicator).kind == IndicatorKind::headline)
            notes_.sign(before, call, scenario, date, indicator);
        return {fmt::format("{} {:>8} {:<8}", reference, difference(e.mean.mean, decimals), error(e.mean, decimals)),
                fmt::format("[{}{}{}]{} {:>6}", difference(e.predictive.low, decimals), separator(),
                            difference(e.predictive.high, decimals), assumption_mark(scenario, date, indicator),
                            sign_text(e, prior_ ? SignCall::after_data : call)),
                prior_ ? sign_text(before, call) : ""};
    }

    /// Notes and marks a prediction that the data have hardly contracted; the level, for the reference.
    [[nodiscard]] char const* assumption_mark(int scenario, int date, int indicator)
    {
        if (!prior_ || !is_assumption_driven(s_, *prior_, scenario, date, indicator).value_or(false)) return "";
        notes_.assumption_driven();
        return "†";
    }

    [[nodiscard]] std::string sign_text(Effect const& e, SignCall call) const
    {
        std::string const ties = e.tied > 0 ? fmt::format(" ={}", e.tied) : "";
        if (e.mean.values < kDrawsForSign) return fmt::format("{}/{}{}", e.positive, e.mean.values, ties);
        bool const assumed = call == SignCall::assumed_positive || call == SignCall::assumed_negative;
        return fmt::format("{} %{}{}", number(100.0 * e.positive / e.mean.values, 0), assumed ? "*" : "", ties);
    }

    /// Where hours rise for more money: what one of them costs.
    void additional_hour(int scenario)
    {
        std::string text;
        for (int const date : dates_)
            if (auto const cost = cost_of_an_additional_hour(s_, scenario, date))
                text += fmt::format("{}{} {} {}", text.empty() ? "" : separator(),
                                    month_name(s_.dates[static_cast<std::size_t>(date)]), number(cost->mean, 0),
                                    error(*cost, 0));
        if (!text.empty())
            line({"\nMoney spent, wherever it lay, for one more useful hour net of care displaced, € (± Monte Carlo "
                  "error):\n  {}",
                  "\nArgent dépensé, d'où qu'il vienne, pour une heure utile de plus, soins perdus déduits, € "
                  "(± précision du calcul) :\n  {}"},
                 text);
    }

    void who_changed(int scenario, int placebo)
    {
        auto const replicates = finished_replicates(s_, {0, scenario, placebo < 0 ? 0 : placebo});
        line({"\nWho changed: mean ± its Monte Carlo error over {} replicates{}",
              "\nQui entre, qui sort : moyenne ± précision du calcul sur {} simulations{}"},
             replicates.size(),
             placebo < 0 ? ""
                         : say({"; below, the placebo in the same ones", "  ; dessous, le placebo dans les mêmes"}));
        auto const cell = [&](int of, int date, int indicator) -> std::string {
            if (of < 0) return "";
            auto const change = effect(s_, of, date, indicator, replicates);
            if (change.is_identical()) return fmt::format("0 {:8}", "");
            auto const& e = change.mean;
            auto const& x = indicator_at(indicator);
            bool const gross = x.kind == IndicatorKind::paired;
            return fmt::format("{} {:<8}", gross ? number(e.mean, x.decimals) : difference(e.mean, x.decimals),
                               error(e, x.decimals));
        };
        for (int i = 0; i < static_cast<int>(indicators().size()); ++i) {
            auto const& x = indicator_at(i);
            if (x.kind != IndicatorKind::flow && x.kind != IndicatorKind::paired) continue;
            row(fmt::format("{}, {}", say(x.title), say(x.unit)), placebo < 0 ? "" : "placebo", [&](int date) -> Cell {
                return {cell(scenario, date, i), cell(placebo, date, i)};
            });
        }
        who_changed_notes(scenario, placebo);
    }

    void who_changed_notes(int scenario, int placebo)
    {
        line(
            {"Deadweight: money beyond the reference's, to persons whose state is the same in both (December, times "
             "12).",
             "Effet d'aubaine : argent au-delà de la référence, à ceux dont l'état est le même dans les deux "
             "(décembre, "
             "fois 12)."});
        line(
            {"The net change is the result. Those drawn in and driven out include coincidences: a chain of small "
             "causes",
             "Le solde est le résultat. Les gagnés et les dissuadés comprennent des coïncidences : un enchaînement de "
             "petites"});
        if (scenario == placebo_of(plan_))
            line(
                {"moves people whom the policy does not concern. This is the placebo: nearly all that it moves is "
                 "coincidence.",
                 "causes déplace des professionnels non visés. C'est ici le placebo : presque tout en "
                 "est."});
        else if (placebo < 0)
            line(
                {"moves people whom the policy does not concern. Without a placebo in the launch their number is "
                 "unknown.",
                 "causes déplace des professionnels non visés. Sans placebo, leur nombre est inconnu."});
        else
            line(
                {"moves people whom the policy does not concern. The placebo, a policy worth 1 € a year, shows how "
                 "many.",
                 "causes déplace des professionnels non visés. Le placebo, 1 € par an, montre "
                 "combien."});
    }

    /// Shares of the spells of a scenario begun in the first year of the policy of `scenario` that outlast 1, 3 and 5
    /// years.
    [[nodiscard]] std::string survival_text(int of, int scenario) const
    {
        std::string text;
        auto const curve = membership_survival(s_, of, policy_start(plan_, scenario) / 12);
        for (std::size_t half_years : {2U, 6U, 10U}) {
            if (half_years > curve.size()) break;
            auto const& point = curve[half_years - 1];
            text += fmt::format("{}{} ±{}", text.empty() ? "" : separator(), number(100 * point.survival, 1),
                                number(100 * point.standard_error, 1));
        }
        return text;
    }

    void spells(int scenario)
    {
        auto const policy = survival_text(scenario, scenario), reference = survival_text(0, scenario);
        if (policy.empty() || reference.empty()) return;
        line({"\nChosen membership begun in {} that lasts over 1, 3, 5 years, % (Kaplan-Meier ± Greenwood, as if "
              "independent):\n"
              "  {}  reference: {}",
              "\nAdhésions volontaires de {} qui durent plus de 1, 3, 5 ans, % (Kaplan-Meier ± Greenwood, comme "
              "indépendantes) :\n"
              "  {}  référence : {}"},
             kFirstYear + policy_start(plan_, scenario) / 12, policy, reference);
    }

    Summary const& s_;
    Summary const* prior_;
    Plan const& plan_;
    Language language_;
    TableNotes notes_;
    std::vector<int> dates_;  ///< rows of Summary::dates that the block has
    std::string out_;
};

}  // namespace

std::string format_table(Summary const& summary, Summary const* prior, Language language)
{
    return Table(summary, prior, language).write();
}

}  // namespace cptsim
