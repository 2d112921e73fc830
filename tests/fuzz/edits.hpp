// HDF5 files from strangers, as texts that say what was done to a good one: what fuzzing finds stays readable, small,
// and true of the next version of the program.
#pragma once
#include <string>
#include <string_view>

namespace cptsim::fuzz {

/// The file at `path` after each line of `edits` that can be followed; the others do nothing. PLACE is a group or a
/// variable, TEXT goes to the end of its line, where \n, \t, \\ and \xHH stand for bytes.
///
///     of NUMBER                   which of the good files (the first such line counts, for whoever chooses `path`)
///     attribute PLACE NAME TEXT   becomes this text
///     texts PLACE NAME COUNT TEXT becomes so many of it
///     number PLACE NAME NUMBER    becomes a number
///     bare PLACE NAME             goes
///     set PLACE INDEX TEXT        one value of a variable, of the kind that it has
///     length PLACE COUNT          a variable with one axis is cut, or filled with what it had
///     shape PLACE KIND LENGTHS    becomes a variable without values; i4, i8, f4, f8, text, u1 or pair
///     hash PLACE                  the attribute sha256 is that of its first text
///     remove PLACE                goes
///     link PLACE PLACE            the second becomes the first, by a hard link
///     soft PLACE TEXT             becomes a link by name
///     external PLACE TEXT         becomes a link to a file
///     byte NUMBER NUMBER          a byte of the file, counted from its start
///     bytes NUMBER NUMBER COUNT   so many bytes of the file become what follows from the second number, low byte first
void edit(std::string const& path, std::string_view edits);

/// The number after the first `of`; 0 without one.
std::size_t which(std::string_view edits);

}  // namespace cptsim::fuzz
