#include "sim/input/commune_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/municipality_names.hpp"
#include "sim/input/spreadsheet.hpp"
#include "sim/input/territory_cells.hpp"

namespace cptsim {
namespace {

constexpr char const* kCommunes = "--communes";
constexpr char const* kEpci = "--epci";
constexpr std::size_t kLongestShown = 64;  ///< bytes of what was written, in messages
constexpr std::size_t kMostListed = 12;    ///< codes of one name, in messages
constexpr std::size_t kNamed = 3;          ///< communes in the name of a territory

/// The listings have the arrondissements of these; the codes of those begin alike.
struct DividedCommune {
    char const *code, *name, *arrondissements;
};
constexpr std::array kDivided = {DividedCommune{"75056", "paris", "751"}, DividedCommune{"69123", "lyon", "6938"},
                                 DividedCommune{"13055", "marseille", "132"}};

std::string label(Commune const& commune) { return fmt::format("{} ({})", commune.name, commune.code); }

/// Finds and collects what one territory is made of.
class CommuneChooser {
  public:
    explicit CommuneChooser(Municipalities const& places) : places_(places) {}

    ChosenCommunes choose(std::vector<std::string> const& communes, std::vector<std::string> const& epci)
    {
        for (auto const& text : epci)
            for (auto const& name : names_in(text, kEpci)) collect([&] { take_epci(name); });
        for (auto const& text : communes)
            for (auto const& name : names_in(text, kCommunes)) collect([&] { take_communes(name); });
        problems_.throw_if_any();
        if (chosen_.communes.empty())
            throw InputError(
                both({"{} names nothing (must be codes or names)", "{} ne nomme rien (il faut des codes ou des noms)"},
                     communes.empty() ? kEpci : kCommunes));
        finish();
        return std::move(chosen_);
    }

  private:
    template <class Take>
    void collect(Take const& take)
    {
        try {
            take();
        } catch (InputError const& error) {
            problems_.take(error);
        }
    }

    /// The names of a list; a name with commas in it ("CC Chinon, Vienne et Loire") is one.
    [[nodiscard]] std::vector<std::string> names_in(std::string const& text, std::string_view option) const
    {
        if (option == kEpci && !epci_named(text).empty()) return {text};
        std::vector<std::string> names;
        for (auto const& record : parse_spreadsheet(text, std::string(option)))
            for (auto const& field : record)
                if (!field.text.empty()) names.push_back(field.text);
        return names;
    }

    [[nodiscard]] std::vector<Epci const*> epci_named(std::string const& text) const
    {
        std::vector<Epci const*> found;
        auto const look = [&](auto const& is_it) {
            if (found.empty())
                for (auto const& epci : places_.epci())
                    if (is_it(epci)) found.push_back(&epci);
        };
        auto const whole = key_of(text), less_kind = key_of_epci(text);
        if (whole.empty()) return {};
        look([&](auto const& epci) { return epci.code == text; });
        look([&](auto const& epci) { return key_of(epci.name) == whole; });
        look([&](auto const& epci) { return key_of_epci(epci.name) == less_kind; });
        return found;
    }

    [[nodiscard]] std::vector<Commune const*> communes_where(auto const& is_it) const
    {
        std::vector<Commune const*> found;
        for (auto const& commune : places_.communes())
            if (is_it(commune)) found.push_back(&commune);
        return found;
    }

    [[nodiscard]] std::vector<Commune const*> communes_named(std::string const& text) const
    {
        auto const key = key_of(text);
        if (key.empty()) return {};
        return communes_where([&](Commune const& commune) { return key_of(commune.name) == key; });
    }

    void take_epci(std::string const& text)
    {
        auto const found = epci_named(text);
        if (found.empty()) refuse_epci(text);
        auto const members = [&](std::string const& code) {
            return communes_where([&](Commune const& commune) { return commune.epci == code; });
        };
        if (found.size() > 1) {
            std::vector<std::string> codes;  // with a department, since the code of an EPCI does not say where it lies
            for (auto const* epci : found)
                codes.push_back(fmt::format("{} ({})", epci->code, members(epci->code).front()->department));
            refuse_several(kEpci, "EPCI", text, codes);
        }
        epci_codes_.push_back(found.front()->code);
        chosen_.name = found.front()->name;
        take(members(found.front()->code), kEpci, text);
    }

