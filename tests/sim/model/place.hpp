// A territory of slots of one profession in sixteen runs, month by month.
#pragma once
#include "sim/model/streams.hpp"
#include "tests/sim/model/unit.hpp"

namespace cptsim::unit {

/// Everyone is a member whom nothing drives out, of income 10, with 50 hours to spare, whom an hour brings 100 EUR.
class Place {
  public:
    explicit Place(int rows)
        : rows_(rows),
          state_(static_cast<std::size_t>(rows * kernel::kColumns)),
          view_(static_cast<std::size_t>(2 * rows)),
          peers_(static_cast<std::size_t>(rows * kPeers), 0),
          counts_(std::make_unique<kernel::YearCounts>()),
          spells_(std::make_unique<std::int32_t[][kernel::kMaxYears][kSpellAges][kLanes]>(2))
    {
        block_.key = kKey, block_.rows = rows, block_.state = state_[0].x, block_.peers = peers_.data();
        block_.view[0] = view_[0].x, block_.view[1] = view_[static_cast<std::size_t>(rows)].x;
        counts_->spells = spells_.get();
        for (int l = 0; l < kLanes; ++l) runs_.replicate[l] = static_cast<std::uint32_t>(l);
        share_streams(runs_);
        p->participation.review_interval = 12.0f, p->participation.hassle = 0.0f;
        p->participation.attitude_value = 0.0f, p->strain.severe_threshold = 0.66f;
        p->board.term_months = 30.0f;
        p->strain.leave_threshold = 0.5f;
        for (int i = 0; i < rows; ++i) {
            Row const r = row(i);
            r.set(kernel::kSustainable, Real(200.0f)), r.set(kernel::kCareHours, Real(150.0f));
            r.set(kernel::kIncome, Real(10.0f));
            r.set(kernel::kTimes, times_of(Int(-500), Int(0), Int(0)));
            r.set(kernel::kStatus, status_of(kPassive, kGroup, kConditional));
        }
        // Everyone stays a member, and an hour brings much.
        o.constant = 1e5f, o.pay = 100.0f, o.yearly_hours = 1e9f;
    }
    [[nodiscard]] Row row(int i) const { return {block_, i}; }
    [[nodiscard]] int role(int i, int lane = 0) const { return at(role_of(row(i).integer(kernel::kStatus)), lane); }
    void set_role(int i, Int status) const { row(i).set(kernel::kStatus, status); }
    [[nodiscard]] Int record(int i) const { return row(i).integer(kernel::kRecord); }
    void set_record(int i, int bits) const { row(i).set(kernel::kRecord, Int(bits)); }
    [[nodiscard]] int rows() const { return rows_; }
    /// Whether this is the month of the yearly review of slot i.
    [[nodiscard]] bool yearly(int i) const { return m.month % 12 == (kKey + 7 * i) % 12; }
    /// How many slots have this role, in one run or, without a lane, in all of them.
    [[nodiscard]] int count(int role, int lane = -1) const
    {
        int n = 0;
        for (int i = 0; i < rows_; ++i)
            for (int l = lane < 0 ? 0 : lane; l < (lane < 0 ? kLanes : lane + 1); ++l) n += this->role(i, l) == role;
        return n;
    }
    /// A sum of the last month over all runs.
    [[nodiscard]] double total(int what) const
    {
        double sum = 0;
        for (int l = 0; l < kLanes; ++l) sum += value(tally.of[what], l);
        return sum;
    }

    /// One month of everyone; `election.seats` are to be filled by those who stand.
    void month(double exit_draw = 1, double arrival_draw = 1)
    {
        for (Real& people : by_role_) people = Real(0.0f);
        for (int i = 0; i < rows_; ++i)
            for (int r = 0; r < kRoles; ++r) by_role_[r] += on(role_of(row(i).integer(kernel::kStatus)) == Int(r));
        tally = empty_tally(by_role_);
        m.tastes = tastes_of(*p);
        election.candidates = Real(0.0f);
        for (int i = 0; i < rows_; ++i) {
            Int const status = row(i).integer(kernel::kStatus);
            election.candidates += on(role_of(status) == Int(kActive) & has(status, kCandidate));
        }
        election.presides = nobody(), election.lot = election.next = Int(-1);
        for (int anniversary = 0; anniversary < 12; ++anniversary)
            m.due[anniversary] = review_due(*p, (m.month + 12 - anniversary) % 12);
        Draws const draws(runs_, kKey);
        MonthWords words(draws, m.month);
        Surroundings const s{*p, draws, m, o, 0, 0.0f, 0.01f, 1.0f, 0.0f, 0.2f, *counts_, nullptr};
        for (int i = 0; i < rows_; ++i) {
            words.next(i);
            professional_month(block_, i, s, words, static_cast<float>(exit_draw), static_cast<float>(arrival_draw),
                               election, tally);
        }
        finish_tally(*p, m, o, tally);
        for (int r = 0; r < kVacant; ++r) {  // the counts that follow moves are those of the state
            Real people(0.0f);
            for (int i = 0; i < rows_; ++i) people += on(role_of(row(i).integer(kernel::kStatus)) == Int(r));
            for (int l = 0; l < kLanes; ++l) REQUIRE(at(people, l) == at(by_role_[r], l));
        }
        ++m.month;
    }
    [[nodiscard]] kernel::YearCounts const& counts() const { return *counts_; }

    std::unique_ptr<Params> p = parameters();
    Month m = quiet_month();
    Offer o = no_offer();
    Election election{0.0f, 0.0f, nobody(), Int(-1), Int(-1)};
    Tally tally{};

  private:
    static constexpr int kKey = 5;
    struct alignas(64) Floats {
        float x[kLanes]{};
    };
    struct alignas(64) Words {
        std::int32_t x[kLanes]{};
    };
    int rows_;
    std::vector<Floats> state_;
    std::vector<Words> view_;
    std::vector<std::uint16_t> peers_;
    std::unique_ptr<kernel::YearCounts> counts_;
    std::unique_ptr<std::int32_t[][kernel::kMaxYears][kSpellAges][kLanes]> spells_;
    Block block_{};
    kernel::Runs runs_{};
    Real by_role_[kRoles];
};

}  // namespace cptsim::unit
