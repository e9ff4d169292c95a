# How a test of any kind is registered. What all of them have in common stands here; the kinds have
# a module each: UnitTests, FuzzTargets.

# In a newcomer's clone there is no such folder: what needs it is skipped, with the reason.
get_filename_component(PHALA_SHARED ${PROJECT_SOURCE_DIR}/../shared ABSOLUTE)
if(NOT IS_DIRECTORY ${PHALA_SHARED})
  set(PHALA_SHARED "")
endif()
set(PHALA_SANITIZER_REPORT "ERROR: (Address|Leak)Sanitizer|WARNING: ThreadSanitizer|runtime error:")

# phala_test(NAME LABELS labels… COMMAND command… [TIMEOUT seconds]): exit code 77 means skipped,
# and the test has said why on a line that begins with `skipped: `.
function(phala_test name)
  cmake_parse_arguments(test "" "TIMEOUT" "LABELS;COMMAND" ${ARGN})
  if(NOT test_TIMEOUT)
    set(test_TIMEOUT 120)
  endif()
  add_test(NAME ${name} COMMAND ${test_COMMAND})
  set_tests_properties(${name} PROPERTIES
    LABELS "${test_LABELS}"
    TIMEOUT ${test_TIMEOUT}
    SKIP_RETURN_CODE 77
    FAIL_REGULAR_EXPRESSION "${PHALA_SANITIZER_REPORT}"
    ENVIRONMENT "PHALA=$<TARGET_FILE:phala>;SOURCE=${PROJECT_SOURCE_DIR};BUILD=${PROJECT_BINARY_DIR};\
VECTORS=${PROJECT_SOURCE_DIR}/tests/vectors;SHARED=${PHALA_SHARED};SANITIZE=${PHALA_SANITIZE};\
CC=${CMAKE_C_COMPILER}")
endfunction()

include(UnitTests)
include(FuzzTargets)
