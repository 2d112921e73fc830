// How libFuzzer changes a text of edits: line by line, with the places of the good file and numbers at which things
// break. Bytes at random would hardly ever make a line that can be followed.
#include <hdf5.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <random>

#include "sim/files/hdf5_lock.hpp"
#include "tests/fuzz/edits.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/hdf5.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace cptsim::fuzz {
namespace {

using Random = std::minstd_rand;
using Texts = std::vector<std::string>;

/// What edits of a good file may name.
struct Places {
    Texts all, variables;
    std::vector<std::pair<std::string, std::string>> attributes;  ///< their place and name
    std::size_t size = 0;                                         ///< bytes of the file
};

herr_t take_attribute(hid_t, char const* name, H5A_info_t const*, void* to)
{
    static_cast<Texts*>(to)->emplace_back(name);
    return 0;
}

herr_t take_link(hid_t, char const* name, H5L_info_t const*, void* to)
{
    static_cast<Texts*>(to)->push_back(std::string("/") + name);
    return 0;
}

Places places_of(std::string const& content)
{
    File const copy(content);
    auto const held = hold_hdf5();
    Places places;
    places.size = content.size();
    hid_t const file = H5Fopen(copy.path().c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    places.all.emplace_back("/");
    H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, take_link, &places.all);
    for (auto const& place : places.all) {
        hid_t const object = H5Oopen(file, place.c_str(), H5P_DEFAULT);
        if (H5Iget_type(object) == H5I_DATASET) places.variables.push_back(place);
        Texts names;
        H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, take_attribute, &names);
        for (auto const& name : names) places.attributes.emplace_back(place, name);
        H5Oclose(object);
    }
    H5Fclose(file);
    if (places.attributes.empty()) std::abort();  // a file that is not good
    return places;
}

/// Chooses from the places of one file. Half of the choices fall outside the long lists of observables and their
/// captions.
class Choice {
  public:
    Choice(Places const& places, Random& random) : places_(places), random_(random) {}

    std::size_t below(std::size_t count) { return count == 0 ? 0 : random_() % count; }
    template <class T>
    T const& of(std::vector<T> const& all)
    {
        return all[below(all.size())];
    }
    /// One of `count` things, by the path of each.
    template <class Path>
    std::size_t rare(std::size_t count, Path const& path)
    {
        bool const any = below(2) == 0;
        auto found = below(count);
        auto const common = [](std::string const& at) {
            return at.find("/observations/") == 0 || at.find("/effects/") == 0;
        };
        for (int tries = 0; tries < 30 && !any && common(path(found)); ++tries) found = below(count);
        return found;
    }
    std::string place()
    {
        return places_.all[rare(places_.all.size(), [&](auto i) { return places_.all[i]; })];
    }
    std::string variable()
    {
        auto const& all = places_.variables;
        return all[rare(all.size(), [&](auto i) { return all[i]; })];
    }
    std::string attribute()
    {
        auto const& all = places_.attributes;
        auto const& chosen = all[rare(all.size(), [&](auto i) { return all[i].first; })];
        return chosen.first + ' ' + chosen.second;
    }

    std::string number()
    {
        static std::vector<std::string> const numbers = {"-1",
                                                         "0",
                                                         "1",
                                                         "2",
                                                         "3",
                                                         "4",
                                                         "7",
                                                         "8",
                                                         "11",
                                                         "12",
                                                         "13",
                                                         "15",
                                                         "16",
                                                         "23",
                                                         "24",
                                                         "25",
                                                         "26",
                                                         "31",
                                                         "63",
                                                         "64",
                                                         "255",
                                                         "256",
                                                         "365",
                                                         "1000",
                                                         "4095",
                                                         "4096",
                                                         "65535",
                                                         "65536",
                                                         "100000",
                                                         "100001",
                                                         "1000000",
                                                         "16777216",
                                                         "2147483646",
                                                         "2147483647",
                                                         "2147483648",
                                                         "4294967295",
                                                         "4294967296",
                                                         "-2147483648",
                                                         "9007199254740993",
                                                         "1152921504606846976",
                                                         "4611686018427387904",
                                                         "9223372036854775807",
                                                         "-9223372036854775808",
                                                         "18446744073709551615",
                                                         "334",
                                                         "699",
                                                         "1e300",
                                                         "nan",
                                                         "inf",
                                                         "-0",
                                                         "0.5",
                                                         "1e-320"};
        return below(4) == 0 ? std::to_string(below(40)) : of(numbers);
    }

    std::string text()
    {
        static std::vector<std::string> const texts = {
            "",
            "done",
            "missing",
            "failed",
            "not planned",
            "baseline",
            "valletoux",
            "placebo",
            "a",
            "b",
            "nurse",
            "all",
            "2019-01",
            "2020-12",
            "2060-12",
            "9999-12",
            "2020-13",
            "1.0",
            "1.1",
            "1.2",
            "2.0",
            "1.4294967296",
            "prior",
            "posterior",
            "defaults",
            "cptsim-results",
            "cptsim-sweep",
            "cptsim-sweep-folder",
            "cptsim-calibration",
            "name = \"a\"\\n",
            "\\x1b[31m",
            "\\xff",
            "\\xe2\\x80",
            "=1+1",
            "a\\tb",
            "\\\"",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "strain.base_rate",
            "board.seats",
            "levers.attachment.date",
            "levers.attachment_scope.2020-01",
            "all",
            "newcomers",
            "scenarios = [\"a\"]",
            "design.method = \"list\"",
            "replicates = 2\\n"};
        switch (below(4)) {
            case 0:
                return number();
            case 1:
                return std::string(below(3) == 0 ? 70000 : below(300), 'a');
            default:
                return of(texts);
        }
    }

