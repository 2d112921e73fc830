#include "analysis/sweep/keep_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

/// What is kept where a study does not say.
constexpr std::array kUsual = {observable::eligible,          observable::opposed,        observable::attached,
                               observable::passive,           observable::active,         observable::board,
                               observable::on_leave,          observable::hours_paid,     observable::attitude,
                               observable::exhaustion,        observable::severe,         observable::severe_board,
                               observable::members_year,      observable::would_stay,     observable::free_riders,
                               observable::nominal_only,      observable::cohort_present, observable::cohort_chosen,
                               observable::cohort_active,     observable::cpts_signed,    observable::cpts_dormant,
                               observable::population_living, observable::treasury};

class KeepReader {
  public:
    KeepReader(TomlNode const* node, int end, Kept& kept, TomlReader& reader)
        : node_(node), end_(end), kept_(kept), reader_(reader)
    {
    }

    void read()
    {
        static std::vector<std::string> const kKeys = {"observables", "months", "professions"};
        kept_.observables.assign(kUsual.begin(), kUsual.end());
        for (int month = 11; month <= end_; month += 12) kept_.months.push_back(month);
        kept_.professions = {kProfessions};
        if (node_ && reader_.is_table(*node_, "keep")) {
            for (auto const& [key, node] : node_->table) {
                if (key == "observables")
                    read_observables(node);
                else if (key == "months")
                    read_months(node);
                else if (key == "professions")
                    read_professions(node);
                else
                    reader_.note_unknown(node.key_place, Text{"key", "clé inconnue"}, key,
                                         Text{"keep has ", "keep a "} + join(kKeys), kKeys);
            }
        }
        for (auto* list : {&kept_.observables, &kept_.months, &kept_.professions}) {
            std::sort(list->begin(), list->end());
            list->erase(std::unique(list->begin(), list->end()), list->end());
        }
        require_values();
    }

  private:
    void read_observables(TomlNode const& node)
    {
        std::vector<std::string> names;
        for (auto const& field : observable_fields()) names.push_back(field.name);
        kept_.observables.clear();
        static_cast<void>(reader_.texts(node, "keep.observables"));
        for (auto const& item : node.items) {
            if (!item.is(Kind::text)) continue;
            int const row = observable_index(item.text);
            if (row < 0)
                reader_.note_unknown(item.place, Text{"observable", "observable inconnue"}, item.text,
                                     {"docs/results.md lists them", "docs/results.md en donne la liste"}, names);
            else
                kept_.observables.push_back(row);
        }
    }

    void read_months(TomlNode const& node)
    {
        auto& months = kept_.months;
        if (node.is(Kind::text) && node.text == "all") {
            months.clear();
            for (int month = 0; month <= end_; ++month) months.push_back(month);
            return;
        }
        if (node.is(Kind::text) && node.text == "decembers") return;
        if (!node.is(Kind::list) || node.items.empty()) {
            reader_.note(node.place, {"keep.months must be a list of months, \"decembers\" or \"all\"",
                                      "keep.months doit être une liste de mois, \"decembers\" ou \"all\""});
            return;
        }
        months.clear();
        for (auto const& item : node.items) {
            auto const month = reader_.month(item, "keep.months");
            if (month && *month > end_)
                reader_.note(item.place, both({"{} lies after the end of the runs ({})",
                                               "{} vient après la fin des simulations ({})"},
                                              item.text, month_name(end_)));
            else if (month)
                months.push_back(*month);
        }
    }

    void read_professions(TomlNode const& node)
    {
        std::vector<std::string> names(kProfessionNames.begin(), kProfessionNames.end());
        names.emplace_back("all");
        kept_.professions.clear();
        static_cast<void>(reader_.texts(node, "keep.professions"));
        for (auto const& item : node.items) {
            if (!item.is(Kind::text)) continue;
            auto const found = std::find(names.begin(), names.end(), item.text);
            if (found == names.end())
                reader_.note_unknown(item.place, Text{"profession", "profession inconnue"}, item.text,
                                     Text{"professions are ", "les professions sont "} + join(names), names);
            else
                kept_.professions.push_back(static_cast<int>(found - names.begin()));
        }
    }

    /// An observable by year of which no December is kept would leave nothing. Of those that nobody named it is
    /// dropped.
    void require_values()
    {
        bool const december =
            std::any_of(kept_.months.begin(), kept_.months.end(), [](int month) { return month % 12 == 11; });
        if (december) return;
        auto const yearly = [](int row) {
            auto const& axes = observable_fields()[static_cast<std::size_t>(row)].axes;
            return std::find(axes.begin(), axes.end(), Axis::year) != axes.end();
        };
        bool const named = node_ && node_->table.contains("observables");
        if (!named) {
            std::erase_if(kept_.observables, yearly);
            if (kept_.months.empty())
                for (int month = 0; month <= end_; ++month) kept_.months.push_back(month);
            return;
        }
        for (int const row : kept_.observables)
            if (yearly(row))
                reader_.note(node_->table.at("observables").place,
                             both({"{} is known in Decembers only (and keep.months has none)",
                                   "{} n'est connu qu'en décembre (et keep.months n'en a pas)"},
                                  observable_fields()[static_cast<std::size_t>(row)].name));
    }

    TomlNode const* node_;
    int end_;
    Kept& kept_;
    TomlReader& reader_;
};

}  // namespace

void read_keep(TomlNode const* node, int end_month, Kept& kept, TomlReader& reader)
{
    KeepReader(node, end_month, kept, reader).read();
}

}  // namespace cptsim
