# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# find_package(Threads): <threads.h> and the threads of C++ are in the libraries that each program is linked with.
# CMAKE_USE_PTHREADS_INIT is false: there is no <pthread.h>, which is all that CMake's own module looks for.

set(CMAKE_THREAD_LIBS_INIT "")
set(CMAKE_USE_PTHREADS_INIT FALSE)
set(CMAKE_USE_WIN32_THREADS_INIT FALSE)
set(Threads_FOUND TRUE)

if(NOT TARGET Threads::Threads)
  add_library(Threads::Threads INTERFACE IMPORTED)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Threads DEFAULT_MSG Threads_FOUND)
