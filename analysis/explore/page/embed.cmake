# Writes the files of the page of cptsim explore into a C++ source: cmake -D OUTPUT=... -P embed.cmake
include(${CMAKE_CURRENT_LIST_DIR}/../../embed_files.cmake)

set(here ${CMAKE_CURRENT_LIST_DIR})
file(WRITE ${OUTPUT} "#include \"analysis/explore/explore_files.hpp\"\nnamespace cptsim {\n")
embed(explore_template ${here}/explore.html)
embed(explore_style ${here}/explore.css)
embed(explore_script ${here}/base.js ${here}/form.js ${here}/drawings.js ${here}/images.js ${here}/session.js
  ${here}/explore.js)
file(APPEND ${OUTPUT} "}\n")
