"""One function over many items, on every core where that pays; the results come in the order of the items."""

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MANY = 2000  # items below which one process is as fast as two; see docs/scale.md
CHUNK = 200  # items that a process takes at a time


def in_order(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """The result of each item, in order; `work` and its results can be pickled."""
    if len(items) < MANY or not (cores := _cores()) > 1:
        yield from map(work, items)
        return
    with TemporaryDirectory() as folder:
        # In a file: a process that dies while it is handed more than a pipe holds leaves its parent waiting for ever.
        file = Path(folder, "work.pickle")
        file.write_bytes(pickle.dumps(work))
        # Spawned, not forked: a process that outlives a killed build must not hold the lock of the build.
        pool = ProcessPoolExecutor(cores, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(file,))
        try:
            with _interrupts_held():
                results = pool.map(_work, items, chunksize=CHUNK)
            yield from results
        finally:
            pool.shutdown(cancel_futures=True)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes started in here leave Ctrl-C to their parent, which hears it as soon as this ends."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(file: Path) -> None:
    """Keep the work of this process, and what it has learnt, for every chunk; end with the parent, however that ends."""
    global _work_here
    _work_here = pickle.loads(file.read_bytes())
    gc.disable()  # rows hold no cycles

    def watch() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _work(item: Item) -> Result:
    return _work_here(item)
