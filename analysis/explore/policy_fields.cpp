// The fields of a form, and the law beside each.
#include "analysis/explore/policy_form.hpp"
#include "sim/model/fields.hpp"

namespace cptsim {
namespace {

constexpr std::uint32_t kGp = 1, kSpecialist = 2, kNurse = 4, kPhysiotherapist = 8, kPharmacist = 16, kMidwife = 32,
                        kDentist = 64, kSpeechTherapist = 128, kEveryone = 255, kDoctors = kGp | kSpecialist,
                        kOthers = kEveryone & ~kDoctors;
constexpr int kMonthsOfYear = 12;

}  // namespace

std::vector<PolicyGroup> const& policy_groups()
{
    static std::vector<PolicyGroup> const groups = {
#define CPT_FIELD_GROUP(id, en, fr) {#id, {en, fr}},
#define CPT_FIELD(...)
#include "analysis/explore/policy_fields.inc"
#undef CPT_FIELD_GROUP
#undef CPT_FIELD
    };
    return groups;
}

std::vector<PolicyField> const& policy_fields()
{
    static std::vector<PolicyField> const fields = [] {
        std::vector<PolicyField> all;
        int group = -1;
#define CPT_FIELD_GROUP(...) ++group;
#define CPT_FIELD(id, name, professions, scale, unit_en, unit_fr, en, fr) \
    all.push_back({#id, group, lever::name, professions, scale, {unit_en, unit_fr}, {en, fr}});
#include "analysis/explore/policy_fields.inc"
#undef CPT_FIELD_GROUP
#undef CPT_FIELD
        return all;
    }();
    return fields;
}

int first_start(Scenario const& baseline) { return baseline.policy_month; }
int last_start(Scenario const& baseline) { return baseline.end_month - kMonthsOfYear + 1; }

double law_of(PolicyField const& field, Scenario const& baseline, int month)
{
    int profession = 0;
    while ((field.professions >> profession & 1U) == 0) ++profession;
    // The baseline tells no places apart.
    return field.scale * lever_value(baseline, field.lever, month, profession, Territory{});
}

}  // namespace cptsim
