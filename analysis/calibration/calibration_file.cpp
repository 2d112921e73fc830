#include "analysis/calibration/calibration_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "analysis/calibration/pattern_file.hpp"
#include "analysis/calibration/prior_reader.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/text.hpp"
#include "sim/files/digest.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/territory_file.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

using Kind = TomlNode::Kind;

constexpr std::size_t kMaxPatterns = std::size_t{1} << 20;
constexpr double kBig = 1e9;

/// What a coordinate is before the file says more.
Coordinate coordinate_of(ParameterField const& field, int row, int operator_row)
{
    return {field.path, field.prior, field.min, field.max, {}, {}, row, operator_row};
}

class CalibrationReader {
  public:
    CalibrationReader(TomlReader& reader, Calibration& calibration, bool anywhere)
        : reader_(reader),
          calibration_(calibration),
          folder_(folder_of(calibration.file)),
          fence_(calibration.file, anywhere)
    {
        int row = 0;
        for (auto const& field : parameter_fields()) known_.push_back(coordinate_of(field, row++, -1));
        row = 0;
        for (auto const& field : operator_fields()) known_.push_back(coordinate_of(field, -1, row++));
    }

    void read(TomlNode const& root)
    {
        static std::vector<std::string> const kKeys = {"title",       "scenario", "seed",    "targets", "uses",
                                                       "populations", "priors",   "outside", "method"};
        for (auto const& [key, node] : root.table) {
            if (key == "title")
                reader_.languages(node, key, calibration_.title_en, calibration_.title_fr);
            else if (key == "scenario")
                scenario_ = named(node, key);
            else if (key == "seed")
                calibration_.seed = reader_.seed(node, key).value_or(0);
            else if (key == "targets")
                targets_ = named(node, key);
            else if (key == "uses")
                read_uses(node);
            else if (key == "populations")
                read_populations(node);
            else if (key == "priors")
                read_priors(reader_, node, known_);
            else if (key == "outside")
                read_outside(node);
            else if (key == "method")
                read_method(node);
            else
                reader_.note_unknown(node.key_place, Text{"key", "clé inconnue"}, key,
                                     Text{"a calibration has ", "un calage a "} + join(kKeys), kKeys);
        }
        std::vector<std::string> missing;
        for (auto const* needed : {"scenario", "targets", "uses", "populations"})
            if (!root.table.contains(needed)) missing.emplace_back(needed);
        if (!missing.empty())
            reader_.note({calibration_.file, 1, 1}, join(missing) + Text{" must be given", " manque"});
        separate();
    }

    /// The files that the calibration names.
    void read_others()
    {
        std::vector<std::string> const folders = {folder_, shipped_folder()};
        auto scenario = find_file(scenario_.name, folders, {".toml"});
        if (scenario.empty()) scenario = find_file(scenario_.name, {"", shipped_folder()}, {"", ".toml"});
        if (scenario.empty()) scenario = scenario_.name;  // who reads it says that there is none
        inside(scenario, scenario_, "scenario");
        ScenarioLimits limits;
        limits.extends_anywhere = fence_.is_open();
        calibration_.scenario = read_scenario(scenario, {}, limits);
        auto const targets = inside(find_file(targets_.name, folders), targets_, "targets");
        calibration_.targets_file = targets.empty() ? (fs::path(folder_) / targets_.name).string() : targets;
        auto const bytes = read_text(calibration_.targets_file, kMaxPatterns);
        calibration_.targets_sha256 = sha256_hex(bytes);
        calibration_.patterns = read_patterns_text(bytes, calibration_.targets_file);
        for (std::size_t i = 0; i < calibration_.populations.size(); ++i) {
            auto& territories = calibration_.populations[i].territories;
            inside(territories_file(territories.name, folder_), {territories.name, population_places_[i]},
                   "population");
            territories = read_territories(territories.name, folder_);
        }
        for (auto* coordinates : {&calibration_.coordinates, &calibration_.outside})
            std::erase_if(*coordinates,
                          [&](Coordinate const& c) { return calibration_.scenario.parameters.contains(c.row); });
    }

  private:
    /// What a file names, and where it does.
    struct Named {
        std::string name;
        Place place;
    };
    Named named(TomlNode const& node, std::string const& key)
    {
        auto const name = reader_.text(node, key);
        if (name && name->empty())
            reader_.note(node.place,
                         both({"{} is empty (must name a file)", "{} est vide (il faut un nom de fichier)"}, key));
        return {name.value_or(""), node.place};
    }
    std::string inside(std::string const& found, Named const& named, char const* key) const
    {
        if (!found.empty())
            fence_.require_inside(found, both({"{} \"{}\"", "{} « {} »"}, key, named.name), named.place);
        return found;
    }
    void read_uses(TomlNode const& node)
    {
        std::vector<std::string> const uses(kPatternUses.begin(), kPatternUses.end());
        if (!node.is(Kind::list) || node.items.empty()) {
            reader_.note(node.place,
                         Text{"uses must be a list of ", "uses doit être une liste prise dans "} + join(uses));
            return;
        }
        for (auto const& item : node.items) {
            auto const use = reader_.text(item, "uses");
            if (use && std::find(uses.begin(), uses.end(), *use) == uses.end())
                reader_.note_unknown(item.place, Text{"use", "usage inconnu"}, *use,
                                     Text{"uses are ", "les usages sont "} + join(uses), uses);
            else if (use)
                calibration_.uses.push_back(*use);
        }
    }

