#include "sim/input/named_files.hpp"

#include "sim/base/text.hpp"
#include "sim/input/population_cut.hpp"
#include "sim/input/territory_file.hpp"

namespace cptsim {

/// A file beside the one that names it, or the name as it is.
std::string NamedFiles::beside(std::string const& name, std::vector<std::string> const& endings) const
{
    auto const found = find_file(name, {folder_}, endings);
    return found.empty() ? name : found;
}

/// Whether a file may be read; noted where not.
bool NamedFiles::is_inside(std::string const& found, Words const& what, Place const& place)
{
    try {
        if (!first_file({found}).empty()) fence_.require_inside(found, what, place);
    } catch (InputError const& error) {
        reader_.take(error);
        return false;
    }
    return true;
}

std::string NamedFiles::population(TomlNode const& node)
{
    try {
        auto const written = reader_.text(node, "population").value_or("");
        auto population = parse_population(written);
        population.table = beside(population.table);
        auto const text = population_text(population);
        static_cast<void>(is_inside(territories_file(text, folder_),
                                    both({"population \"{}\"", "population « {} »"}, written), node.place));
        return text;
    } catch (InputError const& error) {
        reader_.note(node.place, error.problems().front().text);
        return "";
    }
}

std::string NamedFiles::scenario(std::string const& name, Place const& place)
{
    if (name.empty())
        reader_.note(place, {"the name of a scenario is empty (must name a file)",
                             "le nom d'un scénario est vide (il faut un nom de fichier)"});
    auto const found = beside(name, {"", ".toml"});
    return is_inside(found, both({"scenario \"{}\"", "scenario « {} »"}, name), place) ? found : "";
}

std::string NamedFiles::file(TomlNode const& node, std::string const& key, bool words)
{
    auto const name = reader_.text(node, key).value_or("");
    if (name.empty() && node.is(TomlNode::Kind::text))
        reader_.note(node.place,
                     both({"{} is empty (must name a file)", "{} est vide (il faut un nom de fichier)"}, key));
    if (words && (name == "posterior" || name == "prior" || name == "defaults")) return name;
    auto const found = beside(name);
    return is_inside(found, both({"{} \"{}\"", "{} « {} »"}, key, name), node.place) ? found : "";
}

}  // namespace cptsim