    /// A line that can be followed.
    std::string line()
    {
        static std::vector<std::string> const kinds = {"i4", "i8", "f4", "f8", "text", "u1", "pair"};
        switch (below(18)) {
            case 0:
            case 1:
            case 2:
                return "attribute " + attribute() + ' ' + text();
            case 3:
                return "texts " + attribute() + ' ' + number() + ' ' + text();
            case 4:
                return "number " + attribute() + ' ' + number();
            case 5:
                return "bare " + attribute();
            case 6:
            case 7:
            case 8:
            case 9:
                return "set " + variable() + ' ' + std::to_string(below(12)) + ' ' +
                       (below(2) == 0 ? number() : text());
            case 10:
                return "length " + variable() + ' ' + std::to_string(below(below(2) == 0 ? 8 : 400));
            case 11: {
                auto shape = "shape " + variable() + ' ' + of(kinds);
                for (std::size_t axes = below(5); axes > 0; --axes) shape += ' ' + number();
                return shape;
            }
            case 12:
                return "remove " + place();
            case 13:
                return "link " + place() + ' ' + place();
            case 14:
                return (below(2) == 0 ? "soft " : "external ") + place() + " elsewhere";
            case 15:
                return "hash " + variable();
            case 16:
                return "bytes " + std::to_string(below(places_.size)) + ' ' + number() + ' ' +
                       std::to_string(1 + below(8));
            default:
                return "byte " + std::to_string(below(places_.size)) + ' ' + std::to_string(below(256));
        }
    }

  private:
    Places const& places_;
    Random& random_;
};

Texts lines_of(std::string_view text)
{
    Texts lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Writes the lines as far as there is room, and says how many bytes they take.
std::size_t put(Texts const& lines, std::uint8_t* data, std::size_t most)
{
    std::string text;
    for (auto const& line : lines)
        if (text.size() + line.size() + 1 <= most) text += line + '\n';
    std::memcpy(data, text.data(), text.size());
    return text.size();
}

/// Changes a number or the end of a line as libFuzzer changes bytes.
void change_end(std::string& line, Choice& choice)
{
    auto const from = std::min(line.rfind(' ') + 1, line.size());
    if (choice.below(2) == 0) {
        line = line.substr(0, from) + (choice.below(2) == 0 ? choice.number() : choice.text());
        return;
    }
    std::vector<std::uint8_t> end(line.begin() + static_cast<std::ptrdiff_t>(from), line.end());
    auto const size = end.size();
    end.resize(size + 32);
    end.resize(LLVMFuzzerMutate(end.data(), size, end.size()));
    line = line.substr(0, from) + std::string(end.begin(), end.end());
}

void mutate(Texts& lines, Choice& choice)
{
    auto const at = [&] { return lines.begin() + static_cast<std::ptrdiff_t>(choice.below(lines.size())); };
    switch (lines.empty() ? 5 : choice.below(10)) {
        case 0:
            lines.erase(at());
            return;
        case 1:
        case 2:
        case 3:
            return change_end(*at(), choice);
        case 4:
            return std::swap(*at(), *at());
        default:
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(choice.below(lines.size() + 1)), choice.line());
    }
}

Places const& places_for(std::string_view edits)
{
    static std::vector<Places> const all = [] {
        std::vector<Places> each;
        for (auto const& content : good_files()) each.push_back(places_of(content));
        return each;
    }();
    return all[which(edits) % all.size()];
}

}  // namespace
}  // namespace cptsim::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed)
{
    using namespace cptsim::fuzz;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    if (text.substr(0, 4) == "\x89HDF") return LLVMFuzzerMutate(data, size, most);
    Random random(seed);
    Choice choice(places_for(text), random);
    auto lines = lines_of(text);
    for (auto times = 1 + choice.below(2); times > 0; --times) mutate(lines, choice);
    auto const files = good_files().size();
    if (files > 1 && choice.below(20) == 0) lines.insert(lines.begin(), "of " + std::to_string(choice.below(files)));
    return put(lines, data, most);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(std::uint8_t const* one, std::size_t one_size,
                                                 std::uint8_t const* other, std::size_t other_size, std::uint8_t* out,
                                                 std::size_t most, unsigned seed)
{
    using namespace cptsim::fuzz;
    Random random(seed);
    auto lines = lines_of({reinterpret_cast<char const*>(one), one_size});
    for (auto const& line : lines_of({reinterpret_cast<char const*>(other), other_size}))
        if (random() % 2 == 0)
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(random() % (lines.size() + 1)), line);
    return put(lines, out, most);
}
