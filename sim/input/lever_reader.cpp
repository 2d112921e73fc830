// The dated entries of [levers.NAME].
#include <fmt/format.h>

#include <algorithm>

#include "sim/base/calendar.hpp"
#include "sim/base/text.hpp"
#include "sim/input/scenario_reader.hpp"
#include "sim/model/fields.hpp"
#include "sim/model/names.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

std::vector<std::string> const kEntryKeys = {"value",   "by_profession", "ramp",    "professions", "sizes",
                                             "milieux", "zones",         "regions", "territories"};
std::vector<std::string> const kProfessionList(kProfessionNames.begin(), kProfessionNames.end());
std::vector<std::string> const kMilieuList(kMilieuNames.begin(), kMilieuNames.end());
std::vector<std::string> const kZoneList(kZoneNames.begin(), kZoneNames.end());
constexpr int kMaxRamp = 240;

std::vector<std::string> lever_names()
{
    std::vector<std::string> names;
    for (auto const& field : lever_fields()) names.push_back(field.name);
    return names;
}

/// One entry: whom it concerns, what it says, how fast.
class EntryReader {
  public:
    EntryReader(TomlReader& reader, int lever, std::string path)
        : reader_(reader), field_(lever_fields()[static_cast<std::size_t>(lever)]), path_(std::move(path))
    {
        entry_.lever = lever;
    }

    LeverEntry read(TomlNode const& node)
    {
        if (node.is(Kind::table))
            read_table(node);
        else if (auto const value = read_value(node, path_))
            entry_.value.fill(*value);
        for (std::size_t p = 0; p < kProfessions; ++p)
            if ((entry_.target.professions >> p & 1U) == 0) entry_.value[p] = 0;  // one way to say each thing
        return entry_;
    }

  private:
    void read_table(TomlNode const& node)
    {
        bool const has_value = node.table.count("value") > 0, has_several = node.table.count("by_profession") > 0;
        if (!has_value && !has_several)
            reader_.note(node.key_place, path_ + Text{" has no value (an entry needs value or by_profession)",
                                                      " n'a pas de valeur (il faut value ou by_profession)"});
        if (has_value && has_several)
            reader_.note(node.key_place, path_ + Text{" has both value and by_profession (must have one of them)",
                                                      " a value et by_profession (il faut l'un des deux)"});
        if (has_several && node.table.count("professions") > 0)
            reader_.note(node.key_place,
                         path_ + Text{" has both professions and by_profession (the second already says whom)",
                                      " a professions et by_profession (la seconde dit déjà qui)"});
        for (auto const& [key, part] : node.table) {
            if (key == "value") {
                if (auto const value = read_value(part, path_ + ".value")) entry_.value.fill(*value);
            } else {
                read_part(key, part);
            }
        }
    }

    void read_part(std::string const& key, TomlNode const& part)
    {
        bool const selects = key == "sizes" || key == "milieux" || key == "zones" || key == "territories";
        if (entry_.lever == lever::budget && selects) {
            reader_.note(part.key_place,
                         both({"{} cannot have {} (a ceiling is that of the nation, or of each of its regions)",
                               "{} ne peut pas avoir {} (un plafond est celui du pays, ou de chacune de ses régions)"},
                              field_.name, key));
        } else if (key == "by_profession") {
            read_by_profession(part);
        } else if (key == "ramp") {
            if (!field_.words.empty())
                reader_.note(part.key_place, both({"{} cannot have a ramp (it is a choice between words)",
                                                   "{} ne peut pas avoir de ramp (c'est un choix entre des mots)"},
                                                  field_.name));
            else if (entry_.lever == lever::budget)
                reader_.note(part.key_place,
                             both({"{} cannot have a ramp (it would begin where there is no ceiling)",
                                   "{} ne peut pas avoir de ramp (elle partirait d'une absence de plafond)"},
                                  field_.name));
            else if (auto const ramp = reader_.whole(part, path_ + ".ramp", {0, kMaxRamp, "month"}))
                entry_.ramp = *ramp;
        } else if (key == "professions") {
            if (!allows_professions(part)) return;
            entry_.target.professions = 0;
            for (auto const& word : read_list(part, key, "profession", &kProfessionList)) add_profession(word);
        } else if (key == "sizes") {
            read_sizes(part);
        } else if (key == "milieux") {
            entry_.target.milieux = read_list(part, key, "milieu", &kMilieuList);
        } else if (key == "zones") {
            entry_.target.zones = read_list(part, key, "zone", &kZoneList);
        } else if (key == "regions") {
            entry_.target.regions = read_list(part, key, "region", nullptr);
        } else if (key == "territories") {
            entry_.target.territories = read_list(part, key, "territory", nullptr);
        } else {
            reader_.note_unknown(part.key_place, Text{"key", "clé inconnue"}, key,
                                 Text{"an entry has ", "une valeur datée a "} + join(kEntryKeys), kEntryKeys);
        }
    }

