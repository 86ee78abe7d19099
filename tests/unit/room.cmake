proscenium_test(test_messages LINK prosc_room)
proscenium_test(test_room_states LINK prosc_room prosc_recording)
proscenium_test(test_room_authority LINK prosc_room prosc_recording)
proscenium_test(test_room_people LINK prosc_room prosc_recording)
proscenium_test(test_stage_scene LINK prosc_room prosc_recording)
proscenium_test(test_room_recording LINK prosc_room prosc_recording)
proscenium_test(test_room_consent LINK prosc_room prosc_recording)
proscenium_test(test_room_recording_trouble LINK prosc_room prosc_recording)
proscenium_test(test_room_session LINK prosc_room prosc_recording)
proscenium_test(test_room_requests LINK prosc_room prosc_recording)
proscenium_test(test_recording_controller LINK prosc_room prosc_recording)

# Needs the archives of all folders: run it after a whole build.
proscenium_test(test_includes LINK Qt6::Core)
target_sources(test_includes PRIVATE include_rules.cpp include_rules.h)
target_include_directories(test_includes PRIVATE ${CMAKE_SOURCE_DIR})
target_compile_definitions(test_includes PRIVATE
    PROSCENIUM_SOURCE_FOLDER="${CMAKE_SOURCE_DIR}" PROSCENIUM_BUILD_FOLDER="${CMAKE_BINARY_DIR}")
