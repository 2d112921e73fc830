// Reads the file of planned data.
#include <algorithm>
#include <map>

#include "analysis/decision/planned_data.hpp"
#include "sim/base/text.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/model/vocabulary.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

constexpr std::size_t kMostCollections = 20;
constexpr double kMostPersons = 1e6, kMostCpts = 1e4, kMostMonths = 240;

/// What is asked of CPTS: that a sample of them can tell.
std::vector<std::string> const kByCpts = {"dormant_share", "paid_hours_per_signed", "active_per_member"};

std::vector<std::string> quantity_names()
{
    std::vector<std::string> names;
    for (auto const& quantity : quantities()) names.emplace_back(quantity.name);
    return names;
}

class DataReader {
  public:
    explicit DataReader(std::string file) : file_(std::move(file)) {}

    std::vector<PlannedData> read()
    {
        auto const root = parse_toml(read_text(file_, TomlLimits{}.bytes), file_);
        for (auto const& [key, node] : root.table) {
            if (key == "data")
                read_list(node);
            else if (key == "title")
                reader_.languages(node, key, title_en_, title_fr_);
            else
                reader_.note_unknown(node.key_place, Text{"key", "clé inconnue"}, key,
                                     Text{"planned data have a title, and [[data]] for each collection",
                                          "des données prévues ont un titre, et [[data]] pour chaque recueil"},
                                     {"data", "title"});
        }
        if (!root.table.contains("data"))
            reader_.note({file_, 1, 1}, {"plans no data (must have [[data]] once at least)",
                                         "ne prévoit pas de données (il faut [[data]] au moins une fois)"});
        reader_.throw_if_any({file_});
        return std::move(all_);
    }

  private:
    void read_list(TomlNode const& node)
    {
        bool const tables =
            node.is(Kind::list) && !node.items.empty() &&
            std::all_of(node.items.begin(), node.items.end(), [](auto const& item) { return item.is(Kind::table); });
        if (!tables || node.items.size() > kMostCollections) {
            reader_.note(node.place,
                         both({"data must be from 1 to {} tables [[data]]", "data doit être de 1 à {} tables [[data]]"},
                              kMostCollections));
            return;
        }
        for (auto const& item : node.items) read_one(item);
    }

    void read_one(TomlNode const& node)
    {
        static std::vector<std::string> const kKeys = {"name",     "title",   "quantity", "professions",
                                                       "month",    "persons", "cpts",     "definition_error",
                                                       "scenario", "region",  "months"};
        PlannedData one;
        places_.clear();
        for (auto const& [key, value] : node.table) {
            places_[key] = value.key_place;
            auto const whole = [&, &cell = value, &name = key](double most) {
                return reader_.whole(cell, name, {1, most, ""}).value_or(1);
            };
            if (key == "name")
                one.name = reader_.text(value, key).value_or("");
            else if (key == "title")
                reader_.languages(value, key, one.title_en, one.title_fr);
            else if (key == "quantity")
                read_quantity(value, one);
            else if (key == "professions")
                read_professions(value, one);
            else if (key == "month")
                one.month = reader_.month(value, key).value_or(0);
            else if (key == "persons")
                one.persons = whole(kMostPersons);
            else if (key == "cpts")
                one.cpts = whole(kMostCpts);
            else if (key == "months")
                one.months = whole(kMostMonths);
            else if (key == "definition_error")
                one.definition_error = reader_.number(value, key, {0, 1e9, ""}).value_or(0);
            else if (key == "scenario")
                one.scenario = reader_.text(value, key).value_or("");
            else if (key == "region")
                one.region = reader_.text(value, key).value_or("");
            else
                reader_.note_unknown(value.key_place, Text{"key", "clé inconnue"}, key,
                                     Text{"a collection has ", "un recueil a "} + join(kKeys), kKeys);
        }
        check(node.place, one);
        all_.push_back(std::move(one));
    }

