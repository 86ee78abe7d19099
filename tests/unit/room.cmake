proscenium_test(test_messages LINK prosc_room)
