# What `cmake --install` puts where, and what CPack makes of it: a Debian package, an archive with its libraries.
include(GNUInstallDirs)

install(TARGETS cptsim COMPONENT program RUNTIME_DEPENDENCY_SET cptsim_libraries)
# The program looks for ../share/cptsim (sim/files/text_file.hpp).
install(DIRECTORY scenarios/ DESTINATION share/cptsim COMPONENT program
  FILES_MATCHING PATTERN "*.toml" PATTERN "*.csv" PATTERN make EXCLUDE)
install(PROGRAMS packages/gridengine DESTINATION share/cptsim/cluster COMPONENT program)
file(GLOB documents docs/*.md)
install(FILES README.md CITATION.cff ${documents} DESTINATION share/doc/cptsim COMPONENT program)
install(FILES LICENSE DESTINATION share/doc/cptsim RENAME copyright COMPONENT program)

# Manual pages and completion, which the program writes where they belong. Installing builds nothing: others may be using
# the program meanwhile, as tests do.
install(CODE [[
  set(share "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/share")
  execute_process(COMMAND "$<TARGET_FILE:cptsim>" man -o "${share}/man" --force COMMAND_ERROR_IS_FATAL ANY)
  set(shells bash zsh fish)
  set(folders bash-completion/completions zsh/site-functions fish/vendor_completions.d)
  set(files cptsim _cptsim cptsim.fish)
  foreach(shell folder file IN ZIP_LISTS shells folders files)
    file(MAKE_DIRECTORY "${share}/${folder}")
    execute_process(COMMAND "$<TARGET_FILE:cptsim>" completion ${shell} OUTPUT_FILE "${share}/${folder}/${file}"
      COMMAND_ERROR_IS_FATAL ANY)
  endforeach()]] COMPONENT program)

if(CPTSIM_WITH_LIBRARIES)
  # The C and C++ libraries stay those of the system: only they fit its loader and its other programs.
  set_target_properties(cptsim PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/cptsim")
  target_link_options(cptsim PRIVATE -Wl,--disable-new-dtags) # so that libraries find those that they need there too
  install(RUNTIME_DEPENDENCY_SET cptsim_libraries DESTINATION lib/cptsim COMPONENT program
    PRE_EXCLUDE_REGEXES "^lib(c|m|dl|rt|pthread|stdc[+][+]|gcc_s)[.]so" "^ld-linux")
  file(GLOB licences /usr/share/doc/lib*/copyright) # of what is linked, where Debian keeps them
  foreach(licence IN LISTS licences)
    get_filename_component(package ${licence} DIRECTORY)
    get_filename_component(package ${package} NAME)
    if(package MATCHES "^lib(fmt|tbb12|tomlplusplus|ssl|hdf5-103|hdf5-cpp|hdf5-hl|aec|sz)" AND NOT package MATCHES "-dev$")
      install(FILES ${licence} DESTINATION share/doc/cptsim/licences RENAME ${package} COMPONENT program)
    endif()
  endforeach()
endif()

if(CPTSIM_FOR_ELSEWHERE AND NOT CPTSIM_WITH_LIBRARIES) # what Debian asks of a package
  string(TIMESTAMP CPTSIM_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
  configure_file(packages/changelog.in packages/changelog @ONLY)
  execute_process(COMMAND gzip -9nf ${CMAKE_BINARY_DIR}/packages/changelog COMMAND_ERROR_IS_FATAL ANY)
  install(CODE [[
    file(GLOB_RECURSE pages "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/share/man/*.1")
    foreach(page IN LISTS pages)
      execute_process(COMMAND gzip -9nf ${page} COMMAND_ERROR_IS_FATAL ANY)
    endforeach()]] COMPONENT program)
  install(FILES ${CMAKE_BINARY_DIR}/packages/changelog.gz DESTINATION share/doc/cptsim COMPONENT program)
  if(CPTSIM_PYTHON)
    install(FILES ${CMAKE_BINARY_DIR}/packages/changelog.gz DESTINATION share/doc/python3-cptsim COMPONENT python)
    install(FILES LICENSE DESTINATION share/doc/python3-cptsim RENAME copyright COMPONENT python)
  endif()
endif()

set(CPACK_PACKAGE_NAME cptsim)
set(CPACK_PACKAGE_VENDOR cptsim)
set(CPACK_PACKAGE_CONTACT "The cptsim contributors <cptsim@packages.invalid>") # no address: there is a tracker
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulator of the health communities (CPTS) of France under policies")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_FILE_NAME cptsim-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_COMPONENTS_ALL program)
if(CPTSIM_PYTHON)
  list(APPEND CPACK_COMPONENTS_ALL python)
endif()
set(CPACK_COMPONENTS_GROUPING IGNORE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME cptsim)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"An agent-based model of health professionals: who joins, stays in and works
for the territorial health communities (CPTS) of France, under policies such
as automatic membership. Scenarios are files of a few lines; results are
tables, pages and netCDF-4 files.")
if(CPTSIM_PYTHON)
  math(EXPR next_minor "${CPTSIM_PYTHON_MINOR} + 1")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-cptsim)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SOURCE cptsim) # may look for libraries in /usr/lib/cptsim
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR}/bindings)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "cptsim (= ${PROJECT_VERSION}), python3 (>= 3.${CPTSIM_PYTHON_MINOR}), \
python3 (<< 3.${next_minor}), python3-numpy")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_RECOMMENDS python3-xarray)
  set(CPACK_COMPONENT_PYTHON_DESCRIPTION
"Python module of the simulator of health communities (CPTS). It runs scenarios
in the calling process; results are NumPy arrays, or xarray datasets with
labels and units. The library below it has a header for C++.")
endif()
include(CPack)
