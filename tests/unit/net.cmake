proscenium_test(test_join_link LINK prosc_room)
proscenium_test(test_web_socket_room_link LINK prosc_net OpenSSL::Crypto)
proscenium_test(test_media_downloader LINK prosc_net OpenSSL::Crypto)
proscenium_test(test_tus_uploader LINK prosc_net)
proscenium_test(test_tus_live LINK prosc_net)
proscenium_test(test_tus_report LINK prosc_net)
proscenium_test(test_tus_refusals LINK prosc_net)
proscenium_test(test_bandwidth_limit LINK prosc_net)
proscenium_test(test_upload_piece_size LINK prosc_net)
proscenium_test(test_tus_pieces_sent LINK prosc_net)

# The tus project's own server, for test_tus_foreign.
set(tus_server ${CMAKE_BINARY_DIR}/tests/foreign/tus_server)
add_test(NAME install_tus_server
    COMMAND ${CMAKE_SOURCE_DIR}/tests/foreign/install.sh ${CMAKE_SOURCE_DIR}/tests/foreign/tus_server ${tus_server})
set_tests_properties(install_tus_server PROPERTIES
    FIXTURES_SETUP tus_server SKIP_RETURN_CODE 77 TIMEOUT 300 LABELS foreign)
proscenium_test(test_tus_foreign LINK prosc_net LABELS foreign)
target_compile_definitions(test_tus_foreign PRIVATE TUS_SERVER_FOLDER="${tus_server}")
set_tests_properties(test_tus_foreign PROPERTIES FIXTURES_REQUIRED tus_server)
