#include "analysis/sweep/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/sweep/factor_reader.hpp"
#include "analysis/sweep/factor_values.hpp"
#include "analysis/sweep/joint_reader.hpp"
#include "analysis/sweep/keep_reader.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/text.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/named_files.hpp"
#include "sim/input/scenario_file.hpp"
#include "sim/input/spreadsheet.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

constexpr std::size_t kMaxDesign = std::size_t{256} << 20;
constexpr double kMaxPoints = 10e6;

class StudyReader {
  public:
    StudyReader(TomlReader& reader, Study& study, bool anywhere)
        : reader_(reader), study_(study), files_(study.file, anywhere, reader)
    {
    }

    /// All but what depends on the scenarios.
    void read(TomlNode const& root)
    {
        static std::vector<std::string> const kKeys = {"title",      "scenarios", "population", "replicates", "seed",
                                                       "parameters", "until",     "design",     "factors",    "keep"};
        for (auto const& [key, node] : root.table) {
            if (key == "title")
                reader_.languages(node, key, study_.title_en, study_.title_fr);
            else if (key == "scenarios")
                read_scenario_names(node);
            else if (key == "population")
                study_.population = files_.population(node);
            else if (key == "replicates")
                study_.replicates = reader_.whole(node, key, {1, 100000, ""}).value_or(1);
            else if (key == "seed")
                study_.seed = reader_.seed(node, key).value_or(0);
            else if (key == "parameters")
                study_.parameters = files_.draws(node, key);
            else if (key == "until")
                read_until(node);
            else if (key == "design")
                read_design(node);
            else if (key == "factors")
                factors_ = &node;
            else if (key == "keep")
                keep_ = &node;
            else
                reader_.note_unknown(node.key_place, Text{"key", "clé inconnue"}, key,
                                     Text{"a study has ", "une étude a "} + join(kKeys), kKeys);
        }
        auto const design = root.table.find("design");  // whose own seed stands after that of the study
        if (design == root.table.end() || !design->second.table.contains("seed")) study_.design.seed = study_.seed;
        for (auto const* needed : {"scenarios", "design"})
            if (!root.table.contains(needed))
                reader_.note({study_.file, 1, 1}, std::string(needed) + Text{" must be given", " manque"});
    }

    void read_scenario_files(std::vector<InputProblem>& problems)
    {
        if (scenarios_.empty()) return;
        try {
            ScenarioLimits limits;
            limits.extends_anywhere = files_.anywhere();
            study_.scenarios = read_scenarios(scenarios_, sets_, limits);
        } catch (InputError const& error) {
            problems = error.problems();
        }
    }

    /// Factors and what is kept; needs the scenarios.
    void read_rest(std::vector<std::string> const& listed)
    {
        FactorReader factors(reader_, study_.scenarios, csv_.empty() && listed.empty());
        if (factors_) factors.read(*factors_);
        for (auto const& path : listed) factors.add_listed(path, {study_.file, 1, 1});
        std::vector<CsvRecord> records;
        if (!csv_.empty()) records = read_records(factors);
        factors.take(study_.factors, study_.places);
        check_joint(study_, reader_);
        if (study_.factors.empty() && !factors_ && csv_.empty() && listed.empty())
            reader_.note({study_.file, 1, 1}, {"factors must be given (a study varies something)",
                                               "factors manque (une étude fait varier quelque chose)"});
        if (!records.empty()) read_points(records);
        read_keep(keep_, study_.scenarios.front().end_month, study_.kept, reader_);
    }

  private:
    void read_scenario_names(TomlNode const& node)
    {
        for (auto const& name : reader_.texts(node, "scenarios"))
            if (auto const file = files_.scenario(name, node.place); !file.empty()) scenarios_.push_back(file);
    }

    void read_until(TomlNode const& node)
    {
        if (auto const month = reader_.month(node, "until")) sets_ = {"time.end=\"" + month_name(*month) + '"'};
    }

    void read_design(TomlNode const& node)
    {
        if (!reader_.is_table(node, "design")) return;
        static std::vector<std::string> const kKeys = {"method", "points",    "levels",       "seed", "second_order",
                                                       "file",   "groups",    "correlations", "dose", "outcome",
                                                       "month",  "threshold", "effect"};
        auto& design = study_.design;
        design.place = node.place;
        for (auto const& [key, value] : node.table) {
            auto const path = "design." + key;
            if (key == "method") {
                read_method(value);
            } else if (key == "points") {
                design.points = static_cast<std::size_t>(reader_.whole(value, path, {1, kMaxPoints, ""}).value_or(1));
            } else if (key == "levels") {
                design.levels = reader_.whole(value, path, {2, 1000, ""}).value_or(2);
            } else if (key == "seed") {
                design.seed = reader_.seed(value, path).value_or(0);
            } else if (key == "second_order") {
                if (!value.is(Kind::truth))
                    reader_.note(value.place, path + Text{" must be true or false", " doit être true ou false"});
                design.second_order = value.truth;
            } else if (key == "groups") {
                read_groups(value, design, reader_);
            } else if (key == "correlations") {
                read_correlations(value, design, reader_);
            } else if (reads_tipping(key, value, design, reader_)) {
                continue;
            } else if (key == "file") {
                csv_ = files_.file(value, path);
            } else {
                reader_.note_unknown(value.key_place, Text{"key", "clé inconnue"}, key,
                                     Text{"a design has ", "un plan d'expériences a "} + join(kKeys), kKeys);
            }
        }
        require_together(node);
    }

