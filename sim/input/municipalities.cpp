#include "sim/input/municipalities.hpp"

#include <algorithm>
#include <optional>

#include "sim/base/error.hpp"
#include "sim/base/number.hpp"
#include "sim/files/csv.hpp"
#include "sim/files/text_file.hpp"

namespace cptsim {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{4} << 20;

/// Records of a listing, less the lines that say where it comes from and the header.
std::vector<CsvRecord> records_of(std::string_view bytes, std::string const& file)
{
    while (bytes.starts_with('#')) bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
    auto records = parse_csv(bytes, file);
    if (!records.empty()) records.erase(records.begin());
    return records;
}

[[noreturn]] void refuse_listing(std::string const& file)
{
    throw InputError({file}, {"is not the listing that came with the program (install it again)",
                              "n'est pas la liste fournie avec le programme (le réinstaller)"});
}

}  // namespace

Municipalities::Municipalities(std::string_view communes, std::string_view epci)
{
    for (auto const& record : records_of(communes, "communes.csv")) {
        auto const people = record.size() == 5 ? parse_number<double>(record[4].text) : std::nullopt;
        if (!people) refuse_listing("communes.csv");
        communes_.push_back({record[0].text, record[1].text, record[2].text, record[3].text, *people});
    }
    for (auto const& record : records_of(epci, "epci.csv")) {
        if (record.size() != 2) refuse_listing("epci.csv");
        epci_.push_back({record[0].text, record[1].text});
    }
}

Municipalities Municipalities::shipped()
{
    return {read_text(shipped_file("data/communes.csv"), kMaxBytes),
            read_text(shipped_file("data/epci.csv"), kMaxBytes)};
}

}  // namespace cptsim
