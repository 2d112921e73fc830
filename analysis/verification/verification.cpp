#include "analysis/verification/verification.hpp"

#include "analysis/sweep/sweep_file.hpp"
#include "analysis/verification/sample.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/error.hpp"
#include "sim/base/text.hpp"

namespace cptsim {
namespace {

Verification::Verdict note(Verification& found, Verification::Verdict verdict, Difference where)
{
    found.where[0] = std::move(where.en);
    found.where[1] = std::move(where.fr);
    return found.verdict = verdict;
}

/// Whether this program gives these runs the same results; where it does not, which would.
bool can_compute(ResultsFile const& file, Verification& found)
{
    auto const made = file.provenance("results_version"), own = std::to_string(results_version());
    if (made == own) return true;
    auto const version = file.provenance("version"), commit = file.provenance("git_commit");
    note(found, Verification::not_here,
         both({"made by cptsim {} (results {}), and this program gives results {}: verify it with that version, commit "
               "{}",
               "fait par cptsim {} (résultats {}), et ce programme donne les résultats {} : vérifiez avec cette "
               "version, commit {}"},
              version, made, own, commit));
    return false;
}

/// The digest in the root is that of the digests of the runs.
bool digest_holds(ResultsFile const& file, Verification& found)
{
    if (file.noted_digest() == file.recorded_digest()) return true;
    note(found, Verification::different,
         {"the digest in its root is not that of its runs",
          "l'empreinte à sa racine n'est pas celle de ses simulations"});
    return false;
}

}  // namespace

double Verification::chance_of_missing() const
{
    return packs == 0 ? 1 : 1 - static_cast<double>(drawn) / static_cast<double>(packs);
}

Verification verify_results(std::string const& path, VerificationOptions const& options)
{
    auto const file = ResultsFile::frame(path, options.seal);
    Verification found;
    found.seed = options.seed;
    if (!can_compute(file, found) || !digest_holds(file, found)) return found;
    auto const verify = [&](auto const& what, auto const& sample) {
        if (auto where = find_mislabelled(file, what)) {
            note(found, Verification::different, std::move(*where));
            return;
        }
        try {
            sample(file, what, options, found);
        } catch (InputError const& error) {  // values that cannot be read, or are not those of their digest
            note(found, Verification::different, {error.what(), error.what()});
        }
    };
    if (file.grid().is_sweep())
        verify(read_manifest(file).sweep, verify_sweep);
    else
        verify(plan_to_run(file), verify_launch);
    if (found.packs == 0 && found.verdict == Verification::identical)
        note(found, Verification::not_here, {"it has no run that is done", "aucune de ses simulations n'est faite"});
    return found;
}

std::string verification_words(Verification const& found, Language language)
{
    auto const& where = found.where[language == Language::fr ? 1 : 0];
    std::string text;
    if (found.drawn > 0)
        text += format(language,
                       {"computed again: {} of {} runs, in {} of {} packs (sample seed {})\n",
                        "recalculé : {} simulations sur {}, dans {} paquets sur {} (graine du tirage {})\n"},
                       found.again, found.runs, found.drawn, found.packs, found.seed);
    switch (found.verdict) {
        case Verification::different:
            return text + format(language, {"DIFFERENT: {}\n", "DIFFÉRENT : {}\n"}, where);
        case Verification::not_here:
            return text + format(language, {"cannot be verified here: {}\n", "ne peut être vérifié ici : {}\n"}, where);
        case Verification::interrupted:
            return text + Text{"interrupted: nothing is said of it\n", "interrompu : rien n'en est dit\n"}.in(language);
        case Verification::identical:
            break;
    }
    text += Text{"identical: seal, making, keys, axes, and every value that was computed again\n",
                 "identique : sceau, origine, clés, axes, et chaque valeur recalculée\n"}
                .in(language);
    return text + format(language,
                         {"chance of missing one changed run: {} %\n",
                          "probabilité de manquer une simulation modifiée : {} %\n"},
                         format_number(100 * found.chance_of_missing(), 0, language));
}

}  // namespace cptsim
