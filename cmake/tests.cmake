# tests/unit/**/*_test.cpp, one GoogleTest program that links every floor; other .cpp files there are shared by the tests.
if(EMSCRIPTEN)
  return()
endif()
file(GLOB_RECURSE tests CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/unit/*.cpp")
if(NOT tests)
  return()
endif()

find_package(GTest QUIET)
if(NOT GTest_FOUND)
  depesche_fetch(googletest https://github.com/google/googletest.git v1.16.0)
  add_library(googletest STATIC "${googletest_dir}/googletest/src/gtest-all.cc"
    "${googletest_dir}/googletest/src/gtest_main.cc")
  target_include_directories(googletest PRIVATE "${googletest_dir}/googletest")
  target_include_directories(googletest SYSTEM PUBLIC "${googletest_dir}/googletest/include")
  target_compile_options(googletest PRIVATE -w)
  add_library(GTest::gtest_main ALIAS googletest)
endif()

enable_testing()
add_executable(unit_tests ${tests})
target_include_directories(unit_tests PRIVATE "${CMAKE_SOURCE_DIR}/tests/unit")
target_compile_definitions(unit_tests PRIVATE DEPESCHE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
target_link_libraries(unit_tests PRIVATE depesche_card GTest::gtest_main
  imgui stb nlohmann_json harfbuzz sheenbidi unibreak qrcodegen)
set_target_properties(unit_tests PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
# GoogleTest's macros are not written for these warnings.
target_compile_options(unit_tests PRIVATE -Wno-conversion -Wno-shadow -Wno-pedantic)

add_test(NAME unit_tests COMMAND unit_tests WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")

# The oracle of the rasteriser: ImGui's own OpenGL backend on Mesa's software driver. `./dev test` fails without it
# unless DEPESCHE_NO_ORACLE is set.
find_library(EGL_LIBRARY EGL)
find_library(GLES_LIBRARY GLESv2)
find_path(EGL_INCLUDE EGL/egl.h)
find_path(GLES_INCLUDE GLES3/gl3.h)
file(GLOB oracle CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/tests/oracle/*.cpp")
if(oracle AND EGL_LIBRARY AND GLES_LIBRARY AND EGL_INCLUDE AND GLES_INCLUDE)
  add_executable(depesche_oracle ${oracle} "${imgui_dir}/backends/imgui_impl_opengl3.cpp")
  set_source_files_properties("${imgui_dir}/backends/imgui_impl_opengl3.cpp" PROPERTIES COMPILE_OPTIONS -w)
  target_include_directories(depesche_oracle PRIVATE "${CMAKE_SOURCE_DIR}/tests/unit")
  target_include_directories(depesche_oracle SYSTEM PRIVATE "${imgui_dir}/backends")
  target_compile_definitions(depesche_oracle PRIVATE
    DEPESCHE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" IMGUI_IMPL_OPENGL_ES3)
  target_link_libraries(depesche_oracle PRIVATE depesche_card GTest::gtest_main imgui "${EGL_LIBRARY}" "${GLES_LIBRARY}")
  set_target_properties(depesche_oracle PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  target_compile_options(depesche_oracle PRIVATE -Wno-conversion -Wno-shadow -Wno-pedantic)
  add_test(NAME depesche_oracle COMMAND depesche_oracle WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
else()
  message(WARNING "The oracle of the rasteriser is not built: no EGL or OpenGL ES 3 (Debian: libegl-dev libgles-dev)")
endif()
