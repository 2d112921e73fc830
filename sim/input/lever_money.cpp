#include "sim/input/lever_money.hpp"

#include "sim/model/fields.hpp"

namespace cptsim {

Text who_pays(int lever)
{
    switch (lever) {
        case lever::lump_sum:
        case lever::membership_bonus:
        case lever::activity_bonus:
        case lever::conditional_fee:
        case lever::contract_bonus:
            return {"paid by the health insurance, to each person it concerns",
                    "payé par l'Assurance maladie à chaque personne concernée"};
        case lever::hourly_indemnity:
            return {
                "paid by each CPTS from its own money: no public cost by itself, rationed where the treasury is short",
                "payé par chaque CPTS sur ses propres crédits : pas de coût public en soi, rationné si la trésorerie "
                "manque"};
        case lever::aci_funding:
        case lever::aci_activity_share:
        case lever::aci_signature:
        case lever::start_up_grant:
            return {"paid by the health insurance, as ACI money",
                    "payé par l'Assurance maladie, dans les crédits de l'ACI"};
        case lever::fir_funding:
            return {"paid by the ARS, from the FIR", "payé par l'ARS, sur le FIR"};
        case lever::coordinator_fte:
        case lever::grant:
            return {"paid beside the ACI; the payer is left open", "payé hors ACI ; le payeur reste à désigner"};
        case lever::information:
        case lever::urps_referent:
        case lever::intern_training:
        case lever::coordinator_training:
        case lever::inter_cpts:
        case lever::digital_tools:
        case lever::hospital_link:
        case lever::consultants:
            return {
                "public money at an assumed price (money.*_cost; none was found); the payer is left open",
                "argent public à un prix supposé (money.*_cost ; aucun n'a été trouvé) ; le payeur reste à désigner"};
        case lever::membership_fee:
            return {"paid by members to their CPTS", "payé par les adhérents à leur CPTS"};
        case lever::sanction:
            return {"paid by those who do not join, to the health insurance",
                    "payé à l'Assurance maladie par ceux qui n'adhèrent pas"};
        case lever::budget:
            return {"a ceiling on what the health insurance, the ARS and others pay",
                    "un plafond sur ce que paient l'Assurance maladie, l'ARS et les autres"};
        default:
            return {"no money of its own; public cost follows from how many join and work",
                    "pas d'argent en propre ; le coût public suit le nombre d'adhérents et leur activité"};
    }
}

}  // namespace cptsim
