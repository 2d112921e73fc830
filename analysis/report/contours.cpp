#include "analysis/report/contours.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <set>
#include <utility>

#ifdef CPTSIM_JSON
#include <nlohmann/json.hpp>
#endif

#include "sim/base/error.hpp"
#include "sim/base/plain_text.hpp"
#include "sim/base/text.hpp"
#include "sim/files/json.hpp"
#include "sim/files/text_file.hpp"
#include "sim/files/toml_reader.hpp"
#include "sim/input/territory_cells.hpp"

namespace cptsim {
#ifdef CPTSIM_JSON
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
constexpr int kMaxDepth = 16;
constexpr std::size_t kMaxFeatures = 5000, kMaxPoints = 500000, kMaxShown = 20000;
constexpr std::size_t kLongestName = 200;  ///< bytes of a property that may be a code or a name
constexpr double kFinest = 0.5;            ///< step of the drawing's grid

struct Point {
    double x = 0, y = 0;
};
using Ring = std::vector<Point>;
using Shapes = std::map<std::string, std::vector<Ring>>;  ///< rings of each department

std::string in_lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
    return text;
}

class Reader {
  public:
    Reader(std::string const& file, TerritoryTable const& table) : file_(file)
    {
        for (auto const& row : table.rows)
            if (!row.department.empty()) wanted_.insert(row.department);
        for (auto const& code : wanted_)
            if (auto const name = plain_letters(department_name(code)); !name.empty()) code_of_[name] = code;
    }

    Shapes read(std::string_view bytes)
    {
        if (wanted_.empty())
            refuse({"has no place on this page (the table of its territories names no departments)",
                    "n'a pas de place sur cette page (la table de ses territoires ne nomme pas de départements)"});
        auto const json = parse(bytes);
        auto const features = json.is_object() ? json.find("features") : json.end();
        if (!json.is_object() || features == json.end() || !features->is_array())
            refuse({"is no GeoJSON of several places (must have a list \"features\")",
                    "n'est pas un GeoJSON de plusieurs lieux (il faut une liste « features »)"});
        if (features->size() > kMaxFeatures)
            refuse(both({"has {} features (must have {} at most)", "a {} éléments (au plus {})"}, features->size(),
                        kMaxFeatures));
        for (auto const& feature : *features)
            if (auto const code = department_of(feature); !code.empty()) take(feature, shapes_[code]);
        if (shapes_.empty())
            refuse(both({"has no department of the table (looked for {} in the properties code, nom, name … of {} "
                         "features)",
                         "n'a aucun département de la table (cherché : {} dans les propriétés code, nom, name … de {} "
                         "éléments)"},
                        join({wanted_.begin(), wanted_.end()}), features->size()));
        return std::move(shapes_);
    }

    [[nodiscard]] std::set<std::string> const& wanted() const { return wanted_; }

  private:
    [[noreturn]] void refuse(Words text) const { throw InputError({file_}, std::move(text)); }

    [[nodiscard]] Json parse(std::string_view bytes) const
    {
        if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
        if (is_nested_deeper(bytes, kMaxDepth))
            refuse(both({"is nested deeper than {} (a GeoJSON of contours is not)",
                         "est imbriqué sur plus de {} niveaux (un GeoJSON de contours ne l'est pas)"},
                        kMaxDepth));
        try {
            return Json::parse(bytes.begin(), bytes.end());
        } catch (Json::parse_error const& error) {
            auto const before = bytes.substr(0, std::min(error.byte, bytes.size()));
            auto const line = 1 + std::count(before.begin(), before.end(), '\n');
            auto const start = before.rfind('\n');
            auto const column = start == std::string_view::npos ? before.size() : before.size() - start - 1;
            throw InputError(
                {file_, static_cast<int>(line), static_cast<int>(column)},
                {"is no JSON from here on (must be GeoJSON)", "n'est plus du JSON ici (il faut du GeoJSON)"});
        } catch (Json::exception const&) {
            refuse({"has a number that is too large (must be longitudes and latitudes)",
                    "a un nombre trop grand (il faut des longitudes et des latitudes)"});
        }
    }

