#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/effects/answer_numbers.hpp"
#include "analysis/report/first_page.hpp"

namespace cptsim {
namespace {

constexpr double kFarWider = 4;  ///< times the next wider one: the row leaves the scale
constexpr double kMargin = 0.07, kInner = 1 - 2 * kMargin;

/// The scale that the rows of a panel share.
class Scale {
  public:
    explicit Scale(std::vector<AnswerCell const*> const& cells)
    {
        std::vector<std::pair<double, std::size_t>> sizes;
        for (std::size_t i = 0; i < cells.size(); ++i)
            if (cells[i]->has_range()) sizes.emplace_back(size_of(*cells[i]), i);
        std::sort(sizes.rbegin(), sizes.rend());
        if (sizes.size() > 1 && sizes[1].first > 0 && sizes[0].first > kFarWider * sizes[1].first)
            beyond_ = static_cast<int>(sizes[0].second);
        for (auto const& [size, i] : sizes) {
            if (static_cast<int>(i) == beyond_) continue;
            low_ = std::min(low_, cells[i]->effect.predictive.low);
            high_ = std::max(high_, cells[i]->effect.predictive.high);
        }
        if (low_ == high_) low_ = -1, high_ = 1;
        if (beyond_ >= 0) {  // room for its arrow
            auto const& cell = *cells[static_cast<std::size_t>(beyond_)];
            double const width = high_ - low_;
            if (cell.effect.predictive.high > high_) high_ += 0.3 * width;
            if (cell.effect.predictive.low < low_) low_ -= 0.3 * width;
        }
    }
    [[nodiscard]] bool is_beyond(std::size_t row) const { return static_cast<int>(row) == beyond_; }
    [[nodiscard]] bool has_beyond() const { return beyond_ >= 0; }
    [[nodiscard]] double percent(double x) const { return 100 * (kMargin + kInner * (x - low_) / (high_ - low_)); }
    /// Zero and one or two round values.
    [[nodiscard]] std::vector<double> ticks() const
    {
        double const reach = std::max(std::abs(low_), std::abs(high_));
        double const power = std::pow(10, std::floor(std::log10(reach)));
        double step = power;
        for (double const factor : {5.0, 2.0, 1.0, 0.5})
            if (factor * power <= 0.9 * reach) {
                step = factor * power;
                break;
            }
        std::vector<double> all{0};
        if (-step >= low_) all.push_back(-step);
        if (step <= high_) all.push_back(step);
        return all;
    }

  private:
    static double size_of(AnswerCell const& cell)
    {
        return std::max(std::abs(cell.effect.predictive.low), std::abs(cell.effect.predictive.high));
    }
    double low_ = 0, high_ = 0;
    int beyond_ = -1;
};

class Plot {
  public:
    Plot(Answer const& answer, Language language) : a_(answer), language_(language) {}

    std::string write() const
    {
        std::string out = "<div class=\"plot\"><div class=\"pl-lab\" aria-hidden=\"true\"><div class=\"pl-h\"></div>";
        for (std::size_t i = 0; i < a_.policies.size(); ++i)
            out += fmt::format("<div class=\"pl-r\"><i class=\"sw {}\"></i><span>{}</span></div>", colour_class(i),
                               html(a_.policies[i].label));
        out += "<div class=\"pl-a\"></div></div>";
        for (int column = 0; column < kAnswerDrawn; ++column) out += panel(static_cast<AnswerColumn>(column));
        return out + "</div>" + legend();
    }

  private:
    [[nodiscard]] std::string in(Text words) const { return html(words.in(language_)); }

    [[nodiscard]] std::string panel(AnswerColumn column) const
    {
        std::vector<AnswerCell const*> cells;
        for (auto const& row : a_.policies) cells.push_back(&row.cells[column]);
        Scale const scale(cells);
        auto const& field = a_.fields[column];
        std::string out = fmt::format(
            "<div class=\"pw\"><table class=\"pl\"><caption class=\"pl-h\"><b>{}</b><span>{}</span></caption>"
            "<thead class=\"sr\"><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>",
            html(capital(field.title.in(language_))), in(field.unit), in({"Policy", "Politique"}),
            in({"Mean effect [90 %]", "Effet moyen [90 %]"}));
        for (std::size_t i = 0; i < cells.size(); ++i)
            out +=
                fmt::format("<tr class=\"pl-r\"><th scope=\"row\">{}</th><td>{}<span class=\"sr\">{}</span></td></tr>",
                            html(a_.policies[i].brief), row(*cells[i], scale, i, field.decimals),
                            html(words(*cells[i], field.decimals)));
        out += "</tbody></table><svg class=\"pl-a\" aria-hidden=\"true\">";
        for (double const tick : scale.ticks())
            out += fmt::format("<text x=\"{:.1f}%\" y=\"12\" text-anchor=\"middle\">{}</text>", scale.percent(tick),
                               html(shown_difference(tick, std::abs(tick) < 1 && tick != 0 ? 1 : 0, language_)));
        return out + "</svg></div>";
    }

    [[nodiscard]] std::string words(AnswerCell const& cell, int decimals) const
    {
        if (!cell.has_range()) return cell.why.in(language_);
        decimals = cell_decimals(cell.effect, decimals);
        auto const range = shown_range(cell.effect.predictive, decimals, true, language_);
        auto const mean = cell.has_mean() ? shown_difference(cell.effect.mean.mean, decimals, language_) + ' ' : "";
        return mean + range + ", " + reading_words(cell, language_);
    }

