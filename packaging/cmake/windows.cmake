# What proscenium.exe has beside its code, and where it is installed; packaging/windows/installer.sh packs it. Included where WIN32, before
# install.cmake.
set(windows ${CMAKE_SOURCE_DIR}/packaging/windows)
set(icon ${CMAKE_BINARY_DIR}/proscenium.ico)
find_program(BASH bash REQUIRED)
add_custom_command(OUTPUT ${icon}
    COMMAND ${BASH} ${CMAKE_SOURCE_DIR}/packaging/icons.sh ico ${icon}
    DEPENDS ${CMAKE_SOURCE_DIR}/resources/icons/proscenium.svg ${CMAKE_SOURCE_DIR}/packaging/icons.sh)

# rc.exe does not see that a resource file names others.
enable_language(RC)
configure_file(${windows}/proscenium.rc.in ${CMAKE_BINARY_DIR}/proscenium.rc @ONLY)
set_source_files_properties(${CMAKE_BINARY_DIR}/proscenium.rc PROPERTIES OBJECT_DEPENDS "${icon};${windows}/proscenium.manifest")
target_sources(proscenium PRIVATE ${CMAKE_BINARY_DIR}/proscenium.rc)
if(MSVC)
    # The resource has one.
    target_link_options(proscenium PRIVATE /MANIFEST:NO)
endif()
# No console behind the window.
set_target_properties(proscenium PROPERTIES WIN32_EXECUTABLE ON)

# All in one folder: Windows looks for libraries beside the program.
set(CMAKE_INSTALL_BINDIR .)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION . RENAME LICENSE.txt)
install(FILES ${CMAKE_SOURCE_DIR}/docs/using.md ${CMAKE_SOURCE_DIR}/docs/troubles.md DESTINATION docs)
