"""The command `ocse`, also `python -m scripts`: what the machine or a person at the keyboard does to it is said in one line."""

import signal
import sys
from types import TracebackType

INTERRUPTED = ("Query interrupted", "KeyboardInterrupt")  # what DuckDB says of a key pressed while it reads
AGAIN = "No data was changed. Fix this and run the command again."


def main() -> None:
    """Run the command line; what stops it is one line on standard error, and its exit code 0, 1 (issues) or 2 (wrong call)."""
    sys.excepthook = handle_error
    from scripts.cli import run  # takes a second, in which Ctrl-C may be pressed too

    sys.exit(run())


def handle_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print what stopped a command; anything that is not the machine's or the user's doing keeps its traceback."""
    if issubclass(kind, KeyboardInterrupt) or any(word in str(error) for word in INTERRUPTED):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C has nothing left to stop
        print("interrupted. No data was changed. Run the command again.", file=sys.stderr)
    elif issubclass(kind, OSError):
        path = f"{error.filename}: " if error.filename else ""
        print(f"stopped: {path}{error.strerror or error}. {AGAIN}", file=sys.stderr)
    elif issubclass(kind, MemoryError) or kind.__name__ == "BrokenProcessPool":
        print(f"stopped: a process was killed or ran out of memory. {AGAIN}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


if __name__ == "__main__":
    main()
