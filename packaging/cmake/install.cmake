include(GNUInstallDirs)
install(TARGETS proscenium-room RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT room)
install(TARGETS proscenium
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT desktop
    BUNDLE DESTINATION . COMPONENT desktop)

if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
    return()
endif()

set(linux ${CMAKE_SOURCE_DIR}/packaging/linux)
set(id app.proscenium.Proscenium)

install(FILES ${linux}/man/proscenium-room.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT room)
install(FILES ${linux}/proscenium-room.bash-completion
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME proscenium-room COMPONENT room)
if(PROSCENIUM_SERVICE)
    install(FILES ${linux}/proscenium-room.service DESTINATION lib/systemd/system COMPONENT room)
    install(FILES ${CMAKE_SOURCE_DIR}/packaging/config/README.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/proscenium-room
        RENAME configuration.md COMPONENT room)
    install(FILES ${CMAKE_SOURCE_DIR}/packaging/config/proscenium-room.example.json
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/proscenium-room/examples COMPONENT room)
    # For packages only: an image that is mounted anywhere has no settings of the whole system.
    set(settings /etc/proscenium-room)
    install(FILES ${linux}/proscenium-room.json DESTINATION ${settings} COMPONENT room_settings EXCLUDE_FROM_ALL)
    install(DIRECTORY DESTINATION ${settings}/secrets DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
        COMPONENT room_settings EXCLUDE_FROM_ALL)
endif()

install(FILES ${linux}/man/proscenium.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT desktop)
install(FILES ${linux}/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT desktop)
install(FILES ${linux}/${id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT desktop)

# Icons in the sizes that desktops show without scaling; the SVG serves for all others. rpm.cmake needs them too.
set(icon_sizes 16 22 24 32 48 64 128 256 512)
set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
set(picture ${CMAKE_SOURCE_DIR}/resources/icons/proscenium.svg)
install(FILES ${picture} DESTINATION ${icons}/scalable/apps RENAME ${id}.svg COMPONENT desktop)
find_program(RSVG_CONVERT rsvg-convert)
if(NOT RSVG_CONVERT)
    message(STATUS "rsvg-convert (librsvg2-bin) is not installed: only the scalable icon is installed")
    return()
endif()
set(drawn)
foreach(size ${icon_sizes})
    set(file ${CMAKE_BINARY_DIR}/icons/${size}.png)
    add_custom_command(OUTPUT ${file} DEPENDS ${picture}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/icons
        COMMAND ${RSVG_CONVERT} --width ${size} --height ${size} --output ${file} ${picture})
    list(APPEND drawn ${file})
    install(FILES ${file} DESTINATION ${icons}/${size}x${size}/apps RENAME ${id}.png COMPONENT desktop)
endforeach()
add_custom_target(icons ALL DEPENDS ${drawn})
