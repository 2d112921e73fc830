# Embeds files in C++: embed(NAME file ...) appends to OUTPUT a function of that name that returns their text, one after
# the other.
function(embed function)
  set(text "")
  foreach(file IN LISTS ARGN)
    file(READ "${file}" part)
    string(APPEND text "${part}")
  endforeach()
  file(APPEND ${OUTPUT} "std::string ${function}()\n{\n    return R\"cptsim(")
  file(APPEND ${OUTPUT} "${text}")
  file(APPEND ${OUTPUT} ")cptsim\";\n}\n")
endfunction()
