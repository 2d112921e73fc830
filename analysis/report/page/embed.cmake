# Writes the files of a report's page into a C++ source: cmake -D OUTPUT=... -D CHART=... -P embed.cmake
# CHART is the library of charts, or empty.
function(embed function file)
  set(text "")
  if(file)
    file(READ "${file}" text)
  endif()
  file(APPEND ${OUTPUT} "std::string ${function}()\n{\n    return R\"cptsim(")
  file(APPEND ${OUTPUT} "${text}")
  file(APPEND ${OUTPUT} ")cptsim\";\n}\n")
endfunction()

set(here ${CMAKE_CURRENT_LIST_DIR})
file(WRITE ${OUTPUT} "#include \"analysis/report/page_files.hpp\"\nnamespace cptsim {\n")
embed(page_template ${here}/page.html)
embed(page_style ${here}/page.css)
embed(page_script ${here}/page.js)
embed(page_chart_library "${CHART}")
file(APPEND ${OUTPUT} "}\n")