    /// The department that a property names; "" for none that the table has.
    [[nodiscard]] std::string department_of(Json const& feature) const
    {
        if (!feature.is_object()) return "";
        auto const named = [&](Json const& value) -> std::string {
            auto const text = value.is_string()            ? value.get<std::string>()
                              : value.is_number_unsigned() ? std::to_string(value.get<unsigned>())
                                                           : "";
            if (text.empty() || text.size() > kLongestName) return "";
            auto const code = text.size() == 1 ? '0' + text : text;
            if (wanted_.count(code) == 1) return code;
            auto const found = code_of_.find(plain_letters(text));
            return found == code_of_.end() ? "" : found->second;
        };
        static std::array constexpr kKeys = {"code", "code_insee", "insee_dep", "code_dept", "dep",
                                             "nom",  "name",       "nom_dep",   "libelle"};
        auto const properties = feature.find("properties");
        if (properties != feature.end() && properties->is_object())
            for (auto const* key : kKeys)
                for (auto const& [name, value] : properties->items())
                    if (in_lower_case(name) == key)
                        if (auto const code = named(value); !code.empty()) return code;
        auto const id = feature.find("id");
        return id == feature.end() ? "" : named(*id);
    }

    void take(Json const& feature, std::vector<Ring>& rings)
    {
        auto const geometry = feature.find("geometry");
        if (geometry == feature.end() || !geometry->is_object()) return;
        auto const type = geometry->value("type", Json());
        auto const places = geometry->find("coordinates");
        if (places == geometry->end() || !places->is_array()) return;
        if (type == "Polygon") take_polygon(*places, rings);
        if (type == "MultiPolygon")
            for (auto const& polygon : *places) take_polygon(polygon, rings);
    }

    void take_polygon(Json const& polygon, std::vector<Ring>& rings)
    {
        if (!polygon.is_array()) refuse_shape();
        for (auto const& one : polygon) {
            if (!one.is_array()) refuse_shape();
            points_ += one.size();
            if (points_ > kMaxPoints)
                refuse(
                    both({"has more than {} points (simplify it first)", "a plus de {} points (le simplifier avant)"},
                         kMaxPoints));
            Ring ring;
            for (auto const& point : one) {
                if (!point.is_array() || point.size() < 2 || !point[0].is_number() || !point[1].is_number())
                    refuse_shape();
                Point const at{point[0].get<double>(), point[1].get<double>()};
                if (!(std::abs(at.x) <= 180 && std::abs(at.y) <= 85))
                    refuse(both({"has a point at {}, {} (must be longitude and latitude in degrees, WGS 84)",
                                 "a un point en {}, {} (il faut longitude et latitude en degrés, WGS 84)"},
                                at.x, at.y));
                ring.push_back(at);
            }
            rings.push_back(std::move(ring));
        }
    }

    [[noreturn]] void refuse_shape() const
    {
        refuse({"has a polygon that is no list of rings of points",
                "a un polygone qui n'est pas une liste d'anneaux de "
                "points"});
    }

    std::string const& file_;
    std::set<std::string> wanted_;
    std::map<std::string, std::string> code_of_;  ///< of each name in plain letters
    Shapes shapes_;
    std::size_t points_ = 0;
};

/// A part of the drawing into which shapes are fitted.
struct Box {
    double x, y, width, height;
};

/// Degrees into the box, the same scale both ways at the middle latitude.
void fit(std::vector<std::vector<Ring>*> const& shapes, Box const& box)
{
    constexpr double kFar = std::numeric_limits<double>::infinity();
    double west = kFar, east = -kFar, south = kFar, north = -kFar;
    auto const each = [&](auto const& act) {
        for (auto* rings : shapes)
            for (auto& ring : *rings)
                for (auto& point : ring) act(point);
    };
    each([&](Point const& p) {
        west = std::min(west, p.x);
        east = std::max(east, p.x);
        south = std::min(south, p.y);
        north = std::max(north, p.y);
    });
    double const squeeze = std::cos((south + north) / 2 * std::numbers::pi / 180);
    double const scale =
        std::min(box.width / std::max(1e-9, (east - west) * squeeze), box.height / std::max(1e-9, north - south));
    each([&](Point& p) { p = {box.x + (p.x - west) * squeeze * scale, box.y + (north - p.y) * scale}; });
}

