# Installation: one binary, its data, its documents.
include(GNUInstallDirs)
install(TARGETS sohoa RUNTIME)
install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/sohoa/models)
install(PROGRAMS scripts/make-authority DESTINATION ${CMAKE_INSTALL_DATADIR}/sohoa/scripts)