    /// name = "table", or { table = "table", scale = 4 }.
    void read_populations(TomlNode const& node)
    {
        if (!reader_.is_table(node, "populations")) return;
        for (auto const& [name, value] : node.table) {
            CalibrationPopulation population;
            population.name = name;
            auto const path = "populations." + name;
            if (value.is(Kind::table)) {
                for (auto const& [key, part] : value.table) {
                    if (key == "table")
                        population.territories.name = named(part, path + ".table").name;
                    else if (key == "scale")
                        population.scale = reader_.number(part, path + ".scale", {1e-6, kBig, ""}).value_or(1);
                    else
                        reader_.note_unknown(part.key_place, Text{"key", "clé inconnue"}, key,
                                             {"a population has table, scale", "une population a table, scale"},
                                             {"table", "scale"});
                }
            } else {
                population.territories.name = named(value, path).name;
            }
            calibration_.populations.push_back(std::move(population));
            population_places_.push_back(value.place);
        }
    }

    /// Paths, and "group.*" for all of a group that has a prior.
    void read_outside(TomlNode const& node)
    {
        if (!node.is(Kind::list)) {
            reader_.note(node.place, {"outside must be a list of parameters, or groups as \"coercion.*\"",
                                      "outside doit être une liste de paramètres, ou de groupes comme \"coercion.*\""});
            return;
        }
        for (auto const& item : node.items)
            if (auto const name = reader_.text(item, "outside")) outside_.push_back({*name, item.place});
    }

    /// Tells what is fitted from what is outside, once all priors are read.
    void separate()
    {
        for (auto const& entry : outside_) {
            auto const& name = entry.name;
            auto const& place = entry.place;
            auto const matching =
                std::count_if(known_.begin(), known_.end(), [&](Coordinate const& c) { return covers(name, c.path); });
            auto const uncertain = std::count_if(known_.begin(), known_.end(), [&](Coordinate const& c) {
                return covers(name, c.path) && is_uncertain(c);
            });
            if (matching == 0)
                reader_.note_unknown(place, Text{"parameter", "paramètre inconnu"}, name,
                                     {"cptsim parameters lists them", "cptsim parameters en donne la liste"},
                                     parameter_names(known_));
            else if (uncertain == 0)
                reader_.note(place, both({"outside names {}, which has no prior",
                                          "outside nomme {}, qui n'a pas de loi a priori"},
                                         name));
        }
        for (auto const& c : known_) {
            if (!is_uncertain(c)) continue;
            bool const out = std::any_of(outside_.begin(), outside_.end(),
                                         [&](auto const& pattern) { return covers(pattern.name, c.path); });
            (out ? calibration_.outside : calibration_.coordinates).push_back(c);
        }
    }
    static bool is_uncertain(Coordinate const& c) { return c.prior.kind != Prior::fixed || !c.values.empty(); }
    static bool covers(std::string const& name, std::string const& path)
    {
        return name == path || (name.ends_with(".*") && path.starts_with(name.substr(0, name.size() - 1)));
    }
    void read_method(TomlNode const& node)
    {
        if (!reader_.is_table(node, "method")) return;
        auto& m = calibration_.method;
        static std::vector<std::string> const kKeys = {"screening_blocks", "particles", "waves", "resimulated", "kept"};
        for (auto const& [key, value] : node.table) {
            auto const path = "method." + key;
            if (key == "screening_blocks")
                m.screening_blocks = reader_.whole(value, path, {0, 1000, ""}).value_or(0);
            else if (key == "particles")
                m.particles = reader_.whole(value, path, {2, 1e5, ""}).value_or(2);
            else if (key == "waves")
                m.waves = reader_.whole(value, path, {2, 1000, ""}).value_or(2);
            else if (key == "resimulated")
                m.resimulated = reader_.whole(value, path, {2, 65536, ""}).value_or(2);
            else if (key == "kept")
                m.kept = reader_.whole(value, path, {2, 65536, ""}).value_or(2);
            else
                reader_.note_unknown(value.key_place, Text{"key", "clé inconnue"}, key,
                                     Text{"method has ", "method a "} + join(kKeys), kKeys);
        }
        if (m.kept > m.resimulated)
            reader_.note(node.place, both({"method.kept is {} (must be {} at most, method.resimulated)",
                                           "method.kept vaut {} (au plus {}, comme method.resimulated)"},
                                          m.kept, m.resimulated));
    }

    TomlReader& reader_;
    Calibration& calibration_;
    std::vector<Named> outside_;
    std::string folder_;
    Fence fence_;
    Named scenario_, targets_;
    std::vector<Place> population_places_;
    std::vector<Coordinate> known_;
};

}  // namespace

Calibration read_calibration(std::string const& file, bool anywhere)
{
    Calibration calibration;
    calibration.file = find_shipped("data", file);
    calibration.text = read_text(calibration.file, TomlLimits{}.bytes);
    TomlReader reader;
    CalibrationReader contents(reader, calibration, anywhere);
    contents.read(parse_toml(calibration.text, calibration.file));
    reader.throw_if_any({calibration.file});
    contents.read_others();
    return calibration;
}

std::string calibration_key(Calibration const& c)
{
    std::string all = fmt::format("{}\n{}\n{}\n{}\n{}", version(), results_version(), c.text, c.scenario.resolved_toml,
                                  c.targets_sha256);
    for (auto const& population : c.populations)
        all += fmt::format("\n{} {} {}", population.name, population.scale, population.territories.sha256);
    for (auto const* coordinates : {&c.coordinates, &c.outside})
        for (auto const& k : *coordinates)
            all += fmt::format("\n{} {} {} {}", k.path, static_cast<int>(k.prior.kind), k.prior.a, k.prior.b);
    return sha256_hex(all);
}

}  // namespace cptsim
