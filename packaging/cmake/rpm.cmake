# The two RPM packages, made by packaging/rpm.sh (https://cmake.org/cmake/help/latest/cpack_gen/rpm.html).
set(documents ${CMAKE_INSTALL_DATADIR}/doc)
install(FILES LICENSE CHANGELOG.md docs/hosting.md docs/troubles.md packaging/components.json
    DESTINATION ${documents}/proscenium-room COMPONENT room_documents EXCLUDE_FROM_ALL)
install(FILES LICENSE docs/using.md DESTINATION ${documents}/proscenium COMPONENT desktop_documents EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR RPM)
set(CPACK_PACKAGE_NAME proscenium)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_VENDOR "The Proscenium developers")
set(CPACK_PACKAGE_CONTACT "The Proscenium developers <packages@proscenium.app>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL room room_settings room_documents desktop desktop_documents)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
# Of the sources. Linked with a GPL FFmpeg the programs are distributed under the GPL.
set(CPACK_RPM_PACKAGE_LICENSE "Apache-2.0 AND GPL-3.0-or-later")
set(CPACK_RPM_PACKAGE_URL https://proscenium.app)
# Changes are in CHANGELOG.md, which is in the package. Without this CPack puts words of its own there.
string(TIMESTAMP today "%a %b %d %Y" UTC)
file(CONFIGURE OUTPUT rpm_changelog.txt CONTENT "* ${today} ${CPACK_PACKAGE_CONTACT} - ${PROJECT_VERSION}-1
- Built from the source of this version; see CHANGELOG.md for its changes.
")
set(CPACK_RPM_CHANGELOG_FILE ${CMAKE_CURRENT_BINARY_DIR}/rpm_changelog.txt)
# The distribution's own libraries by their sonames, found by rpmbuild; plugins, which are loaded by name, as Fedora and openSUSE name them.
set(CPACK_RPM_PACKAGE_AUTOREQ ON)
file(READ ${CMAKE_SOURCE_DIR}/app/transport/peer/needed_elements.cpp table)
string(REGEX MATCHALL "NeededElement{\"[a-z0-9]+" elements "${table}")
list(TRANSFORM elements REPLACE ".*\"(.+)" "gstreamer1(element-\\1)()(64bit)")
list(JOIN elements ", " elements)

set(CPACK_RPM_ROOM_PACKAGE_NAME proscenium-room)
set(CPACK_RPM_ROOM_PACKAGE_GROUP Applications/Communications)
set(CPACK_RPM_ROOM_PACKAGE_SUMMARY "Host and record online meeting rooms without a window")
set(CPACK_RPM_ROOM_PACKAGE_DESCRIPTION "Proscenium records the stage of online meetings. This package has the room service,
which serves the participants' page and keeps the recordings; the recorder
without a window; and commands for recordings and trials.

Participants join from a browser or with the package proscenium. The media
server is the program janus, a package of its own.")
set(CPACK_RPM_ROOM_PACKAGE_REQUIRES "ca-certificates, ${elements}")
set(CPACK_RPM_ROOM_USER_FILELIST "%config(noreplace) /etc/proscenium-room/proscenium-room.json"
    "%dir %attr(0700,root,root) /etc/proscenium-room/secrets")

set(CPACK_RPM_DESKTOP_PACKAGE_NAME proscenium)
set(CPACK_RPM_DESKTOP_PACKAGE_GROUP Applications/Multimedia)
set(CPACK_RPM_DESKTOP_PACKAGE_SUMMARY "Host, join and record online meetings on your own computer")
set(CPACK_RPM_DESKTOP_PACKAGE_DESCRIPTION "The moderator's window of Proscenium: host a room on this computer or join
one on a server, see everyone, and record the stage at 1080p. Everyone is
told about a recording and asked to confirm. The MP4 is uploaded while it is
written and survives a crash, a full disk and a lost network.")
set(CPACK_RPM_DESKTOP_PACKAGE_REQUIRES "proscenium-room = ${PROJECT_VERSION}-1")

# Folders that are the system's.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /usr/share/applications /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/metainfo /usr/share/man /usr/share/man/man1
    /usr/share/icons /usr/share/icons/hicolor /usr/share/icons/hicolor/scalable /usr/share/icons/hicolor/scalable/apps
    /lib /lib/systemd /lib/systemd/system /usr/lib/systemd /usr/lib/systemd/system)
foreach(size ${icon_sizes})
    list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
        /usr/share/icons/hicolor/${size}x${size} /usr/share/icons/hicolor/${size}x${size}/apps)
endforeach()

include(CPack)
cpack_add_component_group(room)
cpack_add_component_group(desktop)
cpack_add_component(room GROUP room)
cpack_add_component(room_settings GROUP room)
cpack_add_component(room_documents GROUP room)
cpack_add_component(desktop GROUP desktop)
cpack_add_component(desktop_documents GROUP desktop)
