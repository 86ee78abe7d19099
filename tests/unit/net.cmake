proscenium_test(test_join_link LINK prosc_room)
