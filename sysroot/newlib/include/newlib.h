/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* How newlib is configured here. newlib's configure would write this file; it takes longer
   than compiling the library and finds nothing that is not known for a bare-metal target. */
#ifndef __NEWLIB_H__
#define __NEWLIB_H__ 1

#include <_newlib_version.h>

/* The complete formatted I/O: %lld, %zu, %a and floating point. */
#define _WANT_IO_C99_FORMATS 1
#define _WANT_IO_LONG_LONG 1

/* 72 bytes of library state instead of 1064, and the three standard streams once for all tasks, so
   that a task that dies takes no stream with it. */
#define _WANT_REENT_SMALL 1
#define _WANT_REENT_GLOBAL_STDIO_STREAMS 1
#define _REENT_GLOBAL_ATEXIT 1
#define _ATEXIT_DYNAMIC_ALLOC 1

/* Locks come from libhop. */
#define _RETARGETABLE_LOCKING 1

/* Constructors are in .init_array; there is no crti.o and no _init. */
#define HAVE_INITFINI_ARRAY 1

#define _MB_LEN_MAX 1
#define _HAVE_LONG_DOUBLE 1
#define _LDBL_EQ_DBL 1
#define _FVWRITE_IN_STREAMIO 1
#define _FSEEK_OPTIMIZATION 1
#define _WIDE_ORIENT 1
#define _UNBUF_STREAM_OPT 1

#endif
