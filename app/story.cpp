// cptsim story SCENARIO... --agent N: one professional month by month, the scenarios side by side.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "sim/base/calendar.hpp"
#include "sim/input/launch.hpp"
#include "sim/input/wording.hpp"
#include "sim/model/names.hpp"
#include "sim/run/ensemble.hpp"

namespace cptsim::app {
namespace {

constexpr std::size_t kLabelColumns = 52;
constexpr std::size_t kColumns = 22;

struct StoryOptions {
    LaunchOptions launch;
    std::uint64_t agent = 0;
    bool all = false;
    Language language{};
};

/// One number of a month. Those of a review are shown where a review took place.
struct Line {
    Text label;
    float StoryMonth::*value;
    int decimals;
    bool of_review;
};
constexpr std::array<Line, 11> kLines = {{
    {{"age", "âge"}, &StoryMonth::age, 1, false},
    {{"opinion on CPTS, -1 against to 1 for (A)", "opinion sur les CPTS, de -1 contre à 1 pour (A)"},
     &StoryMonth::attitude,
     2,
     false},
    {{"knowledge of CPTS, 0 to 1 (K)", "connaissance des CPTS, de 0 à 1 (K)"}, &StoryMonth::knowledge, 2, false},
    {{"exhaustion, 0 to 1 (B)", "épuisement, de 0 à 1 (B)"}, &StoryMonth::exhaustion, 2, false},
    {{"ties with colleagues, 0 to 1 (N)", "liens avec les confrères, de 0 à 1 (N)"},
     &StoryMonth::social_capital,
     2,
     false},
    {{"gain from belonging, EUR a month", "gain à être adhérent, € par mois"},
     &StoryMonth::utility_membership,
     1,
     true},
    {{"gain as a passive member, EUR a month", "gain comme membre passif, € par mois"},
     &StoryMonth::utility_passive,
     1,
     true},
    {{"further gain from being active, EUR a month", "gain de plus à être actif, € par mois"},
     &StoryMonth::surplus_active,
     1,
     true},
    {{"chance in the choice to belong", "part du hasard dans le choix d'adhérer"},
     &StoryMonth::draw_membership,
     2,
     true},
    {{"chance in the choice to be active", "part du hasard dans le choix d'être actif"},
     &StoryMonth::draw_activity,
     2,
     true},
    {{"hours for the CPTS in the month", "heures consacrées à la CPTS dans le mois"}, &StoryMonth::hours, 1, false},
}};

constexpr Text kHowToRead = {
    "Once a year each weighs anew whether to belong and to be active: in these months, what was weighed stands too. A\n"
    "star marks a change of role. A, K, B and N are explained in docs/model.md.",
    "Une fois par an, chacun réexamine s'il adhère et s'il est actif : ces mois-là montrent aussi ce qu'il a pesé. "
    "Une\n"
    "étoile marque un changement de rôle. A, K, B et N sont expliqués dans docs/model.md."};

class StoryText {
  public:
    StoryText(Story const& story, Language language) : story_(story), language_(language) {}

    void print(Plan const& plan, long agent, bool all) const
    {
        fmt::print("{} {}, {} ({})\n", Text{"Professional", "Professionnel"}.in(language_), agent, story_.territory,
                   profession_words(1U << static_cast<unsigned>(story_.profession), language_));
        fmt::print("{}\n", kHowToRead.in(language_));
        auto const months = story_.months.front().size();
        for (std::size_t month = 0; month < months; ++month) {
            auto const first = month;
            while (month < months && is_vacant(month)) ++month;
            if (month > first) print_vacancy(first, month - 1);
            if (month < months && (all || happens(month))) print_month(plan, month);
        }
    }

  private:
    /// In every scenario.
    [[nodiscard]] bool is_vacant(std::size_t month) const
    {
        return std::all_of(story_.months.begin(), story_.months.end(),
                           [&](auto const& months) { return months[month].role == kVacant; });
    }

