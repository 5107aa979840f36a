"""An end for a command that reads what strangers sent: in time, and in memory."""

import errno
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.limits import limits


@contextmanager
def bounded() -> Iterator[None]:
    """Do in here what may take no more than the limits `seconds` and `memory`; raises TimeoutError or MemoryError.

    Also for a whole function: `@bounded()`. Of this process: what it starts inherits the memory, and ends with it.
    """
    seconds, memory, is_late = limits().seconds, limits().memory, threading.Event()
    late = TimeoutError(errno.ETIME, f"not done after {seconds} seconds, which `seconds` in OCSE_LIMITS may change")

    def stop(number: int, frame: object) -> None:
        is_late.set()
        raise late

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    lowest = min(bound for bound in (memory, soft, hard) if bound != resource.RLIM_INFINITY)
    is_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGALRM, stop) if is_main else None
    try:
        resource.setrlimit(resource.RLIMIT_AS, (lowest, hard))
        if is_main:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    except BaseException:
        if is_late.is_set():  # DuckDB has words of its own for whatever a signal raises, also those of a key pressed
            raise late from None
        raise
    finally:
        if is_main:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
