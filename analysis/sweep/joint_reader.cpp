#include "analysis/sweep/joint_reader.hpp"

#include <algorithm>

#include "sim/base/language.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

using Kind = TomlNode::Kind;

SweepFactor const* find(Study const& study, std::string const& path)
{
    auto const found =
        std::find_if(study.factors.begin(), study.factors.end(), [&](auto const& one) { return one.path == path; });
    return found == study.factors.end() ? nullptr : &*found;
}

/// A factor that [design] names; noted where there is none.
SweepFactor const* named(Study const& study, std::string const& path, Place const& place, TomlReader& reader)
{
    auto const* const factor = find(study, path);
    if (factor) return factor;
    std::vector<std::string> paths;
    for (auto const& one : study.factors) paths.push_back(one.path);
    reader.note_unknown(place, Text{"factor", "facteur inconnu"}, path,
                        Text{"[factors] has ", "[factors] a "} + join(paths), paths);
    return nullptr;
}

void check_groups(Study const& study, TomlReader& reader)
{
    std::vector<std::string> seen;
    for (auto const& group : study.design.groups)
        for (auto const& path : group) {
            auto const* const factor = named(study, path, study.design.place, reader);
            if (std::find(seen.begin(), seen.end(), path) != seen.end())
                reader.note(study.design.place,
                            both({"{} stands in the groups twice", "{} est deux fois dans les groupes"}, path));
            seen.push_back(path);
            auto const* const first = find(study, group.front());
            if (factor && first && factor->values.size() != first->values.size())
                reader.note(study.design.place, both({"{} and {} have not as many levels (a group shares its quantile) "
                                                      "both continuous, or as many values?",
                                                      "{} et {} n'ont pas autant de niveaux (un groupe partage son "
                                                      "quantile) tous deux continus, ou autant de valeurs ?"},
                                                     group.front(), path));
        }
}

void check_correlations(Study const& study, TomlReader& reader)
{
    auto const& method = study.design.method;
    if (study.design.correlations.empty()) return;
    if (method != "latin_hypercube" && method != "sobol")
        reader.note(study.design.place,
                    both({"correlations are for the methods latin_hypercube and sobol (the points of \"{}\" vary "
                          "factors independently) one of these?",
                          "les corrélations sont pour les méthodes latin_hypercube et sobol (les points de \"{}\" font "
                          "varier les facteurs indépendamment) une de celles-ci ?"},
                         method));
    for (auto const& one : study.design.correlations)
        for (auto const& path : {one.one, one.other}) {
            auto const* const factor = named(study, path, one.place, reader);
            if (factor && !factor->continuous())
                reader.note(one.place, both({"{} has levels (correlations are of continuous factors)",
                                             "{} a des niveaux (les corrélations sont entre facteurs continus)"},
                                            path));
        }
}

void check_tipping(Study const& study, TomlReader& reader)
{
    auto const& design = study.design;
    auto const& at = design.place;
    auto const& tipping = design.tipping;
    if (design.method != "tipping") {
        if (!tipping.dose.empty() || !tipping.outcome.empty())
            reader.note(at, {"dose, outcome, month, threshold and effect are for the method \"tipping\"",
                             "dose, outcome, month, threshold et effect sont pour la méthode \"tipping\""});
        return;
    }
    if (tipping.dose.empty() || tipping.outcome.empty())
        reader.note(at, {"a tipping point has a dose and an outcome (design.dose, design.outcome must be given)",
                         "un point de bascule a une dose et un résultat (il faut design.dose et design.outcome)"});
    auto const* const dose = tipping.dose.empty() ? nullptr : named(study, tipping.dose, at, reader);
    if (dose && !dose->continuous() && dose->values.size() < 3)
        reader.note(at, {"the dose of a tipping point has a distribution, or three values at least",
                         "la dose d'un point de bascule a une loi, ou trois valeurs au moins"});
    if (design.levels == 1 || design.levels == 2)
        reader.note(at, {"design.levels is how many doses are tried (3 at least)",
                         "design.levels est le nombre de doses essayées (3 au moins)"});
    for (auto const& factor : study.factors)
        if (factor.path != tipping.dose && factor.continuous())
            reader.note(at, both({"{} is continuous (beside the dose, factors of a tipping point have values)",
                                  "{} est continu (hors la dose, les facteurs d'un point de bascule ont des valeurs)"},
                                 factor.path));
    if (tipping.effect && study.scenarios.size() < 2)
        reader.note(at, {"design.effect compares scenarios (the study has one)",
                         "design.effect compare des scénarios (l'étude en a un)"});
}

}  // namespace

void read_groups(TomlNode const& node, StudyDesign& design, TomlReader& reader)
{
    if (!node.is(Kind::list))
        return reader.note(node.place, {"design.groups must be a list of lists of factors",
                                        "design.groups doit être une liste de listes de facteurs"});
    for (auto const& item : node.items) {
        auto group = reader.texts(item, "design.groups");
        if (group.size() < 2)
            reader.note(item.place, {"a group has two factors or more", "un groupe a deux facteurs ou plus"});
        else
            design.groups.push_back(std::move(group));
    }
}

void read_correlations(TomlNode const& node, StudyDesign& design, TomlReader& reader)
{
    constexpr Text form = {"design.correlations must be a list of [factor, factor, number from -0.99 to 0.99]",
                           "design.correlations doit être une liste de [facteur, facteur, nombre de -0.99 à 0.99]"};
    if (!node.is(Kind::list)) return reader.note(node.place, form);
    for (auto const& item : node.items) {
        if (!item.is(Kind::list) || item.items.size() != 3) {
            reader.note(item.place, form);
            continue;
        }
        auto const one = reader.text(item.items[0], "design.correlations");
        auto const other = reader.text(item.items[1], "design.correlations");
        auto const value = reader.number(item.items[2], "design.correlations", {-0.99, 0.99, ""});
        if (one && other && *one == *other)
            reader.note(item.place, both({"{} is correlated with itself", "{} est corrélé à lui-même"}, *one));
        else if (one && other && value)
            design.correlations.push_back({*one, *other, *value, item.place});
    }
}

bool reads_tipping(std::string const& key, TomlNode const& node, StudyDesign& design, TomlReader& reader)
{
    auto const path = "design." + key;
    auto& tipping = design.tipping;
    if (key == "dose") {
        tipping.dose = reader.text(node, path).value_or("");
    } else if (key == "outcome") {
        tipping.outcome = reader.text(node, path).value_or("");
    } else if (key == "month") {
        tipping.month = reader.text(node, path).value_or("");
    } else if (key == "threshold") {
        tipping.threshold = reader.number(node, path, {-1e12, 1e12, ""}).value_or(0);
    } else if (key == "effect") {
        if (!node.is(Kind::truth))
            reader.note(node.place, path + Text{" must be true or false", " : il faut true ou false"});
        tipping.effect = node.truth;
    } else {
        return false;
    }
    return true;
}

void check_joint(Study const& study, TomlReader& reader)
{
    check_groups(study, reader);
    check_correlations(study, reader);
    check_tipping(study, reader);
}

}  // namespace cptsim
