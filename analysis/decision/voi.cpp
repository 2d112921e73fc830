#include "analysis/decision/voi.hpp"

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"

namespace cptsim {
namespace {

int group_of(DrawnParameter const& parameter)
{
    auto const& groups = parameter_groups();
    auto const& name = parameter_fields()[static_cast<std::size_t>(parameter.row)].group;
    return static_cast<int>(std::find_if(groups.begin(), groups.end(), [&](auto const& g) { return g.name == name; }) -
                            groups.begin());
}

void most_telling_first(std::vector<ParameterInformation>& list)
{
    std::stable_sort(list.begin(), list.end(),
                     [](auto const& a, auto const& b) { return a.known.cut.value > b.known.cut.value; });
}

class Valuation {
  public:
    Valuation(Draws const& draws, DataRecorder const& data)
        : draws_(draws), data_(data), parameters_(draws.parameters())
    {
        answer_.contrast = contrast_of(draws);
        answer_.chance = chance_share(draws, answer_.contrast);
        answer_.drawn = parameters_.size();
        answer_.certainty = worth_of_certainty(draws);
    }

    VoiAnswer make()
    {
        know_parameters();
        know_groups();
        know_data();
        most_telling_first(answer_.parameters);
        most_telling_first(answer_.groups);
        return std::move(answer_);
    }

  private:
    [[nodiscard]] Information know(Quantities const& quantities) const
    {
        return information(draws_, answer_.contrast, quantities);
    }

    void know_parameters()
    {
        answer_.parameters.resize(parameters_.size());
        parallel_for(parameters_.size(), [&](std::size_t i) {
            answer_.parameters[i] = {parameters_[i].row, know({parameters_[i].values})};
        });
    }

    void know_groups()
    {
        std::vector<std::vector<std::size_t>> members(parameter_groups().size());
        for (std::size_t i = 0; i < parameters_.size(); ++i)
            members[static_cast<std::size_t>(group_of(parameters_[i]))].push_back(i);
        std::vector<int> rows;
        for (std::size_t g = 0; g < members.size(); ++g)
            if (!members[g].empty()) rows.push_back(static_cast<int>(g));
        answer_.groups.resize(rows.size());
        parallel_for(rows.size() + 1, [&](std::size_t k) {
            Quantities together;
            for (std::size_t i = 0; i < parameters_.size(); ++i)
                if (k == rows.size() || group_of(parameters_[i]) == rows[k]) together.push_back(parameters_[i].values);
            auto found = know(together);
            if (k == rows.size())
                answer_.everything = found;
            else
                answer_.groups[k] = {rows[k], found};
        });
        for (auto& group : answer_.groups) {
            for (auto const i : members[static_cast<std::size_t>(group.row)])
                group.known = at_least(group.known, answer_.parameters[i].known);
            answer_.everything = at_least(answer_.everything, group.known);
        }
    }

    void know_data()
    {
        Quantities all;
        for (std::size_t i = 0; i < data_.planned().size(); ++i) all.push_back(data_.values(i, draws_.replicates));
        for (auto const& one : all) answer_.data.push_back(know({one}));
        if (all.size() < 2) return;
        answer_.together = know(all);
        for (auto const& one : answer_.data) answer_.together = at_least(*answer_.together, one);
    }

    Draws const& draws_;
    DataRecorder const& data_;
    std::vector<DrawnParameter> parameters_;
    VoiAnswer answer_;
};

}  // namespace

VoiAnswer value_of_information(std::string const& file, Draws const& draws, DataRecorder const& data)
{
    if (draws.parameters().empty())
        throw InputError({file}, {"holds one set of parameters in all its draws (where nothing is uncertain, "
                                  "information has no value) cptsim run without --parameters defaults?",
                                  "a les mêmes paramètres dans tous ses tirages (là où rien n'est incertain, "
                                  "l'information ne vaut rien) cptsim run sans --parameters defaults ?"});
    return Valuation(draws, data).make();
}

}  // namespace cptsim
