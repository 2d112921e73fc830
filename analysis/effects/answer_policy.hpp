// A policy as sentences see it: its kind, and the quantities that show it.
#pragma once
#include <functional>
#include <map>
#include <vector>

#include "analysis/effects/answer_cells.hpp"

namespace cptsim {

/// What a policy does, in the order of the sentences.
enum class PolicyKind {
    most_active,
    more_active,
    less_active,
    opposed_activity,  ///< more members active, fewer hours, or the reverse
    fills_lists,
    more_volunteers,
    fewer_volunteers,
    empties_lists,
    other,          ///< a clear effect, but neither on activity nor on membership
    cost_only,      ///< on public money alone
    open_sign,      ///< means that stand clear of their error, and no clear sign
    nothing_known,  ///< no mean stands clear of its error
    small,          ///< all within kSmall of the levels
    no_difference,  ///< in any simulation
    mixed           ///< of several kinds of which none has an effect on activity, where each cannot have its own
};

/// "at most a small effect"; what is said of activity depends on what moves.
[[nodiscard]] Text claim_of(PolicyKind);

/// A policy at its own date.
class PolicyEffects {
  public:
    PolicyEffects(Summary const&, Summary const* prior, AnswerRow const&);

    [[nodiscard]] AnswerRow const& row() const { return *row_; }
    [[nodiscard]] int date() const { return date_; }  ///< a row of Summary::dates
    /// Its own, never `most_active` or `mixed`, which depend on the others.
    [[nodiscard]] PolicyKind kind() const { return kind_; }
    [[nodiscard]] SaidEffect const& said(SaidQuantity const& q) const { return said_.at(q.indicator); }
    [[nodiscard]] Effect const& on(SaidQuantity const& q) const { return said(q).effect; }
    [[nodiscard]] Reading reading(SaidQuantity const& q) const { return said(q).reading; }
    [[nodiscard]] bool is_clear(SaidQuantity const& q) const { return cptsim::is_clear(reading(q)); }
    [[nodiscard]] Confidence confidence(SaidQuantity const&) const;
    /// What shows its kind, the claim's first; money and care only where they are clear or are the claim, money beside
    /// a claim on activity also where it is likely.
    [[nodiscard]] std::vector<SaidQuantity const*> quantities() const;
    /// Its effect on one quantity in words; money in the unit of the table, with what the author says of it.
    [[nodiscard]] std::string say(SaidQuantity const&, Language) const;

  private:
    [[nodiscard]] PolicyKind find_kind() const;

    Summary const* s_;
    Summary const* prior_;
    AnswerRow const* row_;
    int date_;
    std::map<int, SaidEffect> said_;  ///< by indicator
    PolicyKind kind_;
};

/// Behind what the model had put in before any data.
inline constexpr Text kAsAssumed = {", by construction of the model", ", par construction du modèle"};

/// Those that move active members most come first.
void largest_first(std::vector<PolicyEffects const*>&);

inline constexpr std::size_t kMostNamed = 4;  ///< policies by name
/// Each policy by `name`; of more than kMostNamed the first, and "3 more".
[[nodiscard]] std::vector<std::string> named(std::vector<PolicyEffects const*> const& members,
                                             std::function<std::string(PolicyEffects const&)> const& name, Language);

}  // namespace cptsim
