#include "analysis/calibration/validation_report.hpp"
#include "analysis/calibration/pattern_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/calibration/coordinates.hpp"
#include "analysis/calibration/identifiability.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

constexpr double kStrongCorrelation = 0.5;

/// What a line through the two last counts that were used gives, at least a year apart, for a count that was kept out;
/// NaN for others.
double line_forecast(std::vector<CalibrationTarget> const& targets, CalibrationTarget const& target)
{
    if (target.use != "validate" || target.unit != "territories") return std::nan("");
    CalibrationTarget const* last = nullptr;
    CalibrationTarget const* before = nullptr;
    auto const is_older = [](CalibrationTarget const* a, CalibrationTarget const* b) {
        return !a || a->month < b->month;
    };
    auto const used = [&](CalibrationTarget const& t) {
        return t.quantity == target.quantity && t.population == target.population && t.use == "calibrate";
    };
    for (auto const& t : targets)
        if (used(t) && is_older(last, &t)) last = &t;
    for (auto const& t : targets)
        if (last && used(t) && t.month <= last->month - 12 && is_older(before, &t)) before = &t;
    if (!before) return std::nan("");
    return last->value + (last->value - before->value) / (last->month - before->month) * (target.month - last->month);
}

class Report {
  public:
    Report(Validation const& validation, Language language) : v_(validation), language_(language) {}

    std::string write()
    {
        header();
        patterns();
        coverage();
        states();
        if (v_.sample) {
            parameters();
            correlations();
        }
        return std::move(out_);
    }

