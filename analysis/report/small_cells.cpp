#include "analysis/report/small_cells.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "analysis/report/series.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/model/names.hpp"
#include "sim/results/small_cells.hpp"

namespace cptsim {
namespace {

/// Professionals in the table of territories: of a row, or of a profession, or of all.
double professionals(Territory const& row, int profession)
{
    double persons = 0;
    for (int p = 0; p < kProfessions; ++p)
        if (profession < 0 || p == profession)
            persons += row.density[static_cast<std::size_t>(p)] * row.inhabitants / 1e5;
    return persons;
}

/// What the percentages of an indicator are of.
enum class Of { eligible, members, active, persons, with_active, other };
Of divisor_of(std::string const& indicator)
{
    static std::map<std::string, Of> const known = {
        {"active", Of::eligible},          {"nominal", Of::eligible},    {"chosen", Of::eligible},
        {"opposed", Of::eligible},         {"severe_all", Of::eligible}, {"cohort_chosen", Of::members},
        {"cohort_active", Of::members},    {"would_stay", Of::members},  {"free_riders", Of::members},
        {"nominal_only", Of::members},     {"active_kept", Of::active},  {"severe_active", Of::active},
        {"severe_board", Of::active},      {"hours", Of::with_active},   {"care_displaced", Of::with_active},
        {"net_hours", Of::with_active},    {"net_chosen", Of::persons},  {"drawn_in", Of::persons},
        {"driven_out", Of::persons},       {"net_active", Of::persons},  {"drawn_in_active", Of::persons},
        {"driven_out_active", Of::persons}};
    auto const found = known.find(indicator);
    return found == known.end() ? Of::other : found->second;
}

/// One table, whose rows are looked at through its columns.
class TableMask {
  public:
    TableMask(ReportTable& table, Plan const& plan, int least) : table_(table), plan_(plan), least_(least) {}

    void apply()
    {
        count();
        hide_with_active();
        hide_seconds();
        for (std::size_t row = 0; row < cells_.size(); ++row)
            if (cells_[row].hidden) table_.empty_numbers(row);
    }

  private:
    [[nodiscard]] std::optional<double> number(char const* column, std::size_t row) const
    {
        for (auto const& one : table_.columns())
            if (one.name == column) return one.numbers[row];
        return {};
    }
    [[nodiscard]] std::string name(char const* column, std::size_t row) const
    {
        for (auto const& one : table_.columns())
            if (one.name == column) return one.names[static_cast<std::size_t>(one.numbers[row])];
        return "";
    }

    /// Professionals of the place and profession of a row.
    [[nodiscard]] double eligible(std::size_t row)
    {
        auto const territory = name("territory", row), kind = name("kind", row), place = name("place", row),
                   profession = name("profession", row);
        int p = -1;
        for (int i = 0; i < kProfessions; ++i)
            if (profession == kProfessionNames[static_cast<std::size_t>(i)]) p = i;
        auto const [known, is_new] =
            eligible_.try_emplace(territory + '|' + kind + '|' + place + '|' + profession, 0.0);
        if (!is_new) return known->second;
        double& persons = known->second;
        for (auto const& one : plan_.territories.rows) {
            bool const in_place = kind.empty()           ? true
                                  : kind == "size_class" ? std::to_string(one.size_class) == place
                                  : kind == "milieu"     ? one.milieu == place
                                  : kind == "region"     ? one.region == place
                                  : kind == "department" ? one.department == place
                                                         : one.zone == place;
            if (in_place && (territory.empty() || territory == one.id)) persons += professionals(one, p);
        }
        return persons;
    }

    /// Levels that a row tells: of the reference, of the scenario, or the median.
    [[nodiscard]] std::vector<double> levels(std::size_t row) const
    {
        auto const reference = number("reference", row), mean = number("mean", row), median = number("q50", row);
        std::vector<double> all;
        if (reference) all = {*reference, *reference + mean.value_or(0)};
        if (!reference && mean) all = {*mean};
        if (median) all = {*median};
        return all;
    }

