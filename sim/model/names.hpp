// How people call the words of the model and of the table of territories, in both languages.
#pragma once
#include <array>

#include "sim/base/language.hpp"
#include "sim/model/vocabulary.hpp"

namespace cptsim {

/// In few words, and in more where those may not be understood.
struct Name {
    Text brief;
    Text full = brief;
};

/// Plurals, in the order of kProfessionNames.
inline constexpr std::array<Name, kProfessions> kProfessionWords = {{
    {{"GPs", "généralistes"}, {"general practitioners", "médecins généralistes"}},
    {{"specialists", "spécialistes"}, {"specialists", "médecins spécialistes"}},
    {{"nurses", "infirmiers"}},
    {{"physiotherapists", "kinésithérapeutes"}},
    {{"pharmacists", "pharmaciens"}},
    {{"midwives", "sages-femmes"}},
    {{"dentists", "dentistes"}, {"dentists", "chirurgiens-dentistes"}},
    {{"speech therapists", "orthophonistes"}},
}};

/// In the order of kRoleNames.
inline constexpr std::array<Text, kRoles> kRoleWords = {{{"outside", "hors CPTS"},
                                                         {"opposed", "opposé"},
                                                         {"attached by law", "rattaché par la loi"},
                                                         {"passive member", "membre passif"},
                                                         {"active member", "membre actif"},
                                                         {"on the board", "au bureau"},
                                                         {"on leave from it", "en retrait temporaire"},
                                                         {"surgery vacant", "place vacante"}}};

/// Milieux of territories, as their table has them.
inline constexpr std::array kMilieuNames = {"rural", "urban", "mixed"};
inline constexpr std::array<Name, kMilieuNames.size()> kMilieuWords = {
    {{{"rural", "rural"}}, {{"urban", "urbain"}}, {{"mixed", "mixte"}}}};

/// Zones by the supply of physicians.
inline constexpr std::array kZoneNames = {"ZIP", "ZAC", "other"};
inline constexpr std::array<Name, kZoneNames.size()> kZoneWords = {
    {{{"ZIP", "ZIP"}, {"ZIP (priority)", "ZIP (intervention prioritaire)"}},
     {{"ZAC", "ZAC"}, {"ZAC (additional action)", "ZAC (action complémentaire)"}},
     {{"other", "autre"}}}};

}  // namespace cptsim
