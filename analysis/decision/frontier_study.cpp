// Reads the study of a front.
#include <algorithm>
#include <array>

#include "analysis/decision/frontier.hpp"
#include "analysis/effects/indicators.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/launch.hpp"
#include "sim/input/named_files.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

constexpr std::size_t kMostLevers = 8, kMostBudgets = 20;
constexpr double kMostReplicates = 10000, kMostEvaluations = 10000, kMostMoney = 1e6;

/// Levers that the model pays for: what they take stands in the money that is spent (docs/model.md).
constexpr std::array kPaidLevers = {lever::lump_sum,
                                    lever::membership_bonus,
                                    lever::activity_bonus,
                                    lever::conditional_fee,
                                    lever::contract_bonus,
                                    lever::hourly_indemnity,
                                    lever::information,
                                    lever::intern_training,
                                    lever::urps_referent,
                                    lever::coordinator_fte,
                                    lever::coordinator_training,
                                    lever::inter_cpts,
                                    lever::digital_tools,
                                    lever::hospital_link,
                                    lever::consultants,
                                    lever::aci_funding,
                                    lever::fir_funding,
                                    lever::start_up_grant,
                                    lever::grant};

bool is_paid(int row) { return std::find(kPaidLevers.begin(), kPaidLevers.end(), row) != kPaidLevers.end(); }

class FrontierReader {
  public:
    FrontierReader(FrontierStudy& study, bool anywhere) : study_(study), files_(study.file, anywhere, reader_)
    {
        launch_.scenarios.limits.extends_anywhere = anywhere;
    }

