include(GNUInstallDirs)
install(TARGETS proscenium proscenium-room RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
