// Counts what a thread asks of the heap. Linked into the tests alone: the C library's own functions are
// wrapped for the whole process, so also what the runtime and Foundation ask for is seen.
#ifndef C_ALLOCATIONS_H
#define C_ALLOCATIONS_H

// Allocations of the calling thread so far.
unsigned long allocationsOfThisThread(void);

#endif
