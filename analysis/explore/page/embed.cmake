# Writes the files of the page of cptsim explore into a C++ source: cmake -D OUTPUT=... -P embed.cmake
# function: the name of the C++ function; then the files whose text it returns, one after the other.
function(embed function)
  file(APPEND ${OUTPUT} "std::string ${function}()\n{\n    std::string text;\n")
  foreach(file IN LISTS ARGN)
    file(READ "${file}" part)
    file(APPEND ${OUTPUT} "    text += R\"cptsim(")
    file(APPEND ${OUTPUT} "${part}")
    file(APPEND ${OUTPUT} ")cptsim\";\n")
  endforeach()
  file(APPEND ${OUTPUT} "    return text;\n}\n")
endfunction()

set(here ${CMAKE_CURRENT_LIST_DIR})
file(WRITE ${OUTPUT} "#include \"analysis/explore/explore_files.hpp\"\nnamespace cptsim {\n")
embed(explore_template ${here}/explore.html)
embed(explore_style ${here}/explore.css)
embed(explore_script ${here}/base.js ${here}/form.js ${here}/drawings.js ${here}/images.js ${here}/explore.js)
file(APPEND ${OUTPUT} "}\n")
