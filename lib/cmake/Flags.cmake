# One INTERFACE target carries the warnings, the hardening and the sanitizers of every other one.
# A flag is added only when the compiler knows it.
include(CheckCCompilerFlag)
include(CheckCSourceRuns)
add_library(phala_flags INTERFACE)
target_compile_definitions(phala_flags INTERFACE _GNU_SOURCE)

function(phala_try_flags)
  foreach(flag IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "HAVE${flag}" known)
    # An unknown -Wno-… is accepted in silence, an unknown -W… only warned about by clang.
    check_c_compiler_flag("-Werror ${flag}" ${known})
    if(${known})
      target_compile_options(phala_flags INTERFACE "SHELL:${flag}")
    endif()
  endforeach()
endfunction()

# Relative relocations in a hundredth of the room: each process reads all of them, 120 KiB. The linker
# has to know that, and the system's loader (glibc 2.36).
function(phala_pack_relocations)
  set(CMAKE_REQUIRED_FLAGS -fPIE)
  set(CMAKE_REQUIRED_LINK_OPTIONS -pie LINKER:-z,pack-relative-relocs LINKER:--fatal-warnings)
  if(NOT CMAKE_CROSSCOMPILING)
    check_c_source_runs("
      static const char *const volatile texts[] = {\"one\", \"two\"};
      int main(int n, char **words) { return words == 0 || texts[n - 1][0] != 'o'; }"
      HAVE_PACKED_RELOCATIONS)
  endif()
  if(HAVE_PACKED_RELOCATIONS)
    target_link_options(phala_flags INTERFACE LINKER:-z,pack-relative-relocs)
  endif()
endfunction()

phala_try_flags(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wstrict-prototypes -Wmissing-prototypes -Wmissing-declarations -Wold-style-definition
  -Wredundant-decls -Wnested-externs -Wvla -Walloca -Wformat=2 -Wformat-signedness
  -Wwrite-strings -Wcast-qual -Wcast-align=strict -Wpointer-arith -Wundef -Wdouble-promotion
  -Wimplicit-fallthrough=5 -Wswitch-enum -Wduplicated-cond -Wduplicated-branches -Wlogical-op
  -Wdate-time)
if(CMAKE_C_COMPILER_ID MATCHES "Clang")
  phala_try_flags(-Wcomma -Wconditional-uninitialized -Wunreachable-code -Wassign-enum)
elseif(NOT PHALA_SANITIZE)
  # The instrumentation of the sanitizers makes this one see what is not there.
  phala_try_flags(-Wnull-dereference)
endif()
if(PHALA_WERROR)
  target_compile_options(phala_flags INTERFACE -Werror)
endif()

# Hardening of every build.
phala_try_flags(-fstack-protector-strong -fstack-clash-protection -fcf-protection=full
  -mbranch-protection=standard -fno-strict-overflow -fno-delete-null-pointer-checks
  -ftrivial-auto-var-init=zero)
target_link_options(phala_flags INTERFACE LINKER:-z,relro LINKER:-z,now LINKER:-z,noexecstack
  LINKER:--as-needed LINKER:--gc-sections)
target_compile_options(phala_flags INTERFACE -ffunction-sections -fdata-sections
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)

if(PHALA_SANITIZE)
  target_compile_options(phala_flags INTERFACE -fsanitize=${PHALA_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(phala_flags INTERFACE -fsanitize=${PHALA_SANITIZE})
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
    target_compile_options(phala_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
  else()
    target_compile_options(phala_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  endif()
  phala_pack_relocations()
endif()
if(PHALA_FUZZ)
  target_compile_options(phala_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(PHALA_COVERAGE)
  target_compile_options(phala_flags INTERFACE --coverage)
  target_link_options(phala_flags INTERFACE --coverage)
endif()

# Asserts stay on in every build: they guard impossible states, never input.
foreach(kind RELEASE RELWITHDEBINFO MINSIZEREL)
  string(REPLACE "-DNDEBUG" "" CMAKE_C_FLAGS_${kind} "${CMAKE_C_FLAGS_${kind}}")
endforeach()

if(PHALA_TIDY)
  find_program(CLANG_TIDY NAMES clang-tidy-19 REQUIRED)
  set(CMAKE_C_CLANG_TIDY ${CLANG_TIDY} --quiet)
endif()
