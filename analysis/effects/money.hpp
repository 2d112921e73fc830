// Public money by payer and year, and what a sum would buy: the budget of a launch. docs/guide.md, "Reading the answer"
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analysis/effects/effects.hpp"

namespace cptsim {

/// What public cost is the sum of, by who pays.
enum Payer { kPayAci, kPayMembers, kPayFir, kPayGrants, kPaySupport, kPayReturned, kPayers };
struct PayerField {
    char const* id;
    Text title;  ///< what is paid
    Text payer;  ///< who pays
};
[[nodiscard]] std::array<PayerField, kPayers> const& payers();

/// Cells of a run in Summary::money: [year, payer].
[[nodiscard]] std::size_t money_cells(Plan const&);
/// Those of a run, M EUR: each year's twelve months.
[[nodiscard]] std::vector<double> money_of(Plan const&, Observation const&);

/// Paid in the years `first` to `last` (0: kFirstYear) together, by one payer or, for kPayers, by all: of a scenario in
/// each replicate that it has finished, M EUR.
[[nodiscard]] std::vector<ReplicateValue> paid(Summary const&, int scenario, int first, int last, int payer);
/// What a scenario changes of it, over the replicates that it shares with the reference.
[[nodiscard]] std::vector<ReplicateValue> paid_beyond_reference(Summary const&, int scenario, int first, int last,
                                                                int payer);

/// A row of the budget.
struct BudgetRow {
    int scenario = 0;
    int first = 0, last = 0;               ///< years that the cumulated sum is over, from 0
    std::array<Effect, kPayers> by_payer;  ///< in the year `last`
    Effect total;                          ///< the same
    Effect cumulated;
    std::vector<Effect> yearly;  ///< total of each year from `first` to `last`
};
/// Levels for the reference, differences from it for others, up to the December `date`. The reference is summed from
/// the year in which the first policy starts.
[[nodiscard]] BudgetRow budget_row(Summary const&, int scenario, int date);

/// Runs with one dose of a measure: what they cost more and what they bring more, replicate by replicate.
struct Dose {
    std::string name;
    std::vector<ReplicateValue> cost;  ///< M EUR a year more
    std::vector<ReplicateValue> gain;
};
/// Why nothing is said about a sum.
enum class NoPurchase {
    one_dose,  ///< a line needs two points
    beyond,    ///< the sum lies outside what the doses cost
    not_told,  ///< two doses on either side of it do not differ clearly in cost
    too_few,   ///< too few simulations
};
struct Purchase {
    std::optional<Effect> gain;
    NoPurchase why = NoPurchase::one_dose;
    std::string below, above;  ///< the doses between which it was taken
    Interval span;             ///< mean costs of the cheapest and of the dearest dose, M EUR a year
};
/// What `spending` a year more would bring: between the two doses whose mean costs lie around it, in each replicate on
/// the line between them. No dose is assumed that was not run; the reference is none.
[[nodiscard]] Purchase purchase(std::vector<Dose> doses, double spending);

/// Scenarios of a plan that set the same levers in the same months for the same people, to other amounts: doses of one
/// measure. Only groups of two and more; a choice between words is no amount.
[[nodiscard]] std::vector<std::vector<int>> doses_of(Plan const&);

}  // namespace cptsim