    [[nodiscard]] std::string row(AnswerCell const& cell, Scale const& scale, std::size_t i, int decimals) const
    {
        decimals = cell_decimals(cell.effect, decimals);
        std::string out = fmt::format("<svg class=\"iv {}\" aria-hidden=\"true\">", colour_class(i));
        for (double const tick : scale.ticks())
            out += fmt::format("<line class=\"{}\" x1=\"{:.1f}%\" x2=\"{:.1f}%\" y1=\"17\" y2=\"100%\"/>",
                               tick == 0 ? "ze" : "gr", scale.percent(tick), scale.percent(tick));
        if (!cell.has_range()) return out + "</svg>";
        if (scale.is_beyond(i)) return out + beyond(cell, decimals) + "</svg>";
        auto const line = [&](Interval range, char const* width) {
            return fmt::format("<line class=\"{}{}\" x1=\"{:.1f}%\" x2=\"{:.1f}%\" y1=\"25\" y2=\"25\"/>", width,
                               cell.has_mean() ? "" : " faded", scale.percent(range.low), scale.percent(range.high));
        };
        out += line(cell.effect.predictive, "thin");
        if (!cell.has_mean()) return out + "</svg>";
        out += line(cell.middle, "thick");
        double const x = scale.percent(cell.effect.mean.mean);
        bool const clear = is_clear(cell.reading);
        bool const likely = cell.reading == Reading::rather_higher || cell.reading == Reading::rather_lower;
        out +=
            clear || likely
                ? fmt::format("<circle class=\"{}\" cx=\"{:.1f}%\" cy=\"25\" r=\"4\"/>", clear ? "full" : "hollow", x)
                : fmt::format("<line class=\"bar\" x1=\"{:.1f}%\" x2=\"{:.1f}%\" y1=\"20\" y2=\"30\"/>", x, x);
        auto const* const anchor = x < 16 ? "start" : x > 84 ? "end" : "middle";
        return out + fmt::format("<text class=\"{}\" x=\"{:.1f}%\" y=\"14\" text-anchor=\"{}\">{}</text></svg>",
                                 clear ? "tv b" : "tv", std::clamp(x, 2.0, 98.0), anchor,
                                 html(mean_of(cell, decimals)));
    }

    /// "+8.5 ▲", as in the table.
    [[nodiscard]] std::string mean_of(AnswerCell const& cell, int decimals) const
    {
        return shown_difference(cell.effect.mean.mean, decimals, language_) + sign_behind(cell, language_);
    }

    /// Off the scale: an arrow, and the value in full.
    [[nodiscard]] std::string beyond(AnswerCell const& cell, int decimals) const
    {
        bool const right = std::abs(cell.effect.predictive.high) >= std::abs(cell.effect.predictive.low);
        auto const range = shown_range(cell.effect.predictive, decimals, true, language_, true);
        auto const mean = cell.has_mean() ? mean_of(cell, decimals) : "";
        auto const* const side = right ? "end" : "start";
        auto const text = right ? range + " \u25B8" : "\u25C2 " + range;
        return fmt::format(
            "<text class=\"{}\" x=\"{}%\" y=\"14\" text-anchor=\"{}\">{}</text>"
            "<text class=\"tv tr\" x=\"{}%\" y=\"29\" text-anchor=\"{}\">{}</text>",
            is_clear(cell.reading) ? "tv b" : "tv", right ? 100 : 0, side, html(mean), right ? 100 : 0, side,
            html(text));
    }

    [[nodiscard]] static std::string key(std::string const& mark, int width = 12)
    {
        return fmt::format("<svg class=\"key\" width=\"{}\" height=\"12\" aria-hidden=\"true\">{}</svg>", width, mark);
    }

    /// What is drawn, each mark with the signs that go with it.
    [[nodiscard]] std::string legend() const
    {
        std::string out =
            "<p class=\"lg\"><span>" +
            key("<line class=\"thin\" x1=\"2\" x2=\"56\" y1=\"6\" y2=\"6\"/><line class=\"thick\" x1=\"16\" x2=\"42\" "
                "y1=\"6\" y2=\"6\"/><circle class=\"full\" cx=\"29\" cy=\"6\" r=\"4\"/>",
                58) +
            in({"mean, 50 % (thick) and 90 % (thin) of the simulations",
                "moyenne, 50 % (épais) et 90 % (fin) des simulations"}) +
            "</span>";
        for (auto const& sign : sign_words(a_, kAnswerOrder, language_)) {
            bool const clear = sign.rfind("▲", 0) == 0, likely = sign.rfind("△", 0) == 0;
            out += "<span>" +
                   key(clear || likely
                           ? fmt::format("<circle class=\"{}\" cx=\"6\" cy=\"6\" r=\"4\"/>", clear ? "full" : "hollow")
                           : "<line class=\"bar\" x1=\"6\" x2=\"6\" y1=\"1\" y2=\"11\"/>") +
                   html(sign) + "</span>";
        }
        return out + "<span>▸ " + in({"off the scale: value written", "hors échelle : valeur écrite"}) + "</span></p>";
    }

    Answer const& a_;
    Language language_;
};

}  // namespace

std::string interval_plot(Answer const& answer, Language language) { return Plot(answer, language).write(); }

}  // namespace cptsim
