# phala_fuzz_target(NAME LINK targets…): tests/fuzz/fuzz_NAME.c as replay-NAME, which runs the files
# of corpus/NAME in every build, and with PHALA_FUZZ as fuzz-NAME, which looks for more.
function(phala_fuzz_target name)
  cmake_parse_arguments(fuzz "" "" "LINK" ${ARGN})
  phala_fuzz_program(replay-${name} fuzz_${name}.c replay.c)
  target_link_libraries(replay-${name} PRIVATE ${fuzz_LINK})
  phala_test(fuzz-corpus-${name} LABELS fuzz-corpus COMMAND
    replay-${name} ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
  if(PHALA_FUZZ)
    phala_fuzz_program(fuzz-${name} fuzz_${name}.c)
    target_link_libraries(fuzz-${name} PRIVATE ${fuzz_LINK})
    target_link_options(fuzz-${name} PRIVATE -fsanitize=fuzzer)
  endif()
endfunction()

function(phala_fuzz_program name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE phala_flags)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/lib
    ${CMAKE_CURRENT_SOURCE_DIR})
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
endfunction()
