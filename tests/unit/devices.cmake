proscenium_test(test_device_formats LINK prosc_devices)
proscenium_test(test_device_sources LINK prosc_devices)
add_test(NAME test_device_sound
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/with_pulseaudio.sh $<TARGET_FILE:test_device_sources>
            microphone_hearsTheLoudspeaker_throughPulseAudio)
set_tests_properties(test_device_sound PROPERTIES
    SKIP_RETURN_CODE 77 TIMEOUT 60 ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
