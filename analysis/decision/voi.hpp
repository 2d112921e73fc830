// The value of information about a decision: of parameters, of their groups, of data that are planned; and its words.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "analysis/decision/information.hpp"
#include "analysis/decision/planned_data.hpp"

namespace cptsim {

/// A parameter, or all those of a group that were drawn.
struct ParameterInformation {
    int row = 0;  ///< in parameter_fields(), or in parameter_groups()
    Information known;
};

struct VoiAnswer {
    Contrast contrast;
    std::optional<Estimated> chance;
    std::size_t drawn = 0;                         ///< parameters that differ between the draws
    Estimated certainty;                           ///< worth of knowing each option's outcome
    Information everything;                        ///< all of these known
    std::vector<ParameterInformation> groups;      ///< the most telling first
    std::vector<ParameterInformation> parameters;  ///< the same
    std::vector<Information> data;                 ///< [collection]
    std::optional<Information> together;           ///< all collections; nothing where there is one or none
};

/// Draws that a value of information needs at least: five populations of eight.
inline constexpr std::size_t kLeastDrawsForVoi = 40;

/// Throws InputError for draws that all have the same parameters.
[[nodiscard]] VoiAnswer value_of_information(std::string const& file, Draws const&, DataRecorder const& data);

/// What surrounds an answer.
struct VoiFrame {
    std::string file;
    std::vector<std::string> left_out;  ///< collections that the launch cannot show, and why
};
[[nodiscard]] std::string voi_text(VoiFrame const&, Draws const&, DataRecorder const&, VoiAnswer const&, Language);

}  // namespace cptsim
