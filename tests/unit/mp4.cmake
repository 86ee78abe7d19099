proscenium_test(test_mp4_finaliser LINK prosc_mp4 TIMEOUT 180)
proscenium_test(test_mp4_journal LINK prosc_mp4)
proscenium_test(test_recording_body LINK prosc_mp4)
proscenium_test(test_mp4_damage LINK prosc_mp4)
