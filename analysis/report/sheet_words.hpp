// The words of the sheets of a workbook, by the names that tables have (analysis/report/summary_tables.cpp).
#pragma once
#include <array>
#include <string_view>

#include "sim/base/language.hpp"

namespace cptsim {

/// A column of `summary_tables`, and its heading.
struct SheetHeading {
    std::string_view name;
    Text words;
};

inline constexpr std::array<SheetHeading, 55> kSheetHeadings = {{
    {"indicator", {"indicator", "indicateur"}},
    {"scenario", {"scenario", "scénario"}},
    {"month", {"month", "mois"}},
    {"observable", {"observable", "observable"}},
    {"profession", {"profession", "profession"}},
    {"kind", {"kind of place", "type de lieu"}},
    {"place", {"place", "lieu"}},
    {"territory", {"territory", "territoire"}},
    {"part", {"part of the effect", "part de l'effet"}},
    {"parameter", {"parameter", "paramètre"}},
    {"reference", {"mean of the reference", "moyenne de la référence"}},
    {"reference_q05", {"reference: 5 % of runs lie below", "référence : 5 % des simulations sont en dessous"}},
    {"reference_q95", {"reference: 95 % of runs lie below", "référence : 95 % des simulations sont en dessous"}},
    {"level", {"mean with the policy", "moyenne avec la politique"}},
    {"level_q05",
     {"with the policy: 5 % of runs lie below", "avec la politique : 5 % des simulations sont en dessous"}},
    {"level_q95",
     {"with the policy: 95 % of runs lie below", "avec la politique : 95 % des simulations sont en dessous"}},
    {"mean", {"mean", "moyenne"}},
    {"error", {"precision of the mean (±, 90 %)", "précision de la moyenne (±, 90 %)"}},
    {"q05", {"5 % of runs lie below", "5 % des simulations sont en dessous"}},
    {"q25", {"25 % of runs lie below", "25 % des simulations sont en dessous"}},
    {"q50", {"median", "médiane"}},
    {"q75", {"75 % of runs lie below", "75 % des simulations sont en dessous"}},
    {"q95", {"95 % of runs lie below", "95 % des simulations sont en dessous"}},
    {"replicates", {"runs", "simulations"}},
    {"positive", {"runs with a rise", "simulations en hausse"}},
    {"tied", {"runs without any effect", "simulations sans aucun effet"}},
    {"prior_replicates", {"runs before any data", "simulations non calées"}},
    {"prior_positive", {"of these, with a rise", "dont en hausse"}},
    {"sign_assumed", {"sign imposed by the model", "sens imposé par le modèle"}},
    {"assumption_driven", {"rests on assumptions", "repose surtout sur nos hypothèses"}},
    {"from", {"from", "de"}},
    {"to", {"to", "à"}},
    {"correlation", {"rank correlation", "corrélation des rangs"}},
    {"threshold", {"not significant below", "non significatif en dessous de"}},
    {"stands_out", {"significant", "significatif"}},
    {"value", {"value", "valeur"}},
    {"definition_error", {"error of definition (±, one sd)", "incertitude de définition (± un écart-type)"}},
    {"kept_out", {"kept for verification", "réservé à la vérification"}},
    {"source", {"source", "source"}},
    {"entry_year", {"year of joining", "année d'adhésion"}},
    {"years", {"years since joining", "années depuis l'adhésion"}},
    {"still_members", {"still members (%)", "encore adhérents (%)"}},
    {"standard_error", {"standard error", "erreur type"}},
    {"at_risk", {"members at risk", "adhérents suivis"}},
    {"placebo_mean", {"mean of the placebo", "moyenne du placebo"}},
    {"placebo_error", {"precision of that mean (±, 90 %)", "précision de cette moyenne (±, 90 %)"}},
    {"unit", {"unit", "unité"}},
    {"point", {"point", "point"}},
    {"factor", {"factor", "facteur"}},
    {"outcome", {"outcome", "résultat"}},
    {"year", {"year", "année"}},
    {"payer", {"payer", "payeur"}},
    {"policy", {"policy", "politique"}},
    {"reading", {"what is said of it", "ce qu'on en dit"}},
    {"rests_on", {"where the sign comes from", "d'où vient le sens"}},
}};

/// A table of `summary_tables`: its sheet's name, and what it shows.
struct ShownTable {
    std::string_view table;
    Text name, says;
};

inline constexpr std::array<ShownTable, 14> kShownTables = {{
    {"effects",
     {"Effects", "Effets"},
     {"Difference of each scenario from the reference, run by run, in the Decembers of the table.",
      "Écart de chaque scénario à la situation de référence, simulation par simulation, aux mois de décembre du "
      "tableau."}},
    {"budget",
     {"Budget", "Budget"},
     {"Public money, M€ in the year: what each payer pays in the reference, and what each scenario adds to it.",
      "Argent public, en M€ dans l'année : ce que paie chaque payeur dans la référence, et ce que chaque scénario y "
      "ajoute."}},
    {"who_changed",
     {"In and out", "Entrées et sorties"},
     {"Who enters and who leaves because of the policy, in persons; the placebo shows what is coincidence.",
      "Qui entre et qui sort du fait de la politique, en personnes ; le placebo montre ce qui est coïncidence."}},
    {"by_month",
     {"By month", "Par mois"},
     {"Each scenario month by month: median and intervals over runs.",
      "Chaque scénario mois par mois : médiane et intervalles sur les simulations."}},
    {"history",
     {"History", "Historique"},
     {"The years that were observed, as the model simulates them.",
      "Les années observées, telles que le modèle les simule."}},
    {"observed",
     {"Observed", "Observé"},
     {"Published counts that the history is compared with.", "Chiffres publiés auxquels l'historique est comparé."}},
    {"survival",
     {"Length of membership", "Durée d'adhésion"},
     {"Share of members who still are, by years since they joined.",
      "Part des adhérents qui le sont encore, selon les années depuis l'adhésion."}},
    {"by_profession",
     {"By profession", "Par profession"},
     {"The same differences by profession.", "Les mêmes écarts par profession."}},
    {"by_place",
     {"By kind of place", "Par type de lieu"},
     {"The same differences by size, milieu and zone.", "Les mêmes écarts par taille, milieu et zone."}},
    {"by_territory",
     {"By territory", "Par territoire"},
     {"The same differences in each territory.", "Les mêmes écarts dans chaque territoire."}},
    {"territory_years",
     {"Territories by year", "Territoires par année"},
     {"Active members per 100 eligible in each territory.", "Membres actifs pour 100 éligibles, par territoire."}},
    {"distribution",
     {"Distribution", "Distribution"},
     {"How many runs have a difference of which size.", "Nombre de simulations selon la taille de l'écart."}},
    {"split",
     {"Parts of hours", "Décomposition des heures"},
     {"What the effect on hours is made of.", "Décomposition de l'effet sur les heures."}},
    {"drivers",
     {"Assumptions", "Hypothèses"},
     {"Which parameters the differences go with, over runs.",
      "Quels paramètres accompagnent les écarts, sur les simulations."}},
}};

}  // namespace cptsim