    void read(TomlNode const& root)
    {
        static std::vector<std::string> const kKeys = {"title", "scenario", "population",  "parameters", "seed",
                                                       "until", "at",       "replicates",  "fresh",      "indicator",
                                                       "lower", "budgets",  "evaluations", "levers"};
        for (auto const& [key, node] : root.table) {
            if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end())
                reader_.note_unknown(node.key_place, Text{"key", "clé inconnue"}, key,
                                     Text{"the study of a front has ", "l'étude d'une frontière a "} + join(kKeys),
                                     kKeys);
            else
                read_key(key, node);
        }
        for (auto const* key : {"scenario", "at", "budgets", "levers"})
            if (!root.table.contains(key)) reader_.note({study_.file, 1, 1}, both({"{} is missing", "{} manque"}, key));
        reader_.throw_if_any({study_.file});
        make_plans();
        check_levers();
        reader_.throw_if_any({study_.file});
    }

  private:
    void read_key(std::string const& key, TomlNode const& node)
    {
        auto const whole = [&](double least, double most) {
            return reader_.whole(node, key, {least, most, ""}).value_or(1);
        };
        if (key == "title")
            reader_.languages(node, key, study_.title_en, study_.title_fr);
        else if (key == "scenario")
            read_scenario(node);
        else if (key == "population")
            launch_.population = files_.population(node);
        else if (key == "parameters")
            launch_.parameters = files_.draws(node, key);
        else if (key == "seed")
            launch_.seed = reader_.seed(node, key).value_or(0);
        else if (key == "until")
            launch_.until = reader_.text(node, key).value_or("");
        else if (key == "at")
            study_.month = reader_.month(node, key).value_or(0), at_ = node.place;
        else if (key == "replicates")
            replicates_ = whole(2, kMostReplicates);
        else if (key == "fresh")
            fresh_ = whole(2, kMostReplicates);
        else if (key == "indicator")
            read_indicator(node);
        else if (key == "lower")
            read_lower(node);
        else if (key == "budgets")
            read_budgets(node);
        else if (key == "evaluations")
            study_.evaluations = whole(1, kMostEvaluations);
        else
            read_levers(node);
    }

    void read_scenario(TomlNode const& node)
    {
        if (auto const name = reader_.text(node, "scenario"))
            launch_.scenarios.files = {files_.scenario(*name, node.place)};
    }

    void read_indicator(TomlNode const& node)
    {
        auto const name = reader_.text(node, "indicator");
        if (!name) return;
        std::vector<std::string> names;
        for (auto const& one : indicators())
            if (one.kind != IndicatorKind::paired) names.emplace_back(one.id);
        for (std::size_t row = 0; row < indicators().size(); ++row)
            if (indicators()[row].id == *name) study_.indicator = static_cast<int>(row);
        if (std::find(names.begin(), names.end(), *name) == names.end())
            reader_.note_unknown(node.place, Text{"indicator", "indicateur inconnu"}, *name,
                                 Text{"indicators are ", "les indicateurs sont "} + join(names), names);
    }

    void read_lower(TomlNode const& node)
    {
        if (!node.is(Kind::truth))
            return reader_.note(node.place,
                                both({"lower is {} (must be true or false)", "lower est {} (il faut true ou false)"},
                                     node.kind_name()));
        study_.lower = node.truth;
    }

    void read_budgets(TomlNode const& node)
    {
        if (!node.is(Kind::list) || node.items.empty() || node.items.size() > kMostBudgets)
            return reader_.note(node.place, both({"budgets must be a list of 1 to {} amounts, in M EUR a year",
                                                  "budgets doit être une liste de 1 à {} montants, en M€ par an"},
                                                 kMostBudgets));
        for (auto const& item : node.items)
            study_.budgets.push_back(reader_.number(item, "budgets", {1e-3, kMostMoney, "M EUR/year"}).value_or(1));
        std::sort(study_.budgets.begin(), study_.budgets.end());
        if (std::adjacent_find(study_.budgets.begin(), study_.budgets.end()) != study_.budgets.end())
            reader_.note(node.place, {"budgets has an amount twice (each is a point of the front)",
                                      "budgets a deux fois le même montant (chacun est un point de la frontière)"});
    }

    void read_levers(TomlNode const& node)
    {
        if (!reader_.is_table(node, "levers")) return;
        if (node.table.empty() || node.table.size() > kMostLevers)
            return reader_.note(node.key_place,
                                both({"levers must be 1 to {} (a mix of more is hardly found)",
                                      "il faut de 1 à {} leviers (au-delà, une combinaison se trouve mal)"},
                                     kMostLevers));
        std::vector<std::string> names;
        for (auto const& field : lever_fields()) names.push_back(field.name);
        for (auto const& [name, value] : node.table) {
            int const row = lever_index(name);
            if (row < 0)
                reader_.note_unknown(value.key_place, Text{"lever", "levier inconnu"}, name,
                                     Text{"levers are those of scenarios", "les leviers sont ceux des scénarios"},
                                     names);
            else if (!lever_fields()[static_cast<std::size_t>(row)].words.empty())
                reader_.note(value.key_place, both({"levers.{} is a choice (a mix is made of amounts) run it as a "
                                                    "scenario of its own, with scenario = \"...\"?",
                                                    "levers.{} est un choix (une combinaison se fait de montants) le "
                                                    "simuler comme un scénario à part, avec scenario = \"...\" ?"},
                                                   name));
            else
                read_lever(name, row, value);
        }
    }

    void read_lever(std::string const& name, int row, TomlNode const& node)
    {
        if (!reader_.is_table(node, name)) return;
        auto const path = "levers." + name;
        auto const& field = lever_fields()[static_cast<std::size_t>(row)];
        static std::vector<std::string> const kKeys = {"add", "from", "professions", "cost"};
        MixedLever one;
        one.lever = row;
        one.from = month_index(2025, 1);
        bool has_cost = false;
        for (auto const& [key, value] : node.table) {
            if (key == "from")
                one.from = reader_.month(value, path + ".from").value_or(0);
            else if (key == "add")
                one.most = read_most(value, path, field);
            else if (key == "professions")
                read_professions(value, path, field, one);
            else if (key == "cost")
                one.cost = reader_.number(value, path + ".cost", {0, kMostMoney, "M EUR/year"}).value_or(0),
                has_cost = true;
            else
                reader_.note_unknown(value.key_place, Text{"key", "clé inconnue"}, key,
                                     Text{"a lever of a mix has ", "un levier d'une combinaison a "} + join(kKeys),
                                     kKeys);
        }
        if (!node.table.contains("add"))
            reader_.note(node.key_place, path + Text{".add is missing (the most that a mix adds)",
                                                     ".add manque (le plus qu'ajoute une combinaison)"});
        if (!is_paid(row) && !has_cost)
            reader_.note(node.key_place, both({"{} has no cost that the model knows (a search would take all of it) "
                                               "cost = M EUR a year of all of it?",
                                               "{} n'a pas de coût que le modèle connaisse (une recherche en prendrait "
                                               "tout) cost = M€ par an du tout ?"},
                                              path));
        study_.levers.push_back(one);
        places_.push_back(node.key_place);
    }

    double read_most(TomlNode const& node, std::string const& path, LeverField const& field)
    {
        double const width = field.max - field.min;
        auto const most = reader_.number(node, path + ".add", {-width, width, field.unit});
        if (most && *most == 0)
            reader_.note(node.place, path + Text{".add is 0 (a mix has more or less of it)",
                                                 ".add vaut 0 (une combinaison en a plus ou moins)"});
        return most.value_or(1);
    }

    void read_professions(TomlNode const& node, std::string const& path, LeverField const& field, MixedLever& one)
    {
        static std::vector<std::string> const kNames(kProfessionNames.begin(), kProfessionNames.end());
        if (!field.by_profession)
            return reader_.note(node.key_place, path + Text{" is the same for all professions",
                                                            " est le même pour toutes les professions"});
        one.professions = 0;
        for (auto const& word : reader_.texts(node, path + ".professions")) {
            auto const found = std::find(kNames.begin(), kNames.end(), word);
            if (found == kNames.end())
                reader_.note_unknown(node.place, Text{"profession", "profession inconnue"}, word,
                                     Text{"professions are ", "les professions sont "} + join(kNames), kNames);
            else
                one.professions |= 1U << (found - kNames.begin());
        }
    }

    /// The search takes the first draws of the parameters, the fresh plan the next, with people and chance of its own.
    void make_plans()
    {
        launch_.replicates = replicates_ + fresh_;
        auto plan = make_plan(launch_);
        bool const drawn = plan.points.size() > 1;
        study_.search = study_.fresh = plan;
        study_.search.replicates = replicates_;
        study_.fresh.replicates = fresh_;
        study_.fresh.seed = plan.seed + 1;
        if (drawn) {
            study_.search.points.resize(static_cast<std::size_t>(replicates_));
            study_.fresh.points.erase(study_.fresh.points.begin(), study_.fresh.points.begin() + replicates_);
        }
        int const last = 12 * plan.years() - 1;
        if (study_.month % 12 != 11 || study_.month < 0 || study_.month > last)
            reader_.note(at_, both({"at is {} (must be a December of the runs, which end in {}) {}?",
                                    "at vaut {} (il faut un décembre des simulations, qui finissent en {}) {} ?"},
                                   month_name(study_.month), month_name(plan.end_month), month_name(last)));
    }

    /// A lever begins where the reference is, and stays what the mix makes of it.
    void check_levers()
    {
        auto const& reference = study_.search.scenarios.front();
        for (std::size_t j = 0; j < study_.levers.size(); ++j) {
            auto const one = study_.levers[j];
            auto const& name = lever_fields()[static_cast<std::size_t>(one.lever)].name;
            if (one.from >= study_.month)
                reader_.note(places_[j], both({"levers.{} begins in {} (must be before {}, when it is judged)",
                                               "levers.{} commence en {} (il faut avant {}, où on le juge)"},
                                              name, month_name(one.from), month_name(study_.month)));
            for (auto const& entry : reference.levers)
                if (entry.lever == one.lever && entry.month > one.from)
                    reader_.note(
                        places_[j],
                        both(
                            {"levers.{}: the reference changes it again in {} (which would end the mix) from = \"{}\"?",
                             "levers.{} : la référence le change encore en {} (ce qui finirait la combinaison) "
                             "from=\"{}\" ?"},
                            name, month_name(entry.month), month_name(entry.month)));
            take_reference(reference, j, name);
        }
    }

    /// What the reference has, which must be the same in all territories: an entry of a mix is for everywhere.
    void take_reference(Scenario const& reference, std::size_t j, std::string const& name)
    {
        auto& one = study_.levers[j];
        auto const& field = lever_fields()[static_cast<std::size_t>(one.lever)];
        for (std::size_t p = 0; p < one.reference.size(); ++p) {
            if ((one.professions >> p & 1U) == 0) continue;
            auto const at = [&](Territory const& t) {
                return lever_value(reference, one.lever, one.from, static_cast<int>(p), t);
            };
            auto const& rows = study_.search.territories.rows;
            one.reference[p] = at(rows.front());
            if (std::any_of(rows.begin(), rows.end(), [&](auto const& t) { return at(t) != one.reference[p]; }))
                return reader_.note(places_[j],
                                    both({"levers.{}: the reference differs between territories (a mix is "
                                          "the same everywhere) another scenario?",
                                          "levers.{} : la référence diffère entre territoires (une combinaison "
                                          "est partout le même) un autre scénario ?"},
                                         name));
            double const end = one.reference[p] + one.most;
            if (end < field.min || end > field.max)
                return reader_.note(places_[j], both({"levers.{}.add leads from {} to {} (must be {} to {})",
                                                      "levers.{}.add mène de {} à {} (il faut de {} à {})"},
                                                     name, plain_number(one.reference[p]), plain_number(end),
                                                     plain_number(field.min), plain_number(field.max)));
        }
    }

    FrontierStudy& study_;
    TomlReader reader_;
    NamedFiles files_;
    LaunchOptions launch_;
    int replicates_ = 16, fresh_ = 32;
    Place at_;
    std::vector<Place> places_;
};

}  // namespace

FrontierStudy read_frontier_study(std::string const& file, bool anywhere)
{
    FrontierStudy study;
    study.file = find_shipped("frontiers", file);
    study.indicator = indicator::hours_;
    auto const text = read_text(study.file, TomlLimits{}.bytes);
    FrontierReader(study, anywhere).read(parse_toml(text, study.file));
    return study;
}

}  // namespace cptsim
