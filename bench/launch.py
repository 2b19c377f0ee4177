"""Runs one command as its only child and writes what it took. Kept small: Linux counts the memory
of a parent as the child's until the child's own program starts.

    python -I -S launch.py DESCRIPTOR CORE PROGRAM [ARGUMENT ...]

DESCRIPTOR is where the answer is written: nanoseconds on the wall, seconds of a core, peak memory
as the system counts it, and the exit code. CORE is the number of the core to stay on, or `any`.
"""

import os
import sys
import time


def main() -> None:
    """Run the command of the command line."""
    descriptor, core, *command = sys.argv[1:]
    if core != "any":
        os.sched_setaffinity(0, {int(core)})
    start = time.perf_counter_ns()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    took = time.perf_counter_ns() - start
    worked = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    os.write(int(descriptor), f"{took} {worked} {usage.ru_maxrss} {code}".encode())


main()
