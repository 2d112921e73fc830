// What sentences share: names, levels, marks, and what has been said.
#pragma once
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "analysis/effects/answer_policy.hpp"

namespace cptsim {

/// The sentences so far, and those who write the next ones.
class Sentences {
  public:
    Sentences(Summary const& s, std::vector<PolicyEffects> const& policies, Language language)
        : s_(s), policies_(policies), language_(language)
    {
    }

    [[nodiscard]] std::vector<PolicyEffects> const& policies() const { return policies_; }
    [[nodiscard]] bool is_alone() const { return policies_.size() == 1; }
    [[nodiscard]] std::size_t size() const { return all_.size(); }
    [[nodiscard]] std::vector<AnswerSentence> take() { return std::move(all_); }
    [[nodiscard]] Language language() const { return language_; }
    [[nodiscard]] std::string in(Text words) const { return words.in(language_); }
    [[nodiscard]] std::string pause() const { return in({"; ", " ; "}); }
    [[nodiscard]] std::string colon() const { return in({": ", " : "}); }

    /// An effect in words, which belongs to the sentence that is added next.
    [[nodiscard]] std::string say(PolicyEffects const&, SaidQuantity const&);
    [[nodiscard]] bool is_said(PolicyEffects const& policy, SaidQuantity const& q) const
    {
        return said_.count({&policy, &q}) > 0;
    }
    /// Its effect belongs to the next sentence, whose own words it is in.
    void note(PolicyEffects const& policy, SaidQuantity const& q);
    /// "3,500 persons under the law as it is (from 2,100 to 5,300)", of the first policy's date.
    [[nodiscard]] std::string level_words(SaidQuantity const&) const;
    /// ", against 15,000 (from 8,000 to 24,000) under the law as it is": what stands in no table and is not said at the
    /// top. Once.
    [[nodiscard]] std::string level_behind(PolicyEffects const&, SaidQuantity const&);
    /// "A; B; C and 3 more": labels in full, or as `part` has them.
    [[nodiscard]] std::string names_of(std::vector<PolicyEffects const*> const& members,
                                       std::string AnswerRow::*part = &AnswerRow::label) const;
    /// Ends the sentence: its marks are those of the effects that were said for it.
    void add(std::string claim, std::string text);

  private:
    using Said = std::pair<PolicyEffects const*, SaidQuantity const*>;
    [[nodiscard]] std::string number_of_level(Estimate const&, SaidQuantity const&, Text const* pattern) const;
    void mark(AnswerSentence&, std::vector<Said> which) const;

    Summary const& s_;
    std::vector<PolicyEffects> const& policies_;
    Language language_;
    std::set<Said> said_;
    std::vector<Said> next_;                ///< said for the sentence to come
    std::set<SaidQuantity const*> levels_;  ///< of the reference, said
    std::vector<AnswerSentence> all_;
};

/// CPTS that sleep, people who can no more, hours taken from care; membership and money, where there is room.
/// analysis/effects/answer_burden.cpp
void add_burden(Sentences&);
void add_membership(Sentences&);
void add_cost(Sentences&);

}  // namespace cptsim
