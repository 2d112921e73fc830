#include "analysis/calibration/pattern_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/number.hpp"
#include "sim/base/text.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/spreadsheet.hpp"

namespace cptsim {
namespace {

enum Column { kName, kDate, kPopulation, kProfession, kValue, kUnit, kError, kUse, kSource, kColumns };
constexpr char const* kHeader = "pattern,date,population,profession,value,unit,definition_error,use,source";

class PatternReader {
  public:
    explicit PatternReader(std::string const& file) : file_(file) {}

    std::vector<Pattern> read(std::vector<CsvRecord> const& records)
    {
        std::string header;
        if (!records.empty())
            for (auto const& field : records.front()) header += (header.empty() ? "" : ",") + field.text;
        if (header != kHeader)
            throw InputError({file_, 1, 1},
                             both({"the header is \"{}\" (must be \"{}\")", "l'en-tête est « {} » (il faut « {} »)"},
                                  header, kHeader));
        std::vector<Pattern> patterns;
        for (std::size_t i = 1; i < records.size(); ++i) {
            if (records[i].size() == kColumns)
                patterns.push_back(read_row(records[i]));
            else
                note(records[i].front(), both({"{} fields (must be {}, as in the header)",
                                               "{} champs (il en faut {}, comme dans l'en-tête)"},
                                              records[i].size(), static_cast<int>(kColumns)));
        }
        reader_.throw_if_any({file_});
        return patterns;
    }

  private:
    [[nodiscard]] Place place(CsvField const& field) const { return field.place(file_); }
    void note(CsvField const& at, Words text) { reader_.note(place(at), std::move(text)); }

    Pattern read_row(CsvRecord const& record)
    {
        Pattern pattern;
        pattern.name = record[kName].text;
        if (pattern.name.empty())
            note(record[kName],
                 {"pattern is empty (must name a quantity)", "pattern est vide (il faut nommer une grandeur)"});
        pattern.month = reader_.month(record[kDate].text, place(record[kDate])).value_or(0);
        pattern.population = record[kPopulation].text;
        pattern.profession = record[kProfession].text;
        pattern.professions = read_professions(record[kProfession]);
        pattern.value = read_number(record[kValue], "value");
        pattern.unit = record[kUnit].text;
        if (pattern.unit == "share" && (pattern.value < 0 || pattern.value > 1))
            note(record[kValue],
                 both({"value is {} (a share must lie between 0 and 1) is it in percent?",
                       "value vaut {} (une part doit être comprise entre 0 et 1) est-ce en pour cent ?"},
                      record[kValue].text));
        pattern.definition_error = read_number(record[kError], "definition_error");
        if (pattern.definition_error < 0)
            note(record[kError], {"definition_error is negative", "definition_error est négatif"});
        std::vector<std::string> const uses(kPatternUses.begin(), kPatternUses.end());
        pattern.use = read_word(record[kUse], "use", uses);
        pattern.source = record[kSource].text;
        return pattern;
    }

    std::string read_word(CsvField const& field, char const* name, std::vector<std::string> const& words)
    {
        if (std::find(words.begin(), words.end(), field.text) == words.end())
            reader_.note_unknown(place(field), name, field.text, Text{"must be one of ", "au choix : "} + join(words),
                                 words);
        return field.text;
    }

    std::uint32_t read_professions(CsvField const& field)
    {
        std::vector<std::string> words = {"all"};
        words.insert(words.end(), kProfessionNames.begin(), kProfessionNames.end());
        if (field.text == "all") return 0xFF;
        std::uint32_t mask = 0;
        for (std::size_t from = 0; from <= field.text.size();) {
            auto const to = std::min(field.text.find('+', from), field.text.size());
            auto const word = field.text.substr(from, to - from);
            auto const found = std::find(kProfessionNames.begin(), kProfessionNames.end(), word);
            if (found == kProfessionNames.end())
                reader_.note_unknown(place(field), Text{"profession", "profession inconnue"}, word,
                                     Text{"must be one of ", "au choix : "} + join(words), words);
            else
                mask |= 1u << (found - kProfessionNames.begin());
            from = to + 1;
        }
        return mask;
    }

    double read_number(CsvField const& field, char const* name)
    {
        if (auto const value = local_number(field.text)) return *value;
        return reader_.number(field.text, place(field), name).value_or(0);
    }

    std::string const& file_;
    TomlReader reader_;
};

}  // namespace

std::vector<Pattern> read_patterns_text(std::string_view bytes, std::string const& file)
{
    return PatternReader(file).read(parse_spreadsheet(bytes, file));
}

}  // namespace cptsim
