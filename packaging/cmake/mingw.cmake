# Windows programs that tests run under Wine (tests/disk/in_wine.sh), linked by MinGW from sources that need nothing but the standard library and
# tl::expected.
find_program(MINGW_CXX x86_64-w64-mingw32-g++-posix)

# proscenium_windows_program(NAME SOURCE...) builds windows_NAME.exe in the current build folder (CMake would take NAME.exe
# for the target NAME); nothing where MinGW is missing.
function(proscenium_windows_program name)
    if(NOT MINGW_CXX)
        return()
    endif()
    # What lies directly in /usr/include must not bring glibc's headers along.
    find_path(TL_HEADERS tl/expected.hpp REQUIRED)
    set(links ${CMAKE_CURRENT_BINARY_DIR}/include)
    file(MAKE_DIRECTORY ${links})
    file(CREATE_LINK ${TL_HEADERS}/tl ${links}/tl SYMBOLIC)
    get_directory_property(warnings COMPILE_OPTIONS)
    list(FILTER warnings INCLUDE REGEX "^-W[a-z]")
    list(TRANSFORM PROSCENIUM_WINDOWS_DEFINITIONS PREPEND -D OUTPUT_VARIABLE definitions)
    set(program ${CMAKE_CURRENT_BINARY_DIR}/windows_${name}.exe)
    add_custom_command(OUTPUT ${program}
        COMMAND ${MINGW_CXX} -std=c++20 -O1 -static ${warnings} ${definitions} -I${CMAKE_SOURCE_DIR} -isystem ${links}
            -MMD -MF ${program}.d -MT ${program} ${ARGN} -o ${program}
        DEPENDS ${ARGN} DEPFILE ${program}.d VERBATIM)
    add_custom_target(windows_${name} ALL DEPENDS ${program})
endfunction()
