// What a user asks for, after reading and validation: a scenario and the territories it runs on.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/model/vocabulary.hpp"

namespace cptsim {

/// Whom an entry of a lever concerns. An empty list means everyone, everywhere.
struct Target {
    std::uint32_t professions = 0xFF;  ///< bit p: profession p
    std::vector<int> size_classes;     ///< 1..4
    std::vector<std::string> milieux, zones, regions, territories;
    [[nodiscard]] bool everywhere() const
    {
        return size_classes.empty() && milieux.empty() && zones.empty() && regions.empty() && territories.empty();
    }
};

/// From `month` on the lever has the value of each profession, reached in `ramp` months of equal steps
/// from the value before (0: at once).
struct LeverEntry {
    int lever = 0;  ///< row in lever_fields()
    int month = 0;  ///< since January 2019
    int ramp = 0;   ///< months
    std::array<double, kProfessions> value{};
    Target target;
    std::string where;  ///< "file:line:column" for messages
};

struct Scenario {
    std::string name;
    std::string title_en, title_fr;
    std::string description_en, description_fr;
    std::string file;                ///< as given on the command line
    std::vector<std::string> files;  ///< the file, then the one that it extends, and so on
    std::string population;          ///< table name of scenarios/data, or ""
    int end_month = 191;             ///< last month of the run (2034-12)
    int policy_month = 60;  ///< first month that a policy may change (2024-01); the cohort is of the month before
    std::map<int, double> parameters;  ///< set by the scenario or --set: row in parameter_fields() -> value
    std::vector<LeverEntry> levers;    ///< in ascending order of month; later entries win
    std::string resolved_toml;         ///< complete, canonical: reading it again gives the same scenario
};

inline constexpr int kUnknownMonth = -1;

/// One row of the table of territories. Densities are professionals per 100,000 inhabitants.
struct Territory {
    std::string id;  ///< unique, [a-z0-9_-]+; its hash addresses the random draws of the territory
    std::string name;
    std::string region;
    double inhabitants = 0;
    int size_class = 1;                ///< 1: < 40,000; 2: < 80,000; 3: < 175,000; 4: more
    std::string milieu;                ///< rural, urban, mixed
    std::string zone;                  ///< ZIP, ZAC, other
    double ties = 0;                   ///< prior ties tau in [0, 1]
    Stage stage = kNone;               ///< in January 2019
    int stage_months = 0;              ///< months already in that stage
    int signature = kUnknownMonth;     ///< month of the first ACI, where it is known
    bool signature_or_before = false;  ///< known is only that it was signed in that month or before
    std::array<double, kProfessions> density{};
    std::string source;
    bool synthetic = false;
    std::string department;  ///< "67", "2A", "971"; "" where the table does not say
    std::string perimeter;   ///< what the borders are those of: cpts, municipalities, synthetic; "" likewise
};

struct TerritoryTable {
    std::string name;  ///< "alsace"
    std::string file;
    std::vector<Territory> rows;
    std::string sha256;  ///< of the file's bytes
    [[nodiscard]] double inhabitants() const;
    [[nodiscard]] int known_signatures() const;  ///< territories with a known date of signature
};

/// Whether a scenario is the reference with no more than 1 EUR a year for chosen members from the start of the policies
/// on, where the reference pays no such bonus: by what it does, whatever its name.
[[nodiscard]] bool is_placebo_of(Scenario const& reference, Scenario const& scenario);

/// Whether two entries say the same, wherever they were written.
[[nodiscard]] bool say_the_same(LeverEntry const&, LeverEntry const&);

/// Whether a target includes this territory.
[[nodiscard]] bool concerns(Target const& target, Territory const& territory);

/// Values of a lever in the first `months` months: the default, then every entry whose target holds, in order, with
/// ramps.
[[nodiscard]] std::vector<double> lever_path(Scenario const&, int lever, int months, int profession, Territory const&);

/// Value of a lever in a month, which is not negative.
[[nodiscard]] double lever_value(Scenario const&, int lever, int month, int profession, Territory const&);

}  // namespace cptsim
