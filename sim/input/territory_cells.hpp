// Cells of a territory that a table and the options of a command write alike.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scenario.hpp"

namespace cptsim {

inline constexpr double kMaxDensity = 2000;  ///< professionals of one profession per 100,000 inhabitants
inline constexpr double kMaxProfessionals =
    6000;  ///< of a territory: peers are 16-bit rows, with room for vacant slots
inline constexpr double kMaxInhabitants = 5000000;  ///< of a territory

/// What the borders of a territory may be.
[[nodiscard]] std::vector<std::string> const& perimeter_words();

/// Reads when the ACI was signed: "2022-03", "by 2024-01", "" where it is not known. Returns what is wrong with it, or
/// "". Every month from the first signature on is late enough: a project of nothing in January 2019 has its letter in
/// February, is validated after four months of writing, and signs in July.
[[nodiscard]] Words read_signature(std::string const& text, Territory& territory);
/// The signature as it was written.
[[nodiscard]] std::string signature_text(Territory const& territory);

/// Reads the month in which professionals were counted. Returns what is wrong with it, or "".
[[nodiscard]] Words read_counted(std::string const& text, int& month);

/// Professionals per 100,000 inhabitants in January 2019 where `count` were counted in `month`: carried back by the
/// default of demography.stock_trend, month by month as the model multiplies it, so that the model has them then.
[[nodiscard]] double density_of(double count, double inhabitants, int profession, int month);

/// The code that a text names: a code ("67", "2a", "1") or a name ("Bas-Rhin", "bas rhin"). Throws InputError at
/// `option` for none.
[[nodiscard]] std::string department_code(std::string const& text, std::string const& option);
/// "67 (Bas-Rhin)".
[[nodiscard]] std::string department_words(std::string const& code);
/// "Bas-Rhin" of "67"; "" of what is no code.
[[nodiscard]] std::string department_name(std::string const& code);

/// Letters and digits of a name without accents, in lower case: what stays however people write it.
[[nodiscard]] std::string plain_letters(std::string_view name);
/// Its words in plain letters.
[[nodiscard]] std::vector<std::string> words_of(std::string const& name);
/// ` did you mean "…"?` for the name that is nearest in its plain letters, or else the first that contains those of
/// `word`, or a word near to it; or "".
[[nodiscard]] Words name_suggestion(std::string const& word, std::vector<std::string> const& names);

}  // namespace cptsim
