# sohoa_module(NAME [FOLDERS folders…] USES modules… LIBRARIES targets…): the static library of the
# folder NAME, from all its .cpp files and those of the folders named in it. Headers are included from
# the top of the project: "pdf/write/writer.h".
# USES says which of our modules it may include (scripts/check-layers holds code to its own table);
# LIBRARIES are outside ones, visible to this module's .cpp files only.
function(sohoa_module name)
  cmake_parse_arguments(arg "" "" "FOLDERS;USES;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  foreach(folder ${arg_FOLDERS})
    file(GLOB more CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
    list(APPEND sources ${more})
  endforeach()
  add_library(sohoa_${name} STATIC ${sources})
  target_include_directories(sohoa_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  list(TRANSFORM arg_USES PREPEND sohoa_)
  target_link_libraries(sohoa_${name} PUBLIC ${arg_USES} PRIVATE sohoa_flags ${arg_LIBRARIES})
endfunction()