    void count()
    {
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            auto const id = name("indicator", row).empty() ? std::string("active") : name("indicator", row);
            auto const of = divisor_of(id);
            CountCell cell;
            if (auto const at_risk = number("at_risk", row)) cell = {*at_risk, is_small(*at_risk, least_)};
            if (of == Of::with_active || of == Of::other || number("at_risk", row)) {
                cells_.push_back(cell);
                continue;
            }
            double const share = of == Of::persons ? 1 : eligible(row) / 100 * (of == Of::eligible ? 1 : kPart);
            for (double const level : levels(row)) {
                double const persons = std::abs(level * share);
                cell.hidden = cell.hidden || is_small(persons, least_);
                cell.value = std::max(cell.value, persons);
            }
            cells_.push_back(cell);
        }
    }

    /// The row's keys but the indicator, or but the place.
    [[nodiscard]] std::string key(std::size_t row, bool but_indicator) const
    {
        std::string text;
        for (auto const& column : table_.columns()) {
            bool const is_key = column.type == Column::Type::named || column.type == Column::Type::month;
            bool const is_place = column.name == "territory" || column.name == "place" || column.name == "profession";
            if (is_key && !(but_indicator ? column.name == "indicator" : is_place))
                text += std::to_string(column.numbers[row]) + ' ';
        }
        return text;
    }

    /// Hours are given by the active: where these are too few, so are the hours.
    void hide_with_active()
    {
        std::map<std::string, bool> hidden;
        for (std::size_t row = 0; row < cells_.size(); ++row)
            if (name("indicator", row) == "active") hidden[key(row, true)] = cells_[row].hidden;
        for (std::size_t row = 0; row < cells_.size(); ++row)
            if (divisor_of(name("indicator", row)) == Of::with_active && hidden[key(row, true)])
                cells_[row].hidden = true;
    }

    /// Places of one kind, and professions, add up to what stands elsewhere.
    void hide_seconds()
    {
        bool const has_places = std::any_of(table_.columns().begin(), table_.columns().end(), [](Column const& c) {
            return c.name == "territory" || c.name == "place" || c.name == "profession";
        });
        if (!has_places) return;
        std::map<std::string, std::vector<std::size_t>> lines;
        for (std::size_t row = 0; row < cells_.size(); ++row) lines[key(row, false)].push_back(row);
        for (auto const& [ignored, rows] : lines) {
            std::vector<CountCell> line;
            for (auto const row : rows) line.push_back(cells_[row]);
            if (!hide_second(line)) continue;
            for (std::size_t i = 0; i < rows.size(); ++i) cells_[rows[i]].hidden = line[i].hidden;
        }
    }

    static constexpr double kPart = 0.5;  ///< members, or the active, of all: at most about half are known to be one
    ReportTable& table_;
    Plan const& plan_;
    int least_;
    std::map<std::string, double> eligible_;  ///< by place and profession
    std::vector<CountCell> cells_;
};

}  // namespace

void hide_small_rows(std::vector<ReportTable>& tables, Plan const& plan, int least)
{
    if (least <= 0) return;
    for (auto& table : tables)
        for (auto const* name : {"effects", "by_month", "who_changed", "survival", "by_profession", "by_place",
                                 "by_territory", "territory_years"})
            if (table.name() == name) TableMask(table, plan, least).apply();
}

void require_unmasked(int least)
{
    if (least > 0)
        throw InputError(Text{
            "--mask-small-cells is of runs (a study's page and workbook hold means of all people over points that "
            "were made up, and no counts) leave it out, or export --to csv?",
            "--mask-small-cells porte sur des simulations (la page et le classeur d'une étude donnent des moyennes "
            "de toute la population sur des points inventés, et aucun effectif) l'ôter, ou export --to csv ?"});
}

std::string small_cell_words(int least, Language language)
{
    return format(language,
                  {"Cells that rest on 1 to {} persons, and those that would give them away, are left empty here; the "
                   "result file keeps its numbers.",
                   "Les cases qui reposent sur 1 à {} personnes, et celles qui les révéleraient, sont ici vides ; le "
                   "fichier de résultats garde ses nombres."},
                  least - 1);
}

}  // namespace cptsim
