# One static library per floor, each from all .cpp files of its folder. A floor links only what it may include:
# floors below it, and the third-party code that docs/architecture.md gives it.

# depesche_floor(name SOURCES pattern… [FLOORS lower floors…] [THIRD_PARTY targets…]); empty folders become header-only.
function(depesche_floor name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;FLOORS;THIRD_PARTY")
  list(TRANSFORM arg_FLOORS PREPEND "depesche_")
  file(GLOB sources CONFIGURE_DEPENDS ${arg_SOURCES})
  if(sources)
    add_library(depesche_${name} STATIC ${sources})
    target_link_libraries(depesche_${name} PUBLIC depesche_flags ${arg_FLOORS} PRIVATE ${arg_THIRD_PARTY})
  else()
    add_library(depesche_${name} INTERFACE)
    target_link_libraries(depesche_${name} INTERFACE depesche_flags ${arg_FLOORS})
  endif()
endfunction()

set(widget "${CMAKE_SOURCE_DIR}/widget")
depesche_floor(base SOURCES "${widget}/base/*.cpp")
depesche_floor(content SOURCES "${widget}/content/*.cpp" FLOORS base THIRD_PARTY nlohmann_json)
depesche_floor(text SOURCES "${widget}/text/*.cpp" FLOORS base THIRD_PARTY harfbuzz sheenbidi unibreak)
depesche_floor(layout SOURCES "${widget}/layout/*.cpp" FLOORS content text)
depesche_floor(semantics SOURCES "${widget}/semantics/*.cpp" FLOORS layout THIRD_PARTY nlohmann_json)
depesche_floor(draw SOURCES "${widget}/draw/*.cpp" FLOORS layout THIRD_PARTY imgui stb)
depesche_floor(raster SOURCES "${widget}/raster/*.cpp" FLOORS base THIRD_PARTY imgui)
depesche_floor(card SOURCES "${widget}/card.cpp" "${widget}/card_*.cpp"
  FLOORS semantics draw raster THIRD_PARTY imgui)

# The rows of assets/fonts.json as C++ (its format stands at the top of the generated file).
set(font_catalogue "${CMAKE_BINARY_DIR}/generated/font_catalogue.inc")
add_custom_command(OUTPUT "${font_catalogue}"
  COMMAND "${DEPESCHE_NODE}" "${CMAKE_SOURCE_DIR}/scripts/font-catalogue.mjs"
    "${CMAKE_SOURCE_DIR}/assets/fonts.json" "${font_catalogue}"
  DEPENDS "${CMAKE_SOURCE_DIR}/assets/fonts.json" "${CMAKE_SOURCE_DIR}/scripts/font-catalogue.mjs"
  COMMENT "Generating font_catalogue.inc" VERBATIM)
add_custom_target(depesche_font_catalogue DEPENDS "${font_catalogue}")
get_target_property(text_type depesche_text TYPE)
if(NOT text_type STREQUAL "INTERFACE_LIBRARY")
  target_include_directories(depesche_text PRIVATE "${CMAKE_BINARY_DIR}/generated")
  add_dependencies(depesche_text depesche_font_catalogue)
endif()

# The rasteriser's innermost loops are the one place where speed is worth bytes.
get_target_property(raster_type depesche_raster TYPE)
if(EMSCRIPTEN AND NOT raster_type STREQUAL "INTERFACE_LIBRARY")
  target_compile_options(depesche_raster PRIVATE -msimd128)
  set_source_files_properties("${widget}/raster/pixels.cpp" PROPERTIES COMPILE_OPTIONS $<$<CONFIG:MinSizeRel>:-O2>)
endif()