    void read_method(TomlNode const& value)
    {
        std::vector<std::string> const methods(kDesignMethods.begin(), kDesignMethods.end());
        study_.design.place = value.place;
        study_.design.method = reader_.text(value, "design.method").value_or("");
        if (value.is(Kind::text) && std::find(methods.begin(), methods.end(), value.text) == methods.end())
            reader_.note_unknown(value.place, Text{"method", "méthode inconnue"}, value.text,
                                 Text{"methods are ", "les méthodes sont "} + join(methods), methods);
    }

    void require_together(TomlNode const& node)
    {
        auto const& table = node.table;
        auto const& method = study_.design.method;
        if (!table.contains("method"))
            reader_.note(node.place, {"design.method must be given", "design.method manque"});
        if ((method == "csv") != table.contains("file"))
            reader_.note(node.place, {"design.file is the list of points of the method \"csv\" (and of no other)",
                                      "design.file est la liste des points de la méthode « csv » (et d'aucune autre)"});
        for (auto const* one : {"latin_hypercube", "sobol", "saltelli", "morris"})
            if (method == one && !table.contains("points"))
                reader_.note(node.place, both({"design.points must be given (for the method \"{}\")",
                                               "design.points manque (pour la méthode « {} »)"},
                                              method));
        for (auto const* one : {"full_factorial", "csv", "tipping"})
            if (method == one && table.contains("points"))
                reader_.note(table.at("points").key_place,
                             both({"design.points is not for the method \"{}\" (which counts its own)",
                                   "design.points ne va pas à la méthode « {} » (qui compte les siens)"},
                                  method));
    }

    /// The table of points; its columns are factors, whether [factors] has them or not.
    std::vector<CsvRecord> read_records(FactorReader& factors)
    {
        std::vector<CsvRecord> records;
        try {
            records = parse_spreadsheet(read_text(csv_, kMaxDesign), csv_);
        } catch (InputError const& error) {
            reader_.take(error);
            return {};
        }
        if (records.size() < 2) {
            reader_.note({csv_, 1, 1}, {"no point (must have a header of factors and one row at least)",
                                        "aucun point (il faut un en-tête de facteurs et une ligne au moins)"});
            return {};
        }
        for (auto const& field : records.front()) factors.add_listed(field.text, {csv_, field.line, field.column});
        return records;
    }

    void read_points(std::vector<CsvRecord> const& records)
    {
        auto const& header = records.front();
        std::vector<std::size_t> column_of;
        for (std::size_t i = 0; i < study_.factors.size(); ++i) {
            auto const found = std::find_if(header.begin(), header.end(),
                                            [&](auto const& field) { return field.text == study_.factors[i].path; });
            if (found == header.end())
                reader_.note(study_.places[i], both({"{} has no column in {} (each factor has one)",
                                                     "{} n'a pas de colonne dans {} (il en faut une par facteur)"},
                                                    study_.factors[i].path, csv_));
            else
                column_of.push_back(static_cast<std::size_t>(found - header.begin()));
        }
        for (auto field = header.begin(); field != header.end(); ++field)
            if (std::any_of(header.begin(), field, [&](auto const& before) { return before.text == field->text; }))
                reader_.note({csv_, field->line, field->column},
                             both({"a second column {} (each factor has one)",
                                   "une seconde colonne {} (il en faut une par facteur)"},
                                  field->text));
        if (column_of.size() != study_.factors.size() || header.size() != column_of.size()) return;
        for (std::size_t row = 1; row < records.size(); ++row) {
            std::vector<double> point;
            if (records[row].size() != header.size()) {
                reader_.note({csv_, records[row].front().line, 1},
                             both({"{} fields (must be {}, as in the header)",
                                   "{} champs (il en faut {}, comme dans l'en-tête)"},
                                  records[row].size(), header.size()));
                continue;
            }
            for (std::size_t i = 0; i < study_.factors.size(); ++i) {
                auto const& field = records[row][column_of[i]];
                point.push_back(listed_value(study_.factors[i], field.text, study_.scenarios.front(),
                                             {csv_, field.line, field.column}, reader_));
            }
            study_.design.listed.push_back(std::move(point));
        }
    }

    TomlReader& reader_;
    Study& study_;
    NamedFiles files_;
    std::string csv_;
    std::vector<std::string> scenarios_, sets_;
    TomlNode const* factors_ = nullptr;
    TomlNode const* keep_ = nullptr;
};

}  // namespace

Study read_study(std::string const& file, bool anywhere)
{
    Study study;
    study.file = find_shipped("studies", file);
    study.text = read_text(study.file, TomlLimits{}.bytes);
    auto const root = parse_toml(study.text, study.file);
    TomlReader reader;
    StudyReader contents(reader, study, anywhere);
    std::vector<InputProblem> others;
    contents.read(root);
    contents.read_scenario_files(others);
    // Without scenarios, factors are still looked at, over the defaults.
    bool const whole = !study.scenarios.empty();
    if (!whole) study.scenarios.emplace_back();
    contents.read_rest({});
    auto problems = reader.problems({study.file});
    problems.insert(problems.end(), others.begin(), others.end());
    if (!problems.empty()) throw InputError(std::move(problems));
    return study;
}

Study read_known_study(std::string const& text, std::string const& label, std::vector<Scenario> scenarios,
                       std::vector<std::string> const& factors)
{
    Study study;
    study.file = label;
    study.text = text;
    auto root = parse_toml(text, label);
    for (auto const* known : {"scenarios", "until"}) root.table.erase(known);
    root.table["design"].table.erase("file");  // its points are known
    study.scenarios = std::move(scenarios);
    TomlReader reader;  // it had nothing to say when the sweep began but that these keys are missing now
    StudyReader contents(reader, study, true);
    contents.read(root);
    contents.read_rest(factors);
    return study;
}

}  // namespace cptsim
