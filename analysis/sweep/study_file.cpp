#include "analysis/sweep/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <limits>
#include <optional>
#include <set>

#include "analysis/sweep/factor_reader.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"
#include "sim/base/language.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/scenario_file.hpp"

namespace cptsim {
namespace fs = std::filesystem;
namespace {

using Kind = TomlNode::Kind;

constexpr std::size_t kMaxDesign = std::size_t{256} << 20;
constexpr double kMaxPoints = 10e6;

/// What is kept where a study does not say.
std::vector<char const*> const kUsual = {
    "eligible",      "opposed",     "attached",     "passive",           "active",         "board",
    "on_leave",      "hours_paid",  "attitude",     "exhaustion",        "severe",         "severe_board",
    "members_year",  "would_stay",  "free_riders",  "nominal_only",      "cohort_present", "cohort_chosen",
    "cohort_active", "cpts_signed", "cpts_dormant", "population_living", "treasury"};

class StudyReader {
  public:
    StudyReader(TomlReader& reader, Study& study) : reader_(reader), study_(study), folder_(folder_of(study.file)) {}

    /// All but what depends on the scenarios.
    void read(TomlNode const& root)
    {
        static std::vector<std::string> const kKeys = {"title",      "scenarios", "population", "replicates", "seed",
                                                       "parameters", "until",     "design",     "factors",    "keep"};
        for (auto const& [key, node] : root.table) {
            if (key == "title")
                read_title(node);
            else if (key == "scenarios")
                read_scenario_names(node);
            else if (key == "population")
                study_.population = beside(reader_.text(node, key).value_or(""));
            else if (key == "replicates")
                study_.replicates = reader_.whole(node, key, {1, 100000, ""}).value_or(1);
            else if (key == "seed")
                study_.seed = static_cast<std::uint64_t>(reader_.whole(node, key, {0, 1e9, ""}).value_or(0));
            else if (key == "parameters")
                study_.parameters = beside(reader_.text(node, key).value_or(""));
            else if (key == "until")
                read_until(node);
            else if (key == "design")
                read_design(node);
            else if (key == "factors")
                factors_ = &node;
            else if (key == "keep")
                keep_ = &node;
            else
                reader_.note_unknown(node.key_place, "key", key, "a study has " + join(kKeys), kKeys);
        }
        auto const design = root.table.find("design");  // whose own seed stands after that of the study
        if (design == root.table.end() || !design->second.table.contains("seed")) study_.design.seed = study_.seed;
        for (auto const* needed : {"scenarios", "design"})
            if (!root.table.contains(needed)) reader_.note({study_.file, 1, 1}, std::string(needed) + " must be given");
    }

