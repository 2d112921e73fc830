#include "analysis/sweep/names_in.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/base/error.hpp"
#include "sim/base/system_reason.hpp"
#include "sim/base/text.hpp"

namespace cptsim {

std::vector<std::string> names_in(std::string const& folder, std::string const& extension)
{
    std::vector<std::string> names;
    std::error_code error;
    std::filesystem::directory_iterator const entries(folder, error);
    if (error)
        throw InputError({folder}, both({"cannot be read ({}) its rights, or another folder?",
                                         "ne peut pas être lu ({}) ses droits, ou un autre dossier ?"},
                                        system_reason(error.value())));
    for (auto const& entry : entries)
        if (entry.path().extension() == extension && entry.path().filename().string()[0] != '.')
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace cptsim
