// A small population for commands that run something.
#pragma once

namespace cptsim::test {

inline constexpr char const* kTerritories =
    "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months,density_gp,density_specialist,density_nurse,"
    "density_physiotherapist,density_pharmacist,density_midwife,density_dentist,density_speech_therapist,synthetic,"
    "source\n"
    "valley,CPTS of the valley,grand_est,9000,rural,ZIP,0.4,validated,9,70,30,130,75,31,10,45,25,false,made up\n";

}  // namespace cptsim::test
