# The bundle Proscenium.app; packaging/macos/bundle.sh puts the libraries into it. Included where APPLE, before install.cmake.
set(macos ${CMAKE_SOURCE_DIR}/packaging/macos)
set(icon ${CMAKE_BINARY_DIR}/proscenium.icns)
add_custom_command(OUTPUT ${icon}
    COMMAND ${CMAKE_SOURCE_DIR}/packaging/icons.sh icns ${icon}
    DEPENDS ${CMAKE_SOURCE_DIR}/resources/icons/proscenium.svg ${CMAKE_SOURCE_DIR}/packaging/icons.sh)
add_custom_target(bundle_icon ALL DEPENDS ${icon})

# The bundle has the name of the program in it, which people see.
set_target_properties(proscenium PROPERTIES OUTPUT_NAME Proscenium MACOSX_BUNDLE ON MACOSX_BUNDLE_INFO_PLIST ${macos}/Info.plist.in)
# So that install.cmake puts proscenium-room beside it, where the service looks for it.
set(CMAKE_INSTALL_BINDIR Proscenium.app/Contents/MacOS)
install(FILES ${icon} DESTINATION Proscenium.app/Contents/Resources)
install(DIRECTORY ${macos}/en.lproj ${macos}/de.lproj ${macos}/he.lproj DESTINATION Proscenium.app/Contents/Resources)