    void take_communes(std::string const& text)
    {
        auto const code = commune_code(text);
        auto const divided = std::find_if(kDivided.begin(), kDivided.end(), [&](DividedCommune const& commune) {
            return code ? commune.code == *code : commune.name == key_of(text);
        });
        auto const found =
            divided != kDivided.end()
                ? communes_where([&](Commune const& c) { return c.code.starts_with(divided->arrondissements); })
            : code ? communes_where([&](Commune const& c) { return c.code == *code; })
                   : communes_named(text);
        if (found.empty()) refuse_commune(text, code.has_value());
        if (divided == kDivided.end() && found.size() > 1) {
            std::vector<std::string> codes;
            for (auto const* commune : found) codes.push_back(commune->code);
            refuse_several(kCommunes, "communes", text, codes);
        }
        commune_codes_.push_back(divided != kDivided.end() ? divided->code : found.front()->code);
        take(found, kCommunes, text);
    }

    void take(std::vector<Commune const*> const& communes, char const* option, std::string const& text)
    {
        bool said = false;
        for (auto const* commune : communes) {
            auto const [first, is_new] = named_by_.emplace(commune->code, text);
            if (is_new) chosen_.communes.push_back(*commune);
            if (is_new || std::exchange(said, true)) continue;
            problems_.note(
                {option}, both({"{} comes twice (in \"{}\" and in \"{}\"; its inhabitants count once) "
                                "leave one of them out?",
                                "{} vient deux fois (par « {} » et par « {} » ; ses habitants ne comptent "
                                "qu'une fois) ôter l'un des deux ?"},
                               label(*commune), abridged(first->second, kLongestShown), abridged(text, kLongestShown)));
        }
    }

    [[noreturn]] static void refuse_several(char const* option, char const* kind, std::string const& text,
                                            std::vector<std::string> codes)
    {
        auto const count = codes.size();
        if (count > kMostListed) {
            codes.resize(kMostListed);
            codes.emplace_back("…");
        }
        throw InputError({option}, both({"{} {} are called \"{}\" (their codes are {}) give the code of one?",
                                         "{} {} s'appellent « {} » (codes : {}) donner le code de l'un d'eux ?"},
                                        count, kind, abridged(text, kLongestShown), join(codes)));
    }

    /// A commune in the place of an EPCI says which is meant: its EPCI, or itself where it is in none.
    [[noreturn]] void refuse_epci(std::string const& text) const
    {
        auto const code = commune_code(text);
        auto const communes =
            code ? communes_where([&](Commune const& commune) { return commune.code == *code; }) : communes_named(text);
        if (communes.size() == 1) {
            auto const& commune = *communes.front();
            if (commune.epci.empty())
                throw InputError({kEpci}, both({"{} is a commune in no EPCI (must be an EPCI) give it as {} {}?",
                                                "{} est une commune hors de tout EPCI (il faut un EPCI) l'écrire {} "
                                                "{} ?"},
                                               label(commune), kCommunes, commune.code));
            throw InputError({kEpci},
                             both({"{} is a commune (must be an EPCI) did you mean its own, {} ({})?",
                                   "{} est une commune (il faut un EPCI) vouliez-vous dire le sien, {} ({}) ?"},
                                  label(commune), name_of_epci(commune.epci), commune.epci));
        }
        throw InputError(
            {kEpci},
            both({"no EPCI is called \"{}\" (must be a code of 9 digits, or a name, of January 2026; in Grand Paris "
                  "those of "
                  "its EPT){}",
                  "aucun EPCI ne s'appelle « {} » (il faut un code de 9 chiffres, ou un nom, de janvier 2026 ; dans le "
                  "Grand Paris ceux des EPT){}"},
                 abridged(text, kLongestShown), is_epci_code(text) ? Words{} : suggested_epci(text)));
    }

