# Compiler settings that hold for every target of Proscenium.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)

option(PROSCENIUM_WERROR "Treat warnings as errors" OFF)
option(PROSCENIUM_WHOLE_BUILD "Precompiled headers and unity sources: a first build takes half the time, a change of one file longer" OFF)
option(PROSCENIUM_SERVICE "The room service and hosting; OFF: programs that join, record and upload" ON)
option(PROSCENIUM_FUZZ "Build the fuzzers of tests/fuzz; needs clang" OFF)
set(PROSCENIUM_SANITIZE "" CACHE STRING "Sanitizers to build with, such as address,undefined or thread")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_definitions(
    QT_NO_CAST_FROM_ASCII QT_NO_KEYWORDS QT_NO_FOREACH QT_DISABLE_DEPRECATED_BEFORE=0x060400
    PROSCENIUM_VERSION="${PROJECT_VERSION}")
# Windows' headers without macros that clash with the standard library, and its functions that take UTF-16; Windows 10.
set(PROSCENIUM_WINDOWS_DEFINITIONS UNICODE _UNICODE NOMINMAX WIN32_LEAN_AND_MEAN _WIN32_WINNT=0x0A00)
if(WIN32)
    add_compile_definitions(${PROSCENIUM_WINDOWS_DEFINITIONS})
endif()
add_compile_options(
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 15)
    # Before GCC 15 moved std::variant, std::optional and tl::expected give these warnings when optimised, wrongly.
    # Clang's and later GCCs' stay on.
    add_compile_options(-Wno-maybe-uninitialized -Wno-uninitialized)
endif()
if(PROSCENIUM_WERROR)
    add_compile_options(-Werror)
endif()
if(PROSCENIUM_WHOLE_BUILD)
    # One precompiled header serves all only when all are compiled alike.
    add_compile_options(-pthread)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # It takes a source that another includes for a header. The second one is for ccache.
        add_compile_options(-Wno-subobject-linkage -fpch-preprocess)
    endif()
endif()
if(PROSCENIUM_SANITIZE)
    add_compile_options(-fsanitize=${PROSCENIUM_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${PROSCENIUM_SANITIZE})
endif()
if(PROSCENIUM_FUZZ)
    # Undefined behaviour ends the fuzzer, so that its input is kept.
    add_compile_options(-fsanitize=fuzzer-no-link -fno-sanitize-recover=all)
endif()

# The programs read what strangers send: an overrun should end the program, and find nothing to rewrite or to jump to.
# tests/structure/test_hardening reads the built programs.
include(CheckCXXCompilerFlag)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)
add_compile_options(-fstack-protector-strong)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    check_cxx_compiler_flag(-fcf-protection PROSCENIUM_HAS_CF_PROTECTION)
    if(PROSCENIUM_HAS_CF_PROTECTION)
        add_compile_options(-fcf-protection)
    endif()
endif()
set(PROSCENIUM_FORTIFIED OFF)
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT PROSCENIUM_SANITIZE)
    # It needs optimising, and hides from the sanitizers what they should find. Some compilers define it themselves.
    set(PROSCENIUM_FORTIFIED ON)
    add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
if(NOT APPLE)
    add_link_options(LINKER:-z,relro LINKER:-z,now)
endif()

# For a build of everything at once. Qt's and the standard library's headers are read once; the sources of a folder are compiled a few
# together, so two of them may not define the same name, not even in an unnamed namespace.
# proscenium_whole_build(TARGET [TEST])
function(proscenium_whole_build target)
    if(NOT PROSCENIUM_WHOLE_BUILD)
        return()
    endif()
    set(headers
        <tl/expected.hpp> <algorithm> <array> <chrono> <condition_variable> <deque> <functional> <map> <memory> <mutex> <optional>
        <span> <string> <thread> <utility> <variant> <vector>
        <QByteArray> <QDateTime> <QDir> <QFile> <QFileInfo> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QObject>
        <QRegularExpression> <QString> <QStringList> <QTimer> <QUrl> <QVariant>)
    set(precompiled prosc_precompiled)
    if("TEST" IN_LIST ARGN)
        # What is tested is optimised as ever; a test itself runs once. GCC wants the headers to be compiled alike: for programs, too, as for
        # libraries.
        set(precompiled prosc_precompiled_tests)
        target_compile_options(${target} PRIVATE -O1 ${CMAKE_CXX_COMPILE_OPTIONS_PIC})
    endif()
    if(NOT TARGET ${precompiled})
        file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${precompiled}.cpp CONTENT "// Only its headers matter.\n")
        add_library(${precompiled} STATIC ${CMAKE_BINARY_DIR}/${precompiled}.cpp)
        set_target_properties(${precompiled} PROPERTIES AUTOMOC OFF)
        target_link_libraries(${precompiled} PUBLIC Qt6::Core tl::expected Threads::Threads)
        target_precompile_headers(${precompiled} PRIVATE ${headers})
        if("TEST" IN_LIST ARGN)
            target_compile_options(${precompiled} PRIVATE -O1)
        endif()
    endif()
    target_precompile_headers(${target} REUSE_FROM ${precompiled})
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
endfunction()

# Removes the sources whose names say that they are for another system: `*_unix`, `posix_*`, `*_linux`, `*_win32`, `win32_*`, `*_macos`.
function(proscenium_of_this_system list)
    set(files ${${list}})
    if(NOT UNIX)
        list(FILTER files EXCLUDE REGEX "(_unix|/posix_[^/]*)\\.(cpp|h)$")
    endif()
    if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
        list(FILTER files EXCLUDE REGEX "_linux\\.(cpp|h)$")
    endif()
    if(NOT WIN32)
        list(FILTER files EXCLUDE REGEX "(_win32|/win32_[^/]*)\\.(cpp|h)$")
    endif()
    if(NOT APPLE)
        list(FILTER files EXCLUDE REGEX "_macos\\.(cpp|h)$")
    endif()
    set(${list} ${files} PARENT_SCOPE)
endfunction()

# One folder, one target: a wrong include does not compile, a wrong use does not link.
# proscenium_folder(LINK target... PRIVATE_LINK target...) makes prosc_<folder> from the sources of the current folder that are for
# this system: app/media/mux becomes prosc_media_mux, ui/text prosc_ui_text. A folder without sources of its own only passes on what it links.
function(proscenium_folder)
    cmake_parse_arguments(ARG "" "" "LINK;PRIVATE_LINK" ${ARGN})
    cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE name)
    string(REGEX REPLACE "^app/" "" name ${name})
    string(REPLACE "/" "_" name prosc_${name})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
    proscenium_of_this_system(sources)
    if(sources)
        add_library(${name} STATIC ${sources})
        target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
        target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
        proscenium_whole_build(${name})
    else()
        add_library(${name} INTERFACE)
        target_link_libraries(${name} INTERFACE ${ARG_LINK})
    endif()
endfunction()
