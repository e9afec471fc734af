# Compiler flags. What concerns the produced bytes holds for third-party code as well; warnings only for ours.

# No fused multiply-add: native and WASM arithmetic must round alike, since both must paint the same pixels.
add_compile_options(-ffp-contract=off -fvisibility=hidden)
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)

if(EMSCRIPTEN)
  set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -DNDEBUG")
  set(CMAKE_C_FLAGS_MINSIZEREL "-Oz -DNDEBUG")
  if(CMAKE_BUILD_TYPE STREQUAL "MinSizeRel")
    add_compile_options(-flto)
    # A function with one caller becomes part of it only where it is small; LLVM's own measure of that is 3,000 instructions.
    # V8 optimises a function as a whole, once any loop in it is hot, and in a time that grows faster than its size: what was one
    # function of 10 KB took a core for a quarter of a second while a page started. And several are smaller, compressed.
    foreach(option inline-instr-cost=80 inline-call-penalty=400 inline-threshold=80)
      list(APPEND depesche_inlining "SHELL:-mllvm -${option}")
      list(APPEND depesche_link_inlining "-Wl,-mllvm,-${option}")
    endforeach()
    add_compile_options(${depesche_inlining})
  endif()
else()
  # Assertions stay on natively: they are how our own mistakes show in tests.
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
  set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g1")
  if(DEPESCHE_SANITIZE)
    # -O1: the unit tests take minutes at -O0. The library's own checks find what the address sanitizer cannot see.
    set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
    set(CMAKE_C_FLAGS_DEBUG "-O1 -g1")
    add_compile_options(-fsanitize=${DEPESCHE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_compile_definitions(_GLIBCXX_ASSERTIONS)
    add_link_options(-fsanitize=${DEPESCHE_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
      # The same objects serve the fuzzing targets, which are guided by what the input reaches, libraries included.
      add_compile_options(-fsanitize=fuzzer-no-link)
    endif()
  endif()
endif()

add_library(depesche_flags INTERFACE)
target_include_directories(depesche_flags INTERFACE "${CMAKE_SOURCE_DIR}/widget")
target_compile_definitions(depesche_flags INTERFACE $<$<BOOL:${DEPESCHE_INSPECTOR}>:DEPESCHE_INSPECTOR=1>)
target_compile_options(depesche_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  $<$<BOOL:${DEPESCHE_WERROR}>:-Werror>)
