pkg_check_modules(CRITERION REQUIRED IMPORTED_TARGET criterion>=2.4)

# The suites that a source has tests of, in `result`.
function(phala_suites source result)
  cmake_path(NORMAL_PATH source)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
  file(STRINGS ${source} lines REGEX "^(Test|ParameterizedTest|Theory)\\(")
  set(suites "")
  foreach(line IN LISTS lines)
    # The arguments before the name of the suite are a type, or types in parentheses.
    string(REGEX REPLACE "^(Test\\(|ParameterizedTest\\([^,]*, *|Theory\\(\\([^)]*\\), *)" "" rest "${line}")
    string(REGEX MATCH "^[A-Za-z0-9_]+" suite "${rest}")
    list(APPEND suites ${suite})
  endforeach()
  list(REMOVE_DUPLICATES suites)
  set(${result} "${suites}" PARENT_SCOPE)
endfunction()

# phala_unit_test(DOMAIN LINK targets… SOURCES files… [DATA definitions…] [TIMEOUT seconds]): one
# program a domain, one ctest a suite.
function(phala_unit_test domain)
  cmake_parse_arguments(unit "" "TIMEOUT" "LINK;SOURCES;DATA" ${ARGN})
  if(PHALA_SANITIZE MATCHES "thread")
    # Criterion's shared memory and this sanitizer want the same addresses: see phala_thread_test.
    return()
  endif()
  set(program unit-${domain})
  add_executable(${program} ${unit_SOURCES})
  # The tests stand in a section of their own, to which nothing refers.
  target_link_libraries(${program} PRIVATE ${unit_LINK} phala_flags PkgConfig::CRITERION
    -Wl,--no-gc-sections)
  target_include_directories(${program} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/lib
    ${PROJECT_SOURCE_DIR}/tests/unit)
  target_compile_definitions(${program} PRIVATE ${unit_DATA}
    PHALA_SOURCE_DIR="${PROJECT_SOURCE_DIR}" PHALA_BINARY_DIR="${PROJECT_BINARY_DIR}"
    PHALA_SHARED_DIR="${PHALA_SHARED}")
  set_target_properties(${program} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  set(all_suites "")
  foreach(source IN LISTS unit_SOURCES)
    phala_suites(${CMAKE_CURRENT_SOURCE_DIR}/${source} suites)
    list(APPEND all_suites ${suites})
  endforeach()
  list(REMOVE_DUPLICATES all_suites)
  foreach(suite IN LISTS all_suites)
    phala_test(unit-${domain}-${suite} LABELS unit TIMEOUT ${unit_TIMEOUT} COMMAND
      ${PROJECT_SOURCE_DIR}/tests/unit/run_suite $<TARGET_FILE:${program}> ${suite})
  endforeach()
endfunction()

# phala_thread_test(NAME LINK targets… SOURCES files…): a plain program that returns 0, for what the
# thread sanitizer is to see as well.
function(phala_thread_test name)
  cmake_parse_arguments(thread "" "" "LINK;SOURCES" ${ARGN})
  add_executable(thread-${name} ${thread_SOURCES})
  target_link_libraries(thread-${name} PRIVATE ${thread_LINK} phala_flags)
  set_target_properties(thread-${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  phala_test(thread-${name} LABELS unit thread COMMAND thread-${name})
endfunction()
