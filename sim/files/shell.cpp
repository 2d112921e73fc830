#include "sim/files/shell.hpp"

namespace cptsim {

std::string shell_word(std::string const& text)
{
    if (!text.empty() && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=./"
                                                ":,%@") == std::string::npos)
        return text;
    std::string quoted = "'";
    for (char const c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + '\'';
}

}  // namespace cptsim