  private:
    template <class... Args>
    void say(FormatOf<Args const&...> text, Args const&... args)
    {
        out_ += format<Args...>(language_, text, args...) + '\n';
    }
    /// With three digits of a number like `like`.
    [[nodiscard]] std::string number(double value, double like) const
    {
        int const decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(like) + 1e-9))), 0, 4);
        return format_number(value, decimals, language_);
    }
    [[nodiscard]] std::string interval(PredictiveCheck const& check, double like) const
    {
        return fmt::format("{} – {}", number(check.low, like), number(check.high, like));
    }
    /// What a pattern served for; in English as the table of patterns has it.
    [[nodiscard]] std::string use_words(std::string const& use) const
    {
        if (language_ == Language::en) return use;
        for (auto const& [word, french] : {std::pair("calibrate", "calage"), std::pair("weak", "appoint"),
                                           std::pair("soft_bound", "borne"), std::pair("validate", "vérification")})
            if (use == word) return french;
        return use;
    }
    [[nodiscard]] char const* inside(PredictiveCheck const& check) const
    {
        return check.inside ? Text{"yes", "oui"}.in(language_) : Text{"**no**", "**non**"}.in(language_);
    }

    void header()
    {
        say({"# Validation: what was observed, and what the model predicts\n",
             "# Validation : ce qui fut observé, ce que le modèle prédit\n"});
        say({"*Written by `cptsim validate`, version {}, results {}. {} draws of the parameters: {}.*\n",
             "*Écrit par `cptsim validate`, version {}, résultats {}. {} tirages des paramètres : {}.*\n"},
            version(), results_version(), v_.replicates, v_.source);
        say(
            {"*Predicted* is the median of the draws; the interval holds the observation with probability 90 % if "
             "model "
             "and\ndeclared errors are right; *z* is how far the observation lies from the mean of the draws, in "
             "standard "
             "deviations\nof both together. Patterns of use *validate* were kept out of the calibration. *Line*: for "
             "counts "
             "kept out, a straight\nline through the last two that were used, a year or more apart.\n",
             "*Prédit* : médiane des tirages ; l'intervalle contient l'observation avec probabilité 90 % si le modèle "
             "et "
             "les\nerreurs déclarées sont justes ; *z* : écart de l'observation à la moyenne des tirages, en "
             "écarts-types "
             "des deux\nensemble. Les régularités d'usage *vérification* n'ont pas servi au calage. *Droite* : pour "
             "les nombres "
             "gardés pour la\nvalidation, par les deux derniers employés, à un an au moins l'un de l'autre.\n"});
    }

    void patterns()
    {
        bool const both = v_.before_data.has_value();
        out_ += Text{"| pattern | use | observed | predicted | 90 % interval | z | inside |",
                     "| régularité | usage | observé | prédit | intervalle à 90 % | z | dedans |"}
                    .in(language_);
        if (both) out_ += Text{" before data, 90 % |", " avant calage, 90 % |"}.in(language_);
        say({" line |\n|---|---|--:|--:|---|--:|---|{}--:|", " droite |\n|---|---|--:|--:|---|--:|---|{}--:|"},
            both ? "---|" : "");
        for (std::size_t t = 0; t < v_.targets.size(); ++t) {
            auto const& target = v_.targets[t];
            auto const& check = v_.checked.targets[t];
            double const line = line_forecast(v_.targets, target), like = target.value;
            out_ += fmt::format("| {} | {} | {} | {} | {} | {} | {} |{} {} |\n", pattern_words(target.label, language_),
                                use_words(target.use), number(target.value, like), number(check.median, like),
                                interval(check, like), format_number(check.z, 1, language_), inside(check),
                                both ? ' ' + interval(v_.before_data->targets[t], like) + " |" : "",
                                std::isnan(line) ? "" : number(line, line));
        }
    }

    [[nodiscard]] std::string shares(std::vector<PredictiveCheck> const& checks) const
    {
        std::string text;
        for (std::string const use : {"calibrate", "weak", "soft_bound", "validate"}) {
            int holds = 0, all = 0;
            for (std::size_t t = 0; t < v_.targets.size(); ++t)
                if (v_.targets[t].use == use) holds += checks[t].inside, ++all;
            if (all > 0) text += fmt::format("{}{} {}/{}", text.empty() ? "" : ", ", use_words(use), holds, all);
        }
        return text;
    }

    void coverage()
    {
        say({"\nObserved inside the interval: {}.", "\nObservé dans l'intervalle : {}."}, shares(v_.checked.targets));
        if (v_.before_data)
            say({"Before data (draws from the priors): {}.", "Avant calage (tirages non calés) : {}."},
                shares(v_.before_data->targets));
    }

    /// Rows of one source of the parameters.
    void state_rows(CheckedDraws const& draws, char const* source)
    {
        constexpr Text kNames[] = {{"active per member", "actifs par membre"},
                                   {"dormant among signed CPTS", "en sommeil parmi les CPTS signées"}};
        for (std::size_t s = 0; s < v_.states.size(); ++s) {
            out_ += fmt::format("| {} | {} |", kNames[s].in(language_), source);
            for (double const x : draws.states[s]) out_ += ' ' + format_number(x, 2, language_) + " |";
            out_ += '\n';
        }
    }

    void states()
    {
        say({"\n## Dead and full worlds among the draws\n\nDistribution over the draws in December {}. No French "
             "figure is "
             "known of either.\n\n| | parameters | 5 % | 25 % | 50 % | 75 % | 95 % |\n|---|---|--:|--:|--:|--:|--:|",
             "\n## Mondes morts et pleins parmi les tirages\n\nDistribution sur les tirages en décembre {}. Aucun "
             "chiffre "
             "français n'est connu.\n\n| | paramètres | 5 % | 25 % | 50 % | 75 % | 95 % "
             "|\n|---|---|--:|--:|--:|--:|--:|"},
            month_name(v_.states.front().month).substr(0, 4));
        state_rows(v_.checked, Text{"asked for", "demandés"}.in(language_));
        if (v_.before_data) state_rows(*v_.before_data, Text{"before data", "avant données"}.in(language_));
    }

    void parameters()
    {
        say({"\n## What the data say of each parameter\n", "\n## Ce que les données disent de chaque paramètre\n"});
        identify_sample();
        if (columns_.empty())
            say({"The sample is too small to say.", "L'échantillon est trop petit pour le dire."});
        else
            parameter_table();
    }

    /// Finds the coordinates that the sample has a column for, and what its draws say of their scores.
    void identify_sample()
    {
        auto const& sample = *v_.sample;
        if (sample.rows.size() < 2) return;
        std::vector<std::size_t> places;
        std::string others;
        for (std::size_t k = 0; k < sample.columns.size(); ++k) {
            auto const& all = v_.calibration.coordinates;
            auto const c =
                std::find_if(all.begin(), all.end(), [&](auto const& x) { return x.path == sample.columns[k].path; });
            bool const known = c != all.end() && std::find(columns_.begin(), columns_.end(), &*c) == columns_.end();
            auto const& path = sample.columns[k].path;
            auto const& out = v_.calibration.outside;
            bool const outside = std::any_of(out.begin(), out.end(), [&](auto const& x) { return x.path == path; });
            if (outside) outside_ += (outside_.empty() ? "`" : ", `") + path + '`';
            if (known) columns_.push_back(&*c), places.push_back(k);
            if (!known && !outside) others += (others.empty() ? "`" : ", `") + sample.columns[k].path + '`';
        }
        if (!others.empty())
            say({"Without a prior in this calibration, or twice in the sample: {}.\n",
                 "Sans loi a priori dans ce calage, ou en double dans l'échantillon : {}.\n"},
                others);
        if (!outside_.empty())
            say({"Outside the fit, with their priors, since no target depends on them: {}.\n",
                 "Hors de l'ajustement, avec leur loi a priori, aucune cible n'en dépendant : {}.\n"},
                outside_);
        if (columns_.empty()) return;
        std::vector<double> scores;
        for (auto const& row : sample.rows)
            for (std::size_t k = 0; k < columns_.size(); ++k) scores.push_back(score_of(*columns_[k], row[places[k]]));
        found_ = identify(scores, std::vector<double>(sample.rows.size(), 1.0));
    }

    [[nodiscard]] char const* said_words(Said said) const
    {
        if (said == Said::unsure) return Text{"unsure", "incertain"}.in(language_);
        return said == Said::little ? Text{"driven by assumption", "relève de l'hypothèse"}.in(language_) : "";
    }

    void parameter_table()
    {
        say({"From {} draws of the posterior. Contraction: share of the "
             "prior's variance that the data take away, of normal scores\n(± its Monte Carlo error). Under {} % the "
             "data "
             "say next to nothing: what rests on the parameter is *driven by assumption*; *unsure*: within two errors "
             "of "
             "that.\n\n"
             "| parameter | prior, 5–95 % | posterior, 5–95 % | median | contraction | |\n|---|---|---|--:|--:|---|",
             "Sur {} tirages a posteriori. Contraction : part de "
             "la "
             "variance a priori que les données enlèvent, en scores normaux\n(± son erreur de Monte-Carlo). Sous {} %, "
             "les données ne disent presque rien : ce qui repose sur ce paramètre *relève\nde l'hypothèse* ; "
             "*incertain* : à "
             "moins de deux erreurs.\n\n"
             "| paramètre | a priori, 5–95 % | a posteriori, 5–95 % | médiane | contraction | "
             "|\n|---|---|---|--:|--:|---|"},
            v_.sample->rows.size(), format_number(100 * kLeastContraction, 0, language_));
        for (auto const i : by_contraction(found_)) {
            auto const& c = *columns_[i];
            auto const& m = found_.marginals[i];
            auto const value = [&](double z) {
                double const x = value_of(c, z);
                return number(x, x);
            };
            constexpr double kTail = 1.6448536;
            out_ += fmt::format("| `{}` | {} – {} | {} – {} | {} | {} ± {} % | {} |\n", c.path, value(-kTail),
                                value(kTail), value(m.low), value(m.high), value(m.median),
                                format_number(100 * m.contraction, 0, language_),
                                format_number(100 * m.contraction_error, 0, language_), said_words(m.said()));
        }
    }

    void correlations()
    {
        if (columns_.empty()) return;
        struct Pair {
            std::size_t a, b;
            double r;
        };
        std::vector<Pair> strong;
        auto const n = columns_.size();
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = a + 1; b < n; ++b)
                if (double const r = found_.correlations[a * n + b]; std::abs(r) >= kStrongCorrelation)
                    strong.push_back({a, b, r});
        std::stable_sort(strong.begin(), strong.end(),
                         [](Pair const& x, Pair const& y) { return std::abs(x.r) > std::abs(y.r); });
        say({"\n## Parameters that the data know only together\n\nCorrelations of posterior scores of {} or more: "
             "{}.\n",
             "\n## Paramètres que les données ne connaissent qu'ensemble\n\nCorrélations a posteriori d'au moins {} : "
             "{}.\n"},
            format_number(kStrongCorrelation, 1, language_),
            strong.empty() ? Text{"none", "aucune"}.in(language_) : std::to_string(strong.size()));
        for (auto const& [a, b, r] : strong)
            out_ +=
                fmt::format("- `{}`, `{}`: {}\n", columns_[a]->path, columns_[b]->path, format_number(r, 2, language_));
    }

    Validation const& v_;
    Language language_;
    std::string out_;
    std::vector<Coordinate const*> columns_;
    Identifiability found_;
    std::string outside_;
};

}  // namespace

std::string validation_markdown(Validation const& validation, Language language)
{
    return Report(validation, language).write();
}

std::string validation_csv(Validation const& v)
{
    std::string text = "pattern,month,use,unit,observed,median,low,high,z,inside,line\n";
    for (std::size_t t = 0; t < v.targets.size(); ++t) {
        auto const& target = v.targets[t];
        auto const& check = v.checked.targets[t];
        text += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", target.label, month_name(target.month), target.use,
                            target.unit, target.value, check.median, check.low, check.high, check.z,
                            check.inside ? 1 : 0, line_forecast(v.targets, target));
    }
    return text;
}

}  // namespace cptsim