    /// The EPCI whose name is nearest, less its kind: "CC du" would be half of what is compared.
    [[nodiscard]] Words suggested_epci(std::string const& text) const
    {
        std::vector<std::string> keys, names;
        for (auto const& epci : places_.epci()) {
            keys.push_back(key_of_epci(epci.name));
            names.push_back(epci.name);
        }
        auto const near = std::find(keys.begin(), keys.end(), did_you_mean(key_of_epci(text), keys));
        if (near == keys.end()) return name_suggestion(text, names);
        auto const& epci = places_.epci()[static_cast<std::size_t>(near - keys.begin())];
        return both({" did you mean {} ({})?", " vouliez-vous dire {} ({}) ?"}, epci.name, epci.code);
    }

    [[nodiscard]] std::string name_of_epci(std::string const& code) const
    {
        auto const found = epci_named(code);
        return found.empty() ? "" : found.front()->name;
    }

    [[noreturn]] void refuse_commune(std::string const& text, bool like_code) const
    {
        if (auto const epci = epci_named(text); !epci.empty())
            throw InputError({kCommunes}, both({"\"{}\" is an EPCI (must be a commune) give it as {} {}?",
                                                "« {} » est un EPCI (il faut une commune) l'écrire {} {} ?"},
                                               abridged(text, kLongestShown), kEpci, epci.front()->code));
        if (like_code)  // another code is another place: only names have suggestions
            throw InputError({kCommunes}, both({"no commune has the code \"{}\" (codes are those of Insee in January "
                                                "2026, not postal codes)",
                                                "aucune commune n'a le code « {} » (codes Insee de janvier 2026, et "
                                                "non codes postaux)"},
                                               text));
        throw InputError({kCommunes},
                         both({"no commune is called \"{}\" (must be a code, as 67482, or a name of January 2026){}",
                               "aucune commune ne s'appelle « {} » (il faut un code, comme 67482, ou un nom de "
                               "janvier 2026){}"},
                              abridged(text, kLongestShown), suggested_commune(text)));
    }

    /// The largest commune whose name begins with these words ("Illkirch"), or the name that is nearest.
    [[nodiscard]] Words suggested_commune(std::string const& text) const
    {
        auto const words = words_of(text);
        Commune const* largest = nullptr;
        std::vector<std::string> names;
        for (auto const& commune : places_.communes()) {
            names.push_back(commune.name);
            auto const name = words_of(commune.name);
            if (!words.empty() && name.size() > words.size() && std::equal(words.begin(), words.end(), name.begin()) &&
                (largest == nullptr || commune.inhabitants > largest->inhabitants))
                largest = &commune;
        }
        if (largest == nullptr) return name_suggestion(text, names);
        return both({" did you mean {}?", " vouliez-vous dire {} ?"}, label(*largest));
    }

    void finish()
    {
        auto& communes = chosen_.communes;
        std::sort(communes.begin(), communes.end(), [](Commune const& a, Commune const& b) {
            return a.inhabitants != b.inhabitants ? a.inhabitants > b.inhabitants : a.code < b.code;
        });
        if (!epci_codes_.empty()) chosen_.asked = "EPCI " + join(epci_codes_);
        if (!commune_codes_.empty())
            chosen_.asked += (epci_codes_.empty() ? "communes " : "; communes ") + join(commune_codes_);
        if (epci_codes_.size() == 1 && commune_codes_.empty()) return;  // its name it has
        chosen_.name = communes.front().name;
        for (std::size_t i = 1; i < std::min(kNamed, communes.size()); ++i) chosen_.name += " + " + communes[i].name;
        if (communes.size() > kNamed) chosen_.name += " + …";
    }

    Municipalities const& places_;
    ChosenCommunes chosen_;
    std::vector<std::string> epci_codes_, commune_codes_;
    std::map<std::string, std::string> named_by_;  ///< of each commune, the text that it came by
    Problems problems_;
};

}  // namespace

double ChosenCommunes::inhabitants() const
{
    double sum = 0;
    for (auto const& commune : communes) sum += commune.inhabitants;
    return sum;
}

std::map<std::string, double> ChosenCommunes::departments() const
{
    std::map<std::string, double> inhabitants;
    for (auto const& commune : communes) inhabitants[commune.department] += commune.inhabitants;
    return inhabitants;
}

ChosenCommunes choose_communes(Municipalities const& places, std::vector<std::string> const& communes,
                               std::vector<std::string> const& epci)
{
    return CommuneChooser(places).choose(communes, epci);
}

}  // namespace cptsim
