"""The command `ocse`, also `python -m scripts`: what the machine or a person at the keyboard does to it is said in one line."""

import os
import signal
import sys
from types import TracebackType

from scripts.interrupted import is_interrupt

NO_MEMORY = ("OutOfMemoryException", "BrokenProcessPool", "ArrowMemoryError")
AGAIN = "No data was changed. Fix this and run the command again."


def main() -> None:
    """Run the command line; what stops it is one line on standard error, and its exit code 0, 1 (issues) or 2 (wrong call)."""
    sys.excepthook = handle_error
    open_streams()
    check_working_folder()
    from scripts.cli import run  # takes a second, in which Ctrl-C may be pressed too

    code = run()
    flush_streams()
    sys.exit(code)


def check_working_folder() -> None:
    """Raise OSError where the working folder was removed: DuckDB would end the process in it."""
    try:
        os.getcwd()
    except FileNotFoundError as error:
        raise FileNotFoundError(error.errno, "the working folder was removed") from None


def open_streams() -> None:
    """Standard output and error that take every text: closed ones lead nowhere, and what an encoding lacks is an escape."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")


def flush_streams() -> None:
    """Write out what is left; a reader that has gone, such as `head`, is no error worth a word."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def handle_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print what stopped a command; anything that is not the machine's or the user's doing keeps its traceback."""
    if is_interrupt(error):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C has nothing left to stop
        stopped("interrupted. No data was changed. Run the command again.")
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # an interrupted import of DuckDB complains when the process ends
    elif issubclass(kind, BrokenPipeError):
        flush_streams()
    elif issubclass(kind, MemoryError) or kind.__name__ in NO_MEMORY:
        stopped(f"stopped: a process was killed or ran out of memory. {AGAIN}")
    elif issubclass(kind, RecursionError):
        stopped(f"stopped: something is nested too deeply. {AGAIN}")
    elif issubclass(kind, OSError):
        path = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) and error.filename else ""
        stopped(f"stopped: {path}{error.strerror or error}. {AGAIN}")
    else:
        sys.__excepthook__(kind, error, trace)


def stopped(words: str) -> None:
    """One line on standard error."""
    from scripts.issues.printable import printable

    print(printable(words), file=sys.stderr)
    flush_streams()


if __name__ == "__main__":
    main()
