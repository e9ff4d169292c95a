# phala_embed(TARGET PREFIX files…): a library that holds files as `const uint8_t PREFIX_NAME[]` and
# `const size_t PREFIX_NAME_size`, NAME being the file's name as an identifier.
# Run as a script (cmake -P) it writes the C source of one file.
if(CMAKE_SCRIPT_MODE_FILE)
  file(READ ${EMBED_IN} hex HEX)
  file(SIZE ${EMBED_IN} size)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "((0x..,){16})" "\\1\n" bytes "${bytes}")
  file(WRITE ${EMBED_OUT}
    "#include <stddef.h>\n#include <stdint.h>\n"
    "extern const uint8_t ${EMBED_NAME}[];\nextern const size_t ${EMBED_NAME}_size;\n"
    "const uint8_t ${EMBED_NAME}[] = {\n${bytes}\n};\nconst size_t ${EMBED_NAME}_size = ${size};\n")
  return()
endif()

set(PHALA_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(phala_embed target prefix)
  foreach(file IN LISTS ARGN)
    get_filename_component(name ${file} NAME)
    string(MAKE_C_IDENTIFIER "${prefix}_${name}" name)
    set(in ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    set(out ${CMAKE_CURRENT_BINARY_DIR}/${name}.c)
    add_custom_command(OUTPUT ${out} DEPENDS ${in} ${PHALA_EMBED_SCRIPT} VERBATIM
      COMMAND ${CMAKE_COMMAND} -DEMBED_IN=${in} -DEMBED_OUT=${out} -DEMBED_NAME=${name}
        -P ${PHALA_EMBED_SCRIPT})
    list(APPEND sources ${out})
  endforeach()
  add_library(${target} STATIC ${sources})
  target_link_libraries(${target} PRIVATE phala_flags)
endfunction()
