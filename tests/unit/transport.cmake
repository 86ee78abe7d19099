proscenium_test(test_transport_states LINK prosc_transport LABELS unit)
proscenium_test(test_sdp_text LINK prosc_transport LABELS unit)
proscenium_test(test_wanted_tracks LINK prosc_transport LABELS unit)
proscenium_test(test_loop_cursor LINK prosc_transport LABELS unit)