    /// One line for months in which nobody practises here.
    void print_vacancy(std::size_t first, std::size_t last) const
    {
        auto const month = [&](std::size_t index) { return month_words(static_cast<int>(index), language_); };
        auto const months =
            first == last ? month(first) : month(first) + Text{" to ", " à "}.in(language_) + month(last);
        fmt::print("\n{}{}\n", months, Text{": surgery vacant", " : place vacante"}.in(language_));
    }

    /// In any scenario: a review, another role, or another person in the surgery.
    [[nodiscard]] bool happens(std::size_t month) const
    {
        return std::any_of(story_.months.begin(), story_.months.end(), [&](auto const& months) {
            auto const& now = months[month];
            auto const& before = months[month == 0 ? 0 : month - 1];
            return month == 0 || now.reviewed || now.role != before.role || now.generation != before.generation;
        });
    }

    template <class Value>
    void print_line(std::string const& label, Value const& value) const
    {
        std::string text = fmt::format("  {:<{}}", label, kLabelColumns - 2);
        for (auto const& months : story_.months) text += fmt::format("{:>{}}", value(months), kColumns);
        fmt::print("{}\n", text);
    }

    void print_month(Plan const& plan, std::size_t month) const
    {
        std::string text = fmt::format("\n{:<{}}", month_words(static_cast<int>(month), language_), kLabelColumns);
        for (std::size_t i = 0; i < story_.months.size(); ++i)
            text += fmt::format("{:>{}}", plan.scenarios[i].name, kColumns);
        fmt::print("{}\n", text);
        bool const reviewed = std::any_of(story_.months.begin(), story_.months.end(),
                                          [&](auto const& months) { return months[month].reviewed; });
        for (auto const& line : kLines) {
            if (line.of_review && !reviewed) continue;
            print_line(line.label.in(language_), [&](auto const& months) -> std::string {
                auto const& now = months[month];
                if (now.role == kVacant || (line.of_review && !now.reviewed)) return "";
                return format_number(static_cast<double>(now.*line.value), line.decimals, language_);
            });
        }
        print_line(Text{"role at the end of the month", "rôle à la fin du mois"}.in(language_),
                   [&](auto const& months) { return role_text(months, month); });
    }

    /// The role, with a star where it changed, and who came.
    [[nodiscard]] std::string role_text(std::vector<StoryMonth> const& months, std::size_t month) const
    {
        auto const& now = months[month];
        std::string text = kRoleWords[static_cast<std::size_t>(now.role)].in(language_);
        if (month == 0) return text;
        auto const& before = months[month - 1];
        if (now.generation != before.generation && now.role != kVacant)
            return Text{"newcomer: ", "arrivant : "}.in(language_) + text;
        return now.role == before.role ? text : "* " + text;
    }

    Story const& story_;
    Language language_;
};

void tell(StoryOptions const& options)
{
    auto const plan = make_plan(options.launch);
    auto const agent = static_cast<long>(options.agent);
    StoryText(run_story(plan, agent), options.language).print(plan, agent, options.all);
}

}  // namespace

void setup_story(Program& program)
{
    auto command = program.add(
        "story", {"One professional month by month in each scenario, in replicate 0",
                  "Suit un professionnel mois par mois dans chaque scénario, dans la première simulation (numéro 0)"});
    auto const options = std::make_shared<StoryOptions>();
    add_launch_options(command, options->launch);
    command
        .natural("--agent", options->agent, std::numeric_limits<long>::max(),
                 {"The professional: a row number, in the order of the table of territories",
                  "Le professionnel : un numéro de ligne, dans l'ordre de la table des territoires"})
        .shown_as("N")
        .required();
    command.flag("--all", options->all,
                 {"Print every month (default: only those in which something happens)",
                  "Affiche tous les mois (par défaut : ceux où il se passe quelque chose)"});
    command.language(options->language);
    command.run([options] { tell(*options); });
}

}  // namespace cptsim::app
