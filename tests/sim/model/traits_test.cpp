// Who the people are: values of cooperation, tastes.
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {
namespace {

constexpr int kGp = 0, kNurse = 2;

/// Mean and standard deviation of f over standard normal scores, by the rectangle rule.
template <class F>
std::pair<double, double> moments(F f)
{
    constexpr double kStep = 0.01, kEnd = 12;
    double sum = 0, squares = 0;
    for (double z = -kEnd; z < kEnd; z += kStep) {
        double const weight = std::exp(-z * z / 2) / std::sqrt(2 * 3.14159265358979) * kStep, x = f(z);
        sum += weight * x, squares += weight * x * x;
    }
    return {sum, std::sqrt(squares - sum * sum)};
}

/// A crowd of one profession, as drawn in January 2019.
struct Crowd {
    static constexpr int kPeople = 4000;
    std::unique_ptr<Params> p = parameters();
    kernel::Runs runs{};
    Person person;

    Crowd()
    {
        for (Real& x : p->traits.marginal_income) x = 50.0f;
        p->traits.marginal_income[kNurse] = 30.0f;
        for (Real& x : p->traits.clinical_hours) x = 45.0f;
        p->traits.free_rider_share = 0.3f, p->traits.conditional_share = 0.4f, p->traits.hump_share = 0.2f;
        p->traits.prosocial_value = 20.0f, p->traits.reciprocity_value = 25.0f, p->traits.altruist_factor = 2.0f;
        p->traits.cooperation_cv = 0.87f;
    }
    template <class F>
    void each(int profession, F f)
    {
        for (int slot = 0; slot < kPeople; ++slot) {
            draw_professional(person.row(), everyone(), *p, Draws(runs, 99), slot, Int(0), profession, 0.0f, 0, true,
                              0.2f);
            f(person.row());
        }
    }
};

}  // namespace

TEST_CASE("a log-normal variate has its mean and its coefficient of variation, and none is its mean")
{
    for (double const cv : {0.2, 0.5, 0.87, 1.5}) {
        auto const drawn = [&](double z) {
            return value(log_normal(20.0f, static_cast<float>(cv), static_cast<float>(z)));
        };
        auto const [mean, sd] = moments(drawn);
        REQUIRE(mean == Approx(20).epsilon(1e-3));
        REQUIRE(sd / mean == Approx(cv).epsilon(2e-3));
        double const variance = std::log(1 + cv * cv);
        for (double const z : {-3.0, 0.0, 0.7, 3.0})
            REQUIRE(drawn(z) == Approx(20 * std::exp(std::sqrt(variance) * z - variance / 2)).epsilon(1e-5));
    }
    for (double const z : {-4.0, 0.0, 4.0}) REQUIRE(value(log_normal(20.0f, 0.0f, static_cast<float>(z))) == near(20));
}

TEST_CASE("values of cooperation are those of the type, in proportion to the profession's income, log-normal")
{
    Crowd crowd;
    for (int const profession : {kGp, kNurse}) {
        double n[4]{}, log_sum[4]{}, log_squares[4]{}, together = 0, pairs = 0;
        double const scale = profession == kNurse ? 0.6 : 1.0, variance = std::log(1 + 0.87 * 0.87);
        double const middle = std::log(scale * 20) - variance / 2, rho_middle = std::log(scale * 25) - variance / 2;
        crowd.each(profession, [&](Row const& row) {
            int const type = at(cooperation_of(row.integer(kernel::kStatus)));
            double const theta = value(row.real(kernel::kTheta)), rho = value(row.real(kernel::kRho));
            ++n[type];
            REQUIRE((theta > 0) == (type != kFreeRider));
            REQUIRE((rho > 0) == (type == kConditional || type == kHump));
            if (theta > 0) log_sum[type] += std::log(theta), log_squares[type] += std::log(theta) * std::log(theta);
            if (rho > 0) ++pairs, together += (std::log(theta) - middle) * (std::log(rho) - rho_middle);
        });
        double const shares[] = {0.3, 0.4, 0.2, 0.1};
        for (int type = 0; type < 4; ++type) {
            double const share = n[type] / Crowd::kPeople;
            REQUIRE(std::abs(share - shares[type]) < 4 * std::sqrt(shares[type] * (1 - shares[type]) / Crowd::kPeople));
            if (type == kFreeRider) continue;
            double const mean = log_sum[type] / n[type], expected = middle + (type == kAltruist ? std::log(2.0) : 0);
            double const sd = std::sqrt(log_squares[type] / n[type] - mean * mean);
            double const error = std::sqrt(variance / n[type]);  // of a normal mean; false alarm 6 x 6e-5
            REQUIRE(std::abs(mean - expected) < 4 * error);
            REQUIRE(std::abs(mean - (expected + variance / 2)) > 4 * error);  // the twin: the median is not the mean
            REQUIRE(std::abs(sd - std::sqrt(variance)) < 4 * std::sqrt(variance / (2 * n[type])));
        }
        REQUIRE(std::abs(together / pairs) < 4 * variance / std::sqrt(pairs));  // of each other independent
    }
}

TEST_CASE("without a spread of values all cooperators of a type have the same")
{
    Crowd crowd;
    crowd.p->traits.cooperation_cv = 0.0f;
    crowd.each(kGp, [&](Row const& row) {
        int const type = at(cooperation_of(row.integer(kernel::kStatus)));
        REQUIRE(value(row.real(kernel::kTheta)) == near(type == kFreeRider ? 0 : type == kAltruist ? 40 : 20));
    });
}

TEST_CASE("what a person keeps of his tastes has its share of their variance, apart for membership and activity")
{
    Crowd crowd;
    auto& q = crowd.p->participation;
    q.taste_sd = 64.0f, q.activity_taste_sd = 47.0f;
    for (double const share : {0.0, 0.7}) {
        q.persistent_share = static_cast<float>(share);
        double in = 0, active = 0, both = 0;
        crowd.each(kGp, [&](Row const& row) {
            double const x = value(row.real(kernel::kPersistentIn)), y = value(row.real(kernel::kPersistentActive));
            in += x * x, active += y * y, both += x * y;
        });
        double const n = Crowd::kPeople, error = 4 * std::sqrt(2 / n);  // of a normal variance, relative; 6e-5
        REQUIRE(std::abs(in / n - share * 64 * 64) <= error * share * 64 * 64);
        REQUIRE(std::abs(active / n - share * 47 * 47) <= error * share * 47 * 47);
        REQUIRE(std::abs(both / n) <= 4 * share * 64 * 47 / std::sqrt(n));
        if (share > 0) REQUIRE(std::abs(in / n - 64 * 64) > error * 64 * 64);  // the twin: all of it
    }
}

}  // namespace cptsim::unit
