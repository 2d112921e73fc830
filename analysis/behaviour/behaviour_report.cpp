#include "analysis/behaviour/behaviour_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/text.hpp"

namespace cptsim {
namespace {

class Section {
  public:
    Section(BehaviourTable const& table, Language language) : table_(table), language_(language) {}

    std::string write()
    {
        introduction();
        for (auto const& group : pattern_groups()) {
            out_ += fmt::format("\n### {}\n\n", group.heading.in(language_));
            header();
            for (std::size_t row = 0; row < behaviour::count; ++row)
                if (behaviour_patterns()[row].group == group.name) pattern(row);
        }
        return std::move(out_);
    }

  private:
    void introduction()
    {
        out_ += format(
            language_,
            {"\n## Patterns of behaviour\n\nExperiments that `cptsim validate` runs on `{}` with {} draws of each "
             "kind: "
             "median of the draws [their middle 90 %],\nand the share of the draws inside the range of what is known "
             "of this or of something like it. Nothing here was fitted,\nand no range is a goal: analogues are far "
             "away. Patterns that hold or not: share of the draws in which they do.\n",
             "\n## Motifs de comportement\n\nExpériences que `cptsim validate` mène sur `{}` avec {} tirages de chaque "
             "sorte : médiane des tirages [leurs 90 %\ndu milieu], et part des tirages dans l'intervalle de ce que "
             "l'on sait de la chose ou d'une chose semblable. Rien ici\nn'a servi au calage, et aucun intervalle n'est "
             "un but : les analogies sont lointaines. Motifs qui tiennent ou non : part des tirages\noù ils "
             "tiennent.\n"},
            table_.population, table_.draws);
    }

    void header()
    {
        bool const both = !table_.before_data.empty();
        out_ += Text{"| pattern | known |", "| motif | connu |"}.in(language_);
        if (both) out_ += Text{" before data | inside |", " avant données | dedans |"}.in(language_);
        out_ += Text{" predicted | inside | source |", " prédit | dedans | source |"}.in(language_);
        out_ += both ? "\n|---|--:|--:|--:|--:|--:|---|\n" : "\n|---|--:|--:|--:|---|\n";
    }

    [[nodiscard]] std::string number(PatternForm form, double value) const
    {
        if (form == PatternForm::share) return format_number(100 * value, 1, language_);
        if (form == PatternForm::draws) return format_number(100 * value, 0, language_) + " %";
        return format_number(value, form == PatternForm::ratio ? 2 : 3, language_);
    }

    [[nodiscard]] std::string cells(BehaviourPattern const& p, PatternSummary const& s) const
    {
        if (s.draws == 0) return " – |  |";
        if (p.form == PatternForm::draws) return fmt::format(" {} |  |", number(p.form, s.median));
        auto const few = s.draws < table_.draws ? fmt::format(" ({})", s.draws) : "";
        return fmt::format(" {} [{} – {}]{}{} | {} |", number(p.form, s.median), number(p.form, s.low),
                           number(p.form, s.high), p.form == PatternForm::share ? " %" : "", few,
                           std::isnan(s.inside) ? "" : format_number(100 * s.inside, 0, language_) + " %");
    }

    void pattern(std::size_t row)
    {
        auto const& p = behaviour_patterns()[row];
        auto const known = std::isnan(p.low) ? std::string()
                                             : fmt::format("{} – {}{}", number(p.form, p.low), number(p.form, p.high),
                                                           p.form == PatternForm::share ? " %" : "");
        out_ += fmt::format("| {} | {} |", p.definition.in(language_), known);
        if (!table_.before_data.empty()) out_ += cells(p, table_.before_data[row]);
        out_ += cells(p, table_.draws_asked[row]) + fmt::format(" {} |\n", p.source.in(language_));
    }

    BehaviourTable const& table_;
    Language language_;
    std::string out_;
};

}  // namespace

std::string behaviour_markdown(BehaviourTable const& table, Language language)
{
    return Section(table, language).write();
}

std::string behaviour_csv(BehaviourTable const& table)
{
    std::string text = "pattern,group,form,known_low,known_high,draws_of,median,low,high,inside,draws\n";
    auto const add = [&](std::vector<PatternSummary> const& summaries, char const* source) {
        for (std::size_t row = 0; row < summaries.size(); ++row) {
            auto const& p = behaviour_patterns()[row];
            auto const& s = summaries[row];
            constexpr char const* kForms[] = {"share", "ratio", "number", "draws"};
            text += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", p.name, p.group,
                                kForms[static_cast<std::size_t>(p.form)], p.low, p.high, source, s.median, s.low,
                                s.high, s.inside, s.draws);
        }
    };
    add(table.before_data, "prior");
    add(table.draws_asked, "asked");
    return text;
}

}  // namespace cptsim
