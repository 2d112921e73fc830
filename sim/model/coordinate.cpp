#include "sim/model/coordinate.hpp"

namespace cptsim {

std::vector<ParameterField> const& operator_fields()
{
    auto const field = [](char const* name, double value, double low, double high, char const* en, char const* fr) {
        return ParameterField{std::string("survey.") + name, "survey", value, 0,           1, "1",
                              {Prior::uniform, low, high},   en,       fr,    "assumption"};
    };
    static std::vector<ParameterField> const fields = {
        field("member_signed", 0.9, 0.8, 1,
              "probability that a member of a signed CPTS answers that he is in an operating one",
              "probabilité qu'un adhérent d'une CPTS signée se dise dans une CPTS opérationnelle"),
        field("member_project", 0.35, 0.1, 0.6, "the same for a member of a project",
              "idem pour un adhérent d'un projet"),
        field("multiprofessional", 0.25, 0, 0.5, "the same for a non-member in a multi-professional practice",
              "idem pour un non-adhérent en exercice pluriprofessionnel")};
    return fields;
}

}  // namespace cptsim
