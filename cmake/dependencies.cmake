# Third-party code as targets: imgui, stb, nlohmann_json, harfbuzz, sheenbidi, unibreak, qrcodegen.
# Only the sources that ship are compiled, and never the projects' own build files.
#
# FETCHCONTENT_SOURCE_DIR_<NAME> names an unpacked source (`./dev` sets it); without it the upstream tag is fetched.
# DEPESCHE_PREBUILT_DIR names a build of this file alone (-DDEPESCHE_ONLY_DEPENDENCIES=ON) made with the same
# compiler and options; its libraries are then used instead of compiling them again.
include(FetchContent)
find_program(DEPESCHE_NODE NAMES node nodejs REQUIRED)

function(depesche_fetch name repository tag)
  # SOURCE_SUBDIR without a CMakeLists.txt: fetch, but do not add the project's own targets.
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(${name})
  set(${name}_dir "${${name}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

# depesche_library(name INCLUDES dirs… SOURCES files… [DEFINES …] [PUBLIC_DEFINES …]); no SOURCES: headers only.
function(depesche_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "INCLUDES;SOURCES;DEFINES;PUBLIC_DEFINES")
  if(NOT arg_SOURCES)
    add_library(${name} INTERFACE)
  elseif(DEPESCHE_PREBUILT_DIR)
    add_library(${name} STATIC IMPORTED GLOBAL)
    set_target_properties(${name} PROPERTIES
      IMPORTED_LOCATION "${DEPESCHE_PREBUILT_DIR}/${CMAKE_STATIC_LIBRARY_PREFIX}${name}${CMAKE_STATIC_LIBRARY_SUFFIX}")
  else()
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PRIVATE ${arg_INCLUDES})
    target_compile_definitions(${name} PRIVATE ${arg_DEFINES} ${arg_PUBLIC_DEFINES})
    target_compile_options(${name} PRIVATE -w)
    set_target_properties(${name} PROPERTIES
      ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}" EXPORT_COMPILE_COMMANDS OFF)
  endif()
  target_include_directories(${name} SYSTEM INTERFACE ${arg_INCLUDES})
  target_compile_definitions(${name} INTERFACE ${arg_PUBLIC_DEFINES})
endfunction()

# Without the inspector ImGui's functions are weak, so that draw/left_out.cpp can replace what nothing reaches. One unit:
# references between weak functions of several objects would not bring the objects into the link.
if(NOT DEPESCHE_INSPECTOR)
  set(imgui_weak "IMGUI_API=__attribute__((weak))")
  set(CMAKE_UNITY_BUILD ON)
endif()
depesche_fetch(imgui https://github.com/ocornut/imgui.git v1.92.2b)
depesche_library(imgui
  INCLUDES "${imgui_dir}" "${CMAKE_SOURCE_DIR}/widget"
  SOURCES "${imgui_dir}/imgui.cpp" "${imgui_dir}/imgui_draw.cpp" "${imgui_dir}/imgui_tables.cpp"
    "${imgui_dir}/imgui_widgets.cpp"
  DEFINES ${imgui_weak}
  PUBLIC_DEFINES IMGUI_USER_CONFIG="draw/imconfig.h" $<$<BOOL:${DEPESCHE_INSPECTOR}>:DEPESCHE_INSPECTOR=1>)
unset(CMAKE_UNITY_BUILD)

depesche_fetch(stb https://github.com/nothings/stb.git fede005abaf93d9d7f3a679d1999b2db341b360f)
depesche_library(stb INCLUDES "${stb_dir}")

depesche_fetch(nlohmann_json https://github.com/nlohmann/json.git v3.11.3)
depesche_library(nlohmann_json INCLUDES "${nlohmann_json_dir}/include" PUBLIC_DEFINES JSON_NOEXCEPTION=1)

# HB_TINY natively too, so that the tests shape with what ships. Without the shapers of scripts that no font of ours has,
# and without the OpenType tags of three-letter languages: together a fifth of what text costs in WebAssembly (20 KB brotli).
# Nor do our fonts take what stands in for tables that they have (kern for GPOS, forms of Arabic letters for GSUB), or
# lists of faulty fonts; and what HarfBuzz asks of a font besides is answered by text/fonts.cpp.
depesche_fetch(harfbuzz https://github.com/harfbuzz/harfbuzz.git 12.3.2)
set(shapers_left_out indic khmer myanmar myanmar_zawgyi thai use hangul)
list(TRANSFORM shapers_left_out REPLACE "(.+)" "_hb_ot_shaper_\\1=_hb_ot_shaper_default" OUTPUT_VARIABLE no_shapers)
file(STRINGS "${harfbuzz_dir}/src/harfbuzz.cc" harfbuzz_parts)
list(FILTER harfbuzz_parts EXCLUDE REGEX "hb-ot-font\\.cc|hb-ot-shaper-(indic|khmer|myanmar|thai|use|hangul|syllabic|vowel)")
list(JOIN harfbuzz_parts "\n" harfbuzz_parts)
# And with Unicode's data for the scripts that our fonts have.
set(unicode_tables "${CMAKE_BINARY_DIR}/generated/unicode_tables.hh")
file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/generated")
execute_process(COMMAND "${DEPESCHE_NODE}" "${CMAKE_SOURCE_DIR}/scripts/unicode-tables.mjs"
  "${harfbuzz_dir}/src/hb-ucd-table.hh" "${unicode_tables}" COMMAND_ERROR_IS_FATAL ANY)
string(PREPEND harfbuzz_parts "#include \"${unicode_tables}\"\n")
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/harfbuzz_parts.cc" CONTENT "${harfbuzz_parts}\n" @ONLY)
depesche_library(harfbuzz
  INCLUDES "${harfbuzz_dir}/src" SOURCES "${CMAKE_BINARY_DIR}/harfbuzz_parts.cc"
  DEFINES HB_TINY HB_NO_LANGUAGE_LONG HB_NO_LANGUAGE_PRIVATE_SUBTAG HB_NO_OT_KERN HB_NO_OT_LAYOUT_BLOCKLIST
  HB_NO_OT_SHAPER_ARABIC_FALLBACK HB_NO_OT_SHAPER_HEBREW_FALLBACK HB_NO_WIN1256 HB_NO_FALLBACK_SHAPE HB_NO_BASE
  HB_NO_OT_RULESETS_FAST_PATH HB_NO_OT_FONT_BITMAP HB_NO_RESOURCE_FORK ${no_shapers})

depesche_fetch(sheenbidi https://github.com/Tehreer/SheenBidi.git v3.0.0)
depesche_library(sheenbidi
  INCLUDES "${sheenbidi_dir}/Headers" "${sheenbidi_dir}/Source" SOURCES "${sheenbidi_dir}/Source/SheenBidi.c"
  DEFINES SB_CONFIG_UNITY)

depesche_fetch(unibreak https://github.com/adah1972/libunibreak.git libunibreak_6_1)
file(GLOB unibreak_sources "${unibreak_dir}/src/*.c")
list(FILTER unibreak_sources EXCLUDE REGEX "/tests\\.c$")
depesche_library(unibreak INCLUDES "${unibreak_dir}/src" SOURCES ${unibreak_sources})

# Its C edition: the C++ one throws.
depesche_fetch(qrcodegen https://github.com/nayuki/QR-Code-generator.git v1.8.0)
depesche_library(qrcodegen INCLUDES "${qrcodegen_dir}/c" SOURCES "${qrcodegen_dir}/c/qrcodegen.c")