    void read_quantity(TomlNode const& node, PlannedData& one)
    {
        auto const name = reader_.text(node, "quantity");
        if (!name) return;
        one.quantity = quantity_of(*name);
        if (one.quantity == nullptr)
            reader_.note_unknown(node.place, Text{"quantity", "grandeur inconnue"}, *name,
                                 Text{"quantities are those of observed patterns, docs/data.md",
                                      "les grandeurs sont celles des régularités observées, docs/data.md"},
                                 quantity_names());
    }

    void read_professions(TomlNode const& node, PlannedData& one)
    {
        static std::vector<std::string> const kNames(kProfessionNames.begin(), kProfessionNames.end());
        one.professions = 0;
        for (auto const& word : reader_.texts(node, "professions")) {
            auto const found = std::find(kNames.begin(), kNames.end(), word);
            if (found == kNames.end())
                reader_.note_unknown(node.place, Text{"profession", "profession inconnue"}, word,
                                     Text{"professions are ", "les professions sont "} + join(kNames), kNames);
            else
                one.professions |= 1U << (found - kNames.begin());
        }
    }

    void refuse(PlannedData const& one, char const* key, Words const& text)
    {
        reader_.note(places_[key], both({"data {}: {}", "données {} : {}"}, one.name, text));
    }

    void check(Place const& place, PlannedData const& one)
    {
        auto const lacks = [&](char const* key) {
            if (!places_.contains(key))
                reader_.note(place, both({"data {}: {} is missing", "données {} : {} manque"}, one.name, key));
        };
        lacks("name");
        lacks("month");
        bool const again =
            std::any_of(all_.begin(), all_.end(), [&](auto const& other) { return other.name == one.name; });
        if (again) refuse(one, "name", Text{"a second collection of this name", "un second recueil de ce nom"});
        if (one.is_pilot()) return check_pilot(one, lacks);
        lacks("quantity");
        if (places_.contains("months"))
            refuse(one, "months",
                   Text{"only a pilot lasts (it has a region)", "seule une expérimentation dure (elle a une région)"});
        if (one.persons > 0 && one.cpts > 0)
            refuse(one, "cpts",
                   Text{"a sample is of persons or of cpts, not of both",
                        "un échantillon est de persons ou de cpts, pas des deux"});
        if (one.cpts > 0 && one.quantity != nullptr &&
            std::find(kByCpts.begin(), kByCpts.end(), one.quantity->name) == kByCpts.end())
            refuse(one, "cpts",
                   both({"{} is not asked of CPTS (these are: {}) persons?",
                         "{} ne se demande pas aux CPTS (celles qui le peuvent : {}) persons ?"},
                        one.quantity->name, join(kByCpts)));
        if (one.persons > 0 && one.quantity != nullptr && one.quantity->scale != ErrorScale::log_odds &&
            one.quantity->scale != ErrorScale::composition)
            refuse(one, "persons",
                   both({"{} is no share of persons (its error is a definition_error)",
                         "{} n'est pas une part de personnes (son erreur est une definition_error)"},
                        one.quantity->name));
    }

    template <class Lacks>
    void check_pilot(PlannedData const& one, Lacks const& lacks)
    {
        lacks("months");
        for (auto const* key : {"quantity", "persons", "cpts", "professions", "definition_error"})
            if (places_.contains(key))
                refuse(one, key,
                       both({"{} is not for a pilot (which counts active members per 100 of all territories)",
                             "{} n'est pas pour une expérimentation (qui compte les membres actifs pour 100 de tous "
                             "les territoires)"},
                            key));
    }

    std::string file_, title_en_, title_fr_;
    TomlReader reader_;
    std::vector<PlannedData> all_;
    std::map<std::string, Place> places_;
};

}  // namespace

std::vector<PlannedData> read_planned_data(std::string const& file)
{
    return DataReader(find_shipped("data", file)).read();
}

}  // namespace cptsim
