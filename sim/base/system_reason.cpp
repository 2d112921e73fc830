#include "sim/base/system_reason.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

namespace cptsim {

Words system_reason(int error)
{
    static constexpr struct {
        int error;
        char const* french;
    } kFrench[] = {{ENOENT, "fichier ou dossier introuvable"},
                   {EACCES, "droits insuffisants"},
                   {EPERM, "opération interdite"},
                   {EROFS, "système de fichiers en lecture seule"},
                   {ENOSPC, "plus de place sur le disque"},
                   {EDQUOT, "quota de disque atteint"},
                   {EFBIG, "fichier trop grand"},
                   {EIO, "erreur d'entrée-sortie"},
                   {EEXIST, "ce nom existe déjà"},
                   {EISDIR, "c'est un dossier"},
                   {ENOTDIR, "un nom du chemin n'est pas un dossier"},
                   {ENAMETOOLONG, "nom trop long"},
                   {ELOOP, "trop de liens qui se suivent"},
                   {EMFILE, "trop de fichiers ouverts"},
                   {ENOMEM, "mémoire insuffisante"},
                   {EAGAIN, "ressource épuisée pour l'instant"},
                   {EADDRINUSE, "déjà utilisé"}};
    auto english = std::generic_category().message(error);
    auto const* const found =
        std::find_if(std::begin(kFrench), std::end(kFrench), [&](auto const& one) { return one.error == error; });
    if (found == std::end(kFrench)) return english;
    return {std::move(english), found->french};
}

}  // namespace cptsim
