# Writes the files of a report's page into a C++ source: cmake -D OUTPUT=... -D CHART=... -P embed.cmake
# CHART is the library of charts, or empty.
include(${CMAKE_CURRENT_LIST_DIR}/../../embed_files.cmake)

set(here ${CMAKE_CURRENT_LIST_DIR})
file(WRITE ${OUTPUT} "#include \"analysis/report/page_files.hpp\"\nnamespace cptsim {\n")
embed(page_template ${here}/page.html)
embed(page_style ${here}/page.css ${here}/note.css)
embed(page_base ${here}/base.js ${here}/images.js ${here}/charts.js)
embed(page_glossary ${here}/glossary.html)
embed(page_run_sections ${here}/run.html)
embed(page_run_limits ${here}/run_limits.html)
embed(page_run_bare_sections ${here}/run_bare.html)
embed(page_run_script ${here}/run_rows.js ${here}/run_time.js ${here}/run_effects.js ${here}/run_groups.js ${here}/run_map.js ${here}/run.js)
embed(page_study_sections ${here}/study.html)
embed(page_study_script ${here}/study.js)
embed(page_chart_library ${CHART})
file(APPEND ${OUTPUT} "}\n")
