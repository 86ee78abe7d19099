# Everything Proscenium is built with; packaging/packages.txt names the Debian packages.
find_package(Qt6 6.4 REQUIRED COMPONENTS
    Core Gui Widgets Network WebSockets Multimedia Svg Test LinguistTools)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    find_package(Qt6 6.4 REQUIRED COMPONENTS DBus)
endif()
# Without the service only for the tests' certificates.
find_package(OpenSSL REQUIRED)
find_package(Threads REQUIRED)
find_package(tl-expected REQUIRED)
find_package(PkgConfig REQUIRED)

pkg_check_modules(FFMPEG REQUIRED IMPORTED_TARGET libavcodec libavformat libavutil libswresample libavdevice)
pkg_check_modules(GST REQUIRED IMPORTED_TARGET
    gstreamer-1.0 gstreamer-app-1.0 gstreamer-sdp-1.0 gstreamer-webrtc-1.0 gstreamer-webrtc-nice-1.0
    gstreamer-video-1.0 gstreamer-rtp-1.0)
pkg_check_modules(OPUS REQUIRED IMPORTED_TARGET opus)
# For a test that compares with it.
pkg_check_modules(SWSCALE REQUIRED IMPORTED_TARGET libswscale)
pkg_check_modules(ZIMG REQUIRED IMPORTED_TARGET zimg>=3.0)

find_path(YUV_INCLUDE_DIR libyuv.h REQUIRED)
find_library(YUV_LIBRARY yuv REQUIRED)
add_library(prosc_yuv INTERFACE)
target_include_directories(prosc_yuv SYSTEM INTERFACE ${YUV_INCLUDE_DIR})
target_link_libraries(prosc_yuv INTERFACE ${YUV_LIBRARY})

if(PROSCENIUM_SERVICE)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Sql)
    find_package(Boost 1.74 REQUIRED)
    pkg_check_modules(JWT REQUIRED IMPORTED_TARGET libjwt)
endif()
