// People written by hand, for statistics whose answer is known.
#pragma once
#include <catch2/catch.hpp>
#include <initializer_list>

#include "analysis/behaviour/panel.hpp"

namespace cptsim {

/// Changes of a made-up person from a GP of 45 outside any CPTS, who is not tired.
struct Person {
    int role = kOutside;
    float exhaustion = 0.2f, hours = 0, year_hours = 0, theta = 30, income = 40, age = 45;
    int entry = 0, generation = 0, setting = 0, profession = 0;
    bool ever_board = false;
    operator PersonState() const
    {
        PersonState s;
        s.role = static_cast<std::uint8_t>(role);
        s.generation = static_cast<std::uint8_t>(generation);
        s.setting = static_cast<std::uint8_t>(setting);
        s.profession = static_cast<std::uint8_t>(profession);
        s.ever_board = ever_board;
        s.entry = static_cast<std::int16_t>(entry);
        s.exhaustion = exhaustion, s.hours = hours, s.year_hours = year_hours;
        s.theta = theta, s.income = income, s.age = age;
        return s;
    }
};

inline Snapshot snapshot(int month, std::initializer_list<Person> people)
{
    Snapshot made;
    made.month = month;
    for (auto const& person : people) made.people.push_back(person);
    return made;
}

}  // namespace cptsim
