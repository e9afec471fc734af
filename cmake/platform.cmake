# The two programs: `depesche` for the command line, and depesche.mjs with depesche.wasm for the page.
if(NOT EMSCRIPTEN)
  file(GLOB sources CONFIGURE_DEPENDS "${widget}/platform/cli/*.cpp")
  if(sources)
    add_executable(depesche ${sources})
    target_link_libraries(depesche PRIVATE depesche_card stb)
    set_target_properties(depesche PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  endif()
  return()
endif()

file(GLOB sources CONFIGURE_DEPENDS "${widget}/platform/web/*.cpp")
set(exports "${widget}/platform/web/exports.txt")
if(NOT sources OR NOT EXISTS "${exports}")
  message(STATUS "widget/platform/web/ is incomplete: building libraries only")
  return()
endif()

add_executable(depesche ${sources})
target_link_libraries(depesche PRIVATE depesche_card)
set_target_properties(depesche PROPERTIES
  SUFFIX ".mjs" RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}" LINK_DEPENDS "${exports}")
target_link_options(depesche PRIVATE
  --no-entry
  -fno-exceptions             # otherwise the linker looks for Emscripten's exceptions in JavaScript
  -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker  # not Node: bundlers follow its imports, and do not have them
  -sFILESYSTEM=0
  -sDYNAMIC_EXECUTION=0       # the page's policy has no 'unsafe-eval'
  -sMALLOC=emmalloc
  -sALLOW_MEMORY_GROWTH
  -sINITIAL_MEMORY=4MB        # enough for an article; the default of 16 MB is more than a kiosk needs
  -sMEMORY_GROWTH_LINEAR_STEP=2MB  # room for what comes by chance: a kiosk's readers need 5 MB now and then
  -sSTACK_SIZE=256KB
  -sINCOMING_MODULE_JS_API=instantiateWasm,printErr
  -sEXPORTED_RUNTIME_METHODS=HEAPU8
  "-sEXPORTED_FUNCTIONS=@${exports}")
if(CMAKE_BUILD_TYPE STREQUAL "MinSizeRel")
  target_link_options(depesche PRIVATE -Oz -flto --closure 1 ${depesche_link_inlining}
    # Binaryen has no measure of its own for functions with one caller; what it has inlined, its passes make smaller once more.
    -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=200,-Oz)
else()
  target_link_options(depesche PRIVATE -O1 -g -sASSERTIONS=1 -sSTACK_OVERFLOW_CHECK=1)
endif()

# The kiosk's checks and QR codes: a second module, small and without JavaScript of its own (web/kiosk/checks.ts).
add_executable(depesche_kiosk "${widget}/platform/kiosk/answers.cpp" "${widget}/platform/kiosk/exports.cpp")
target_link_libraries(depesche_kiosk PRIVATE depesche_semantics qrcodegen)
set_target_properties(depesche_kiosk PROPERTIES
  OUTPUT_NAME kiosk SUFFIX ".wasm" RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
target_link_options(depesche_kiosk PRIVATE
  --no-entry -fno-exceptions
  -sSTANDALONE_WASM -sFILESYSTEM=0 -sMALLOC=emmalloc
  -sALLOW_MEMORY_GROWTH -sINITIAL_MEMORY=1MB -sSTACK_SIZE=128KB
  -sEXPORTED_FUNCTIONS=_depesche_alloc,_depesche_free,_depesche_result_length,_depesche_check_settings,_depesche_check_article,_depesche_qr_code,_depesche_colours)
if(CMAKE_BUILD_TYPE STREQUAL "MinSizeRel")
  target_link_options(depesche_kiosk PRIVATE -Oz -flto)
else()
  target_link_options(depesche_kiosk PRIVATE -O1 -g)
endif()