    std::optional<double> read_value(TomlNode const& node, std::string const& path)
    {
        if (field_.words.empty()) return reader_.number(node, path, {field_.min, field_.max, field_.unit});
        if (!node.is(Kind::text)) {
            reader_.note(node.place, both({"{} is {} (must be one of {})", "{} est {} (au choix : {})"}, path,
                                          node.kind_name(), join(field_.words)));
            return {};
        }
        auto const word = std::find(field_.words.begin(), field_.words.end(), node.text);
        if (word == field_.words.end()) {
            reader_.note_unknown(node.place, Text{"word", "mot inconnu"}, node.text,
                                 field_.name + Text{" is one of ", " : au choix "} + join(field_.words), field_.words);
            return {};
        }
        return static_cast<double>(word - field_.words.begin());
    }

    bool allows_professions(TomlNode const& node)
    {
        if (!field_.by_profession)
            reader_.note(node.key_place,
                         both({"{} cannot be given by profession (it is the same for all of them)",
                               "{} ne peut pas varier selon la profession (il est le même pour toutes)"},
                              field_.name));
        return field_.by_profession;
    }

    void read_by_profession(TomlNode const& node)
    {
        if (!allows_professions(node) || !reader_.is_table(node, path_ + ".by_profession")) return;
        auto const other = node.table.find("other");
        entry_.target.professions = other == node.table.end() ? 0 : 0xFF;
        if (node.table.empty())
            reader_.note(node.place, path_ + Text{".by_profession is empty (it would concern no one)",
                                                  ".by_profession est vide (cela ne concernerait personne)"});
        if (other != node.table.end())
            if (auto const value = read_value(other->second, path_ + ".by_profession.other")) entry_.value.fill(*value);
        for (auto const& [key, number] : node.table) {
            if (key == "other") continue;
            auto const value = read_value(number, path_ + ".by_profession." + key);
            int const profession = profession_row(key, number.key_place);
            if (profession < 0) continue;
            entry_.target.professions |= 1U << profession;
            entry_.value[static_cast<std::size_t>(profession)] = value.value_or(0);
        }
    }

    int profession_row(std::string const& word, Place const& place)
    {
        auto const found = std::find(kProfessionList.begin(), kProfessionList.end(), word);
        if (found != kProfessionList.end()) return static_cast<int>(found - kProfessionList.begin());
        reader_.note_unknown(place, Text{"profession", "profession inconnue"}, word,
                             Text{"professions are ", "les professions sont "} + join(kProfessionList),
                             kProfessionList);
        return -1;
    }

    void add_profession(std::string const& word)
    {
        auto const found = std::find(kProfessionList.begin(), kProfessionList.end(), word);
        entry_.target.professions |= 1U << (found - kProfessionList.begin());
    }

    void read_sizes(TomlNode const& node)
    {
        if (!is_filled_list(node, "sizes")) return;
        for (auto const& item : node.items)
            if (auto const size = reader_.whole(item, path_ + ".sizes", {1, 4, ""}))
                entry_.target.size_classes.push_back(*size);
        make_set(entry_.target.size_classes);
    }

