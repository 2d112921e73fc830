#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "tests/paths.hpp"

std::string cptsim::test::source_folder() { return CPTSIM_SOURCE_DIR; }
std::string cptsim::test::program() { return CPTSIM_PROGRAM; }
