# Writes build_info.cpp; run at each build, rewrites it only when a value has changed.
execute_process(COMMAND git describe --always --dirty --abbrev=12 --exclude=*
  WORKING_DIRECTORY ${CMAKE_CURRENT_LIST_DIR}
  OUTPUT_VARIABLE CPTSIM_COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT CPTSIM_COMMIT)
  set(CPTSIM_COMMIT unknown)
endif()
# Of all that decides a result: paths and contents of sim/, in the order of their names.
file(GLOB_RECURSE sources RELATIVE ${CMAKE_CURRENT_LIST_DIR}/.. ${CMAKE_CURRENT_LIST_DIR}/../*)
list(SORT sources)
set(all "")
foreach(source IN LISTS sources)
  file(SHA256 ${CMAKE_CURRENT_LIST_DIR}/../${source} hash)
  string(APPEND all "${source} ${hash}\n")
endforeach()
string(SHA256 CPTSIM_SOURCES "${all}")
string(SUBSTRING ${CPTSIM_SOURCES} 0 16 CPTSIM_SOURCES)
configure_file(${CMAKE_CURRENT_LIST_DIR}/build_info.cpp.in ${OUTPUT} @ONLY)
