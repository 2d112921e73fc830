// The file of a calibration that goes on: the state of its sampler.
#include "analysis/calibration/calibration_file.hpp"
#include "analysis/calibration/calibration_store.hpp"
#include "tests/folder.hpp"
#include "tests/fuzz/hdf5.hpp"

namespace cptsim::fuzz {
namespace {

struct Case {
    test::Folder folder;
    Calibration calibration;
    SamplerOptions options;
    std::string good;

    Case()
    {
        folder.write("observed.csv",
                     "pattern,date,population,profession,value,unit,definition_error,use,source\n"
                     "stage_signed,2021-06,here,all,1,territories,0.7,calibrate,made up\n");
        folder.write("t.csv",
                     "id,name,region,inhabitants,milieu,zone,ties,stage,stage_months,density_gp,density_specialist,"
                     "density_nurse,density_physiotherapist,density_pharmacist,density_midwife,density_dentist,"
                     "density_speech_therapist,synthetic,source\n"
                     "a,A,grand_est,65000,rural,ZAC,0.4,none,0,73.6,25,131.8,73.5,31.8,10,41.7,24.3,true,made up\n");
        auto const file = folder.write("c.toml",
                                       "scenario = \"baseline\"\ntargets = \"observed.csv\"\nuses = [\"calibrate\"]\n"
                                       "populations.here = \"t.csv\"\noutside = [\"coercion.*\"]\n"
                                       "method = { particles = 4, waves = 2, resimulated = 3, kept = 2 }\n");
        calibration = read_calibration(file);
        Summaries const summaries(make_targets(calibration, calibration.uses));
        options.dimensions = calibration.coordinates.size();
        options.summaries = summaries.labels().size();
        options.particles = 4, options.waves = 2, options.resimulated = 3, options.kept = 2;
        CalibrationProgress progress;
        progress.state = Sampler(options, {}).state();
        write_calibration(folder.path("c.h5"), calibration, summaries, progress);
        good = content_of(folder.path("c.h5"));
    }
};

Case const& one()
{
    static Case const made;
    return made;
}

}  // namespace

std::vector<std::string> const& good_files()
{
    static std::vector const files{one().good};
    return files;
}

void read_file(std::string const& path)
{
    auto const progress = read_calibration_progress(path, one().calibration, one().options);
    static_cast<void>(posterior_sample(one().calibration, progress.state));
}

}  // namespace cptsim::fuzz