    bool is_filled_list(TomlNode const& node, std::string const& key)
    {
        auto const path = path_ + '.' + key;
        if (!node.is(Kind::list)) {
            reader_.note(node.place,
                         both({"{} is {} (must be a list)", "{} est {} (il faut une liste)"}, path, node.kind_name()));
            return false;
        }
        if (node.items.empty())
            reader_.note(node.place,
                         path + Text{" is empty (it would concern no one) leave it out for everyone?",
                                     " est vide (cela ne concernerait personne) l'ôter pour viser tout le monde ?"});
        return !node.items.empty();
    }

    /// Words of a list, those of `known` where it is given.
    std::vector<std::string> read_list(TomlNode const& node, std::string const& key, std::string const& what,
                                       std::vector<std::string> const* known)
    {
        std::vector<std::string> words;
        if (!is_filled_list(node, key)) return words;
        for (auto const& item : node.items) {
            auto const word = reader_.text(item, path_ + '.' + key);
            if (!word) continue;
            if (known && std::find(known->begin(), known->end(), *word) == known->end())
                reader_.note_unknown(item.place, what, *word, key + Text{" are ", " : "} + join(*known), *known);
            else
                words.push_back(*word);
        }
        make_set(words);
        return words;
    }

    template <class T>
    static void make_set(std::vector<T>& list)
    {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }

    TomlReader& reader_;
    LeverField const& field_;
    std::string path_;
    LeverEntry entry_;
};

void read_entry(TomlNode const& node, int lever, std::string const& written, TomlReader& reader, Scenario& scenario)
{
    auto const path = fmt::format("levers.{}.{}", lever_fields()[static_cast<std::size_t>(lever)].name, written);
    auto entry = EntryReader(reader, lever, path).read(node);
    auto const month = reader.month(written, node.key_place);
    if (!month) return;
    entry.month = *month;
    entry.where = node.key_place.line == 0
                      ? node.key_place.file
                      : fmt::format("{}:{}:{}", node.key_place.file, node.key_place.line, node.key_place.column);
    if (*month > scenario.end_month)
        reader.note(node.key_place,
                    both({"{} lies after the end (time.end is {})", "{} vient après la fin (time.end est {})"}, path,
                         month_name(scenario.end_month)));
    if (node.overlay && *month < scenario.policy_month)
        reader.note(node.key_place, both({"{} is a policy before the start (time.policy_start is {}: a scenario that "
                                          "extends another leaves the months before as they are)",
                                          "{} est une politique d'avant le début (time.policy_start est {} : un "
                                          "scénario qui en étend un autre laisse les mois d'avant tels quels)"},
                                         path, month_name(scenario.policy_month)));
    scenario.levers.push_back(std::move(entry));
}

}  // namespace

void interpret_levers(TomlNode const& levers, TomlReader& reader, Scenario& scenario)
{
    for (auto const& [name, dated] : levers.table) {
        int const lever = lever_index(name);
        if (lever < 0) {
            reader.note_unknown(dated.key_place, Text{"key", "clé inconnue"}, name,
                                {"no lever has this name", "aucun levier n'a ce nom"}, lever_names(),
                                {"see cptsim parameters", "voir cptsim parameters"});
        } else if (!dated.is(Kind::table)) {
            reader.note(dated.place, both({"levers.{} is {} (must be dated) did you mean levers.{}.2024-01?",
                                           "levers.{} est {} (il faut une date) vouliez-vous dire levers.{}.2024-01 ?"},
                                          name, dated.kind_name(), name));
        } else {
            for (auto const& [month, node] : dated.table) read_entry(node, lever, month, reader, scenario);
        }
    }
    std::sort(scenario.levers.begin(), scenario.levers.end(),
              [](auto const& a, auto const& b) { return a.month != b.month ? a.month < b.month : a.lever < b.lever; });
}

}  // namespace cptsim