    void read_scenario_files(std::vector<InputProblem>& problems)
    {
        if (scenarios_.empty()) return;
        try {
            study_.scenarios = read_scenarios(scenarios_, sets_);
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
        if (study_.factors.empty() && !factors_ && csv_.empty() && listed.empty())
            reader_.note({study_.file, 1, 1}, "factors must be given (a study varies something)");
        if (!records.empty()) read_points(records);
        read_keep();
    }

  private:
    /// A file beside the study, or the name as it is.
    [[nodiscard]] std::string beside(std::string const& name) const
    {
        auto const found = name.empty() ? "" : first_file({(fs::path(folder_) / name).lexically_normal().string()});
        return found.empty() ? name : found;
    }

    void read_title(TomlNode const& node)
    {
        if (!reader_.is_table(node, "title")) return;
        for (auto const& [key, words] : node.table) {
            if (key != "en" && key != "fr")
                reader_.note_unknown(words.key_place, "language", key, "languages are fr, en", {"fr", "en"});
            else
                (key == "en" ? study_.title_en : study_.title_fr) = reader_.text(words, "title." + key).value_or("");
        }
    }

    [[nodiscard]] std::vector<std::string> texts(TomlNode const& node, std::string const& path)
    {
        std::vector<std::string> words;
        if (!node.is(Kind::list) || node.items.empty()) {
            reader_.note(node.place, fmt::format("{} is {} (must be a list of text that is not empty)", path,
                                                 node.is(Kind::list) ? "empty" : node.kind_name()));
            return words;
        }
        for (auto const& item : node.items)
            if (auto const word = reader_.text(item, path)) words.push_back(*word);
        return words;
    }

    void read_scenario_names(TomlNode const& node)
    {
        for (auto const& name : texts(node, "scenarios")) {
            auto const found = first_file({(fs::path(folder_) / name).lexically_normal().string(),
                                           (fs::path(folder_) / (name + ".toml")).lexically_normal().string()});
            scenarios_.push_back(found.empty() ? name : found);
        }
    }

    void read_until(TomlNode const& node)
    {
        if (auto const month = reader_.month(node, "until")) sets_ = {"time.end=\"" + month_name(*month) + '"'};
    }

    void read_design(TomlNode const& node)
    {
        if (!reader_.is_table(node, "design")) return;
        static std::vector<std::string> const kKeys = {"method", "points", "levels", "seed", "second_order", "file"};
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
                design.seed = static_cast<std::uint64_t>(reader_.whole(value, path, {0, 1e9, ""}).value_or(0));
            } else if (key == "second_order") {
                if (!value.is(Kind::truth)) reader_.note(value.place, path + " must be true or false");
                design.second_order = value.truth;
            } else if (key == "file") {
                csv_ = beside(reader_.text(value, path).value_or(""));
            } else {
                reader_.note_unknown(value.key_place, "key", key, "a design has " + join(kKeys), kKeys);
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
            reader_.note_unknown(value.place, "method", value.text, "methods are " + join(methods), methods);
    }

    void require_together(TomlNode const& node)
    {
        auto const& table = node.table;
        auto const& method = study_.design.method;
        if (!table.contains("method")) reader_.note(node.place, "design.method must be given");
        if ((method == "csv") != table.contains("file"))
            reader_.note(node.place, "design.file is the list of points of the method \"csv\" (and of no other)");
        for (auto const* one : {"latin_hypercube", "sobol", "saltelli", "morris"})
            if (method == one && !table.contains("points"))
                reader_.note(node.place, fmt::format("design.points must be given (for the method \"{}\")", method));
        for (auto const* one : {"full_factorial", "csv"})
            if (method == one && table.contains("points"))
                reader_.note(table.at("points").key_place,
                             fmt::format("design.points is not for the method \"{}\" (which counts its own)", method));
    }

    /// The table of points; its columns are factors, whether [factors] has them or not.
    std::vector<CsvRecord> read_records(FactorReader& factors)
    {
        std::vector<CsvRecord> records;
        try {
            records = parse_csv(read_text(csv_, kMaxDesign), csv_);
        } catch (InputError const& error) {
            for (auto const& problem : error.problems())
                reader_.note({problem.file, problem.line, problem.column}, problem.text);
            return {};
        }
        if (records.size() < 2) {
            reader_.note({csv_, 1, 1}, "no point (must have a header of factors and one row at least)");
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
                reader_.note(study_.places[i],
                             fmt::format("{} has no column in {} (each factor has one)", study_.factors[i].path, csv_));
            else
                column_of.push_back(static_cast<std::size_t>(found - header.begin()));
        }
        for (auto field = header.begin(); field != header.end(); ++field)
            if (std::any_of(header.begin(), field, [&](auto const& before) { return before.text == field->text; }))
                reader_.note({csv_, field->line, field->column},
                             fmt::format("a second column {} (each factor has one)", field->text));
        if (column_of.size() != study_.factors.size() || header.size() != column_of.size()) return;
        for (std::size_t row = 1; row < records.size(); ++row) {
            std::vector<double> point;
            if (records[row].size() != header.size()) {
                reader_.note(
                    {csv_, records[row].front().line, 1},
                    fmt::format("{} fields (must be {}, as in the header)", records[row].size(), header.size()));
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

    void read_keep()
    {
        static std::vector<std::string> const kKeys = {"observables", "months", "professions"};
        auto& kept = study_.kept;
        int const end = study_.scenarios.front().end_month;
        for (auto const* name : kUsual) kept.observables.push_back(observable_index(name));
        for (int month = 11; month <= end; month += 12) kept.months.push_back(month);
        kept.professions = {kProfessions};
        if (keep_ && reader_.is_table(*keep_, "keep")) {
            for (auto const& [key, node] : keep_->table) {
                if (key == "observables")
                    read_observables(node);
                else if (key == "months")
                    read_months(node, end);
                else if (key == "professions")
                    read_professions(node);
                else
                    reader_.note_unknown(node.key_place, "key", key, "keep has " + join(kKeys), kKeys);
            }
        }
        for (auto* list : {&kept.observables, &kept.months, &kept.professions}) {
            std::sort(list->begin(), list->end());
            list->erase(std::unique(list->begin(), list->end()), list->end());
        }
        require_values(end);
    }

    void read_observables(TomlNode const& node)
    {
        std::vector<std::string> names;
        for (auto const& field : observable_fields()) names.push_back(field.name);
        study_.kept.observables.clear();
        static_cast<void>(texts(node, "keep.observables"));
        for (auto const& item : node.items) {
            if (!item.is(Kind::text)) continue;
            int const row = observable_index(item.text);
            if (row < 0)
                reader_.note_unknown(item.place, "observable", item.text, "docs/results.md lists them", names);
            else
                study_.kept.observables.push_back(row);
        }
    }

    void read_months(TomlNode const& node, int end)
    {
        auto& months = study_.kept.months;
        if (node.is(Kind::text) && node.text == "all") {
            months.clear();
            for (int month = 0; month <= end; ++month) months.push_back(month);
            return;
        }
        if (node.is(Kind::text) && node.text == "decembers") return;
        if (!node.is(Kind::list) || node.items.empty()) {
            reader_.note(node.place, "keep.months must be a list of months, \"decembers\" or \"all\"");
            return;
        }
        months.clear();
        for (auto const& item : node.items) {
            auto const month = reader_.month(item, "keep.months");
            if (month && *month > end)
                reader_.note(item.place,
                             fmt::format("{} lies after the end of the runs ({})", item.text, month_name(end)));
            else if (month)
                months.push_back(*month);
        }
    }

    void read_professions(TomlNode const& node)
    {
        std::vector<std::string> names(kProfessionNames.begin(), kProfessionNames.end());
        names.emplace_back("all");
        study_.kept.professions.clear();
        static_cast<void>(texts(node, "keep.professions"));
        for (auto const& item : node.items) {
            if (!item.is(Kind::text)) continue;
            auto const found = std::find(names.begin(), names.end(), item.text);
            if (found == names.end())
                reader_.note_unknown(item.place, "profession", item.text, "professions are " + join(names), names);
            else
                study_.kept.professions.push_back(static_cast<int>(found - names.begin()));
        }
    }

    /// An observable by year of which no December is kept would leave nothing. Of those that nobody named it is
    /// dropped.
    void require_values(int end)
    {
        auto& kept = study_.kept;
        bool const december =
            std::any_of(kept.months.begin(), kept.months.end(), [](int month) { return month % 12 == 11; });
        if (december) return;
        auto const yearly = [](int row) {
            auto const& axes = observable_fields()[static_cast<std::size_t>(row)].axes;
            return std::find(axes.begin(), axes.end(), Axis::year) != axes.end();
        };
        bool const named = keep_ && keep_->table.contains("observables");
        if (!named) {
            std::erase_if(kept.observables, yearly);
            if (kept.months.empty())
                for (int month = 0; month <= end; ++month) kept.months.push_back(month);
            return;
        }
        for (int const row : kept.observables)
            if (yearly(row))
                reader_.note(keep_->table.at("observables").place,
                             fmt::format("{} is known in Decembers only (and keep.months has none)",
                                         observable_fields()[static_cast<std::size_t>(row)].name));
    }

    TomlReader& reader_;
    Study& study_;
    std::string folder_, csv_;
    std::vector<std::string> scenarios_, sets_;
    TomlNode const* factors_ = nullptr;
    TomlNode const* keep_ = nullptr;
};

}  // namespace

Study read_study(std::string const& file)
{
    Study study;
    study.file = find_shipped("studies", file);
    study.text = read_text(study.file, TomlLimits{}.bytes);
    auto const root = parse_toml(study.text, study.file);
    TomlReader reader;
    StudyReader contents(reader, study);
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
    StudyReader contents(reader, study);
    contents.read(root);
    contents.read_rest(factors);
    return study;
}

}  // namespace cptsim