/// Points on a grid of this step, each once in a row and without spikes: neighbours keep a common border. Rings that
/// are no area any more are left out, but a shape stays a dot at least.
std::vector<Ring> on_grid(std::vector<Ring> const& rings, double step)
{
    std::vector<Ring> kept;
    for (auto const& ring : rings) {
        Ring few;
        for (auto const& p : ring) {
            Point const at{std::round(p.x / step) * step, std::round(p.y / step) * step};
            auto const is_at = [&](std::size_t back) {
                return few.size() >= back && few[few.size() - back].x == at.x && few[few.size() - back].y == at.y;
            };
            if (is_at(2)) few.pop_back();  // there and back
            if (!is_at(1)) few.push_back(at);
        }
        if (few.size() > 3) kept.push_back(std::move(few));
    }
    if (kept.empty() && !rings.empty() && !rings.front().empty()) {
        auto const [x, y] = rings.front().front();
        kept.push_back({{x - 1, y - 1}, {x + 1, y - 1}, {x + 1, y + 1}, {x - 1, y + 1}});
    }
    return kept;
}

Contours drawn(Shapes shapes)
{
    std::vector<std::vector<Ring>*> mainland;
    double inset = kContourHeight - 5 * 66;  // the five overseas stand one below the other
    for (auto& [code, rings] : shapes)
        if (code.size() < 3) mainland.push_back(&rings);
    bool const has_inset = mainland.size() < shapes.size() && !mainland.empty();
    for (auto& [code, rings] : shapes)
        if (code.size() == 3) {
            fit({&rings}, {0, inset, 60, 60});
            inset += 66;
        }
    fit(mainland, {has_inset ? 70.0 : 0.0, 0, kContourWidth - (has_inset ? 70.0 : 0.0), kContourHeight});
    Contours contours;
    for (double step = kFinest; contours.shapes.empty(); step *= 2) {
        std::size_t points = 0;
        for (auto const& [code, rings] : shapes) {
            Contour one{code, ""};
            for (auto const& ring : on_grid(rings, step)) {
                points += ring.size();
                for (std::size_t i = 0; i < ring.size(); ++i)
                    one.path += fmt::format("{}{:.4g} {:.4g}", i == 0 ? 'M' : 'L', ring[i].x, ring[i].y);
                one.path += 'Z';
            }
            contours.shapes.push_back(std::move(one));
        }
        if (points > kMaxShown && step < 16) contours.shapes.clear();
    }
    return contours;
}

}  // namespace

Contours read_contours(std::string_view bytes, std::string const& file, TerritoryTable const& table)
{
    Reader reader(file, table);
    auto contours = drawn(reader.read(bytes));
    for (auto const& code : reader.wanted())
        if (std::none_of(contours.shapes.begin(), contours.shapes.end(),
                         [&](Contour const& one) { return one.code == code; }))
            contours.absent.push_back(code);
    return contours;
}

Contours read_contours(std::string const& file, TerritoryTable const& table)
{
    auto const bytes = read_text(file, kMaxBytes);
    require_plain_text(bytes, file);
    return read_contours(bytes, file, table);
}
#else
Contours read_contours(std::string_view, std::string const& file, TerritoryTable const&)
{
    throw InputError({file}, {"cannot be read: this program was built without nlohmann-json (apt-get install "
                              "nlohmann-json3-dev, and build again)",
                              "ne peut pas être lu : ce programme est construit sans nlohmann-json (apt-get install "
                              "nlohmann-json3-dev, et reconstruire)"});
}

Contours read_contours(std::string const& file, TerritoryTable const& table) { return read_contours("", file, table); }
#endif

}  // namespace cptsim
