#include "analysis/effects/answer_limits.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_cells.hpp"
#include "analysis/effects/answer_quantities.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

class Limits {
  public:
    Limits(Summary const& s, std::vector<AnswerRow> const& policies, Language language)
        : s_(s), plan_(s.plan), policies_(policies), language_(language)
    {
    }

    std::vector<AnswerNote> make()
    {
        if (uses({lever::attachment, lever::sanction, lever::active_choice}))
            limit({"How coercion would be received.", "Comment la contrainte serait reçue."},
                  in({"It has never been tried on CPTS: there are no data on it, and the range is that of our "
                      "assumptions.",
                      "Elle n'a jamais été appliquée aux CPTS : faute de données, la fourchette est celle de nos "
                      "hypothèses."}));
        limit({"What patients gain.", "Ce que les patients y gagnent."}, care());
        if (uses({lever::information, lever::urps_referent, lever::intern_training, lever::coordinator_training,
                  lever::inter_cpts, lever::digital_tools, lever::hospital_link, lever::consultants}))
            limit({"What campaigns, training and shared services cost.",
                   "Ce que coûtent campagnes, formations et appuis."},
                  in({"No price was found: their cost is a wide assumption.",
                      "Aucun prix n'a été trouvé : leur coût est une hypothèse large."}));
        limit({"How many are active today.", "Combien sont actifs aujourd'hui."}, today());
        if (int const known = plan_.territories.known_signatures(); known > 0)
            limit(
                {"When CPTS sign.", "Quand les CPTS signent."},
                format(
                    language_,
                    {"{} of the {} territories have a known date of signature: it is given, the same for every policy.",
                     "{} des {} territoires ont une date de signature connue : elle est donnée, la même pour toute "
                     "politique."},
                    known, plan_.territories.rows.size()));
        auto const& rows = plan_.territories.rows;
        auto const synthetic = std::count_if(rows.begin(), rows.end(), [](auto const& row) { return row.synthetic; });
        if (synthetic > 0)
            limit({"What will happen in a given CPTS.", "Ce qui se passera dans une CPTS précise."},
                  format(language_,
                         {"{} of the {} territories are synthetic.", "{} des {} territoires sont synthétiques."},
                         synthetic, rows.size()));
        return std::move(all_);
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    void limit(Text heading, std::string text) { all_.push_back({in(heading), std::move(text)}); }

    [[nodiscard]] bool uses(std::initializer_list<int> levers) const
    {
        auto const& reference = plan_.scenarios.front();
        for (auto const& row : policies_)
            for (auto const& entry : plan_.scenarios[static_cast<std::size_t>(row.scenario)].levers) {
                bool const is_shared =
                    std::any_of(reference.levers.begin(), reference.levers.end(), [&](auto const& e) {
                        return e.lever == entry.lever && e.month == entry.month && e.value == entry.value;
                    });
                if (!is_shared && std::find(levers.begin(), levers.end(), entry.lever) != levers.end()) return true;
            }
        return false;
    }

    [[nodiscard]] std::string care() const
    {
        auto text = in({"The model counts hours alone, neither access to care nor health.",
                        "Le modèle ne compte que des heures, ni l'accès aux soins ni la santé."});
        AnswerRow const* most = nullptr;
        double least = 0;
        for (auto const& row : policies_) {
            auto const e = effect(s_, row.scenario, answer_date(s_, row.scenario), indicator::care_lost_);
            if (is_clear(read(e)) && std::abs(e.mean.mean) > least) most = &row, least = std::abs(e.mean.mean);
        }
        if (!most) return text;
        auto const e = effect(s_, most->scenario, answer_date(s_, most->scenario), indicator::care_lost_);
        text += ' ' + capital(clause(quantity::care, e, language_)) +
                format(language_, {" under “{}”.", " sous « {} »."}, most->label);
        return text + taken_from_care();
    }

    /// " Of the hours for the CPTS, 21 % are taken from care under the law as it is, 19 to 22 % under the policies."
    [[nodiscard]] std::string taken_from_care() const
    {
        auto const share = [&](int scenario, int date) {
            return 100 * level(s_, scenario, date, indicator::care_lost_).mean.mean /
                   level(s_, scenario, date, indicator::hours_year_).mean.mean;
        };
        std::vector<double> shares;
        for (auto const& row : policies_) shares.push_back(share(row.scenario, answer_date(s_, row.scenario)));
        auto const [low, high] = std::minmax_element(shares.begin(), shares.end());
        double const law = share(0, answer_date(s_, policies_.front().scenario));
        if (!std::isfinite(law + *low + *high)) return {};
        auto const least = whole_percent(*low, language_), most = whole_percent(*high, language_);
        return format(
            language_,
            {" Of the hours for the CPTS, {} % are taken from care under the law as it is, {} % under the {}.",
             " Des heures consacrées aux CPTS, {} % sont prises aux soins à droit constant, {} % sous {}."},
            whole_percent(law, language_), least == most ? least : least + in({" to ", " à "}) + most,
            policies_.size() == 1 ? in({"policy", "la politique"}) : in({"policies", "les politiques"}));
    }

    [[nodiscard]] std::string today() const
    {
        auto text = in({"Hardly observed: the range of the starting point is wide.",
                        "À peine observé : le point de départ est très incertain."});
        // The first December is the nearest to today.
        if (s_.dates.empty()) return text;
        auto const first = level(s_, 0, 0, indicator::active_);
        if (first.mean.values < kDrawsForAnswer) return text;
        auto const words = [&](Estimate const& e) {
            return (e.mean.values < kDrawsForMean ? "" : shown(e.mean.mean, 1, language_) + ' ') +
                   shown_range(e.predictive, 1, false, language_);
        };
        text += format(
            language_,
            {" The model has {} per 100 professionals in {}", " Le modèle en compte {} pour 100 professionnels en {}"},
            words(first), month_words(s_.dates.front(), language_));
        int const last = static_cast<int>(s_.dates.size()) - 1;
        return text +
               (last == 0
                    ? ""
                    : format(language_, {", and {} in {} under the law as it is", " et {} en {} à droit constant"},
                             words(level(s_, 0, last, indicator::active_)), month_words(s_.dates.back(), language_))) +
               '.';
    }

    Summary const& s_;
    Plan const& plan_;
    std::vector<AnswerRow> const& policies_;
    Language language_;
    std::vector<AnswerNote> all_;
};

}  // namespace

std::vector<AnswerNote> answer_limits(Summary const& s, std::vector<AnswerRow> const& policies, Language language)
{
    return Limits(s, policies, language).make();
}

}  // namespace cptsim
