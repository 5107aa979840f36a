"""What a disk, a dying process or a person at the keyboard does to a command, said in one line in place of a traceback.

Every command ends through here when it is run as `python -m scripts.<command>`: see scripts/__init__.py.
"""

import signal
import sys
from types import TracebackType

INTERRUPTED = ("Query interrupted", "KeyboardInterrupt")  # what DuckDB says of a key pressed while it reads
AGAIN = "nothing is lost: mend that, then run the command again"


def tell_plainly(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print what stopped a command; anything that is not the machine's or the user's doing keeps its traceback."""
    if issubclass(kind, KeyboardInterrupt) or any(word in str(error) for word in INTERRUPTED):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C has nothing left to stop
        print("interrupted; nothing is lost: run the command again", file=sys.stderr)
    elif issubclass(kind, OSError):
        at = f"{error.filename}: " if error.filename else ""
        print(f"stopped: {at}{error.strerror or error}; {AGAIN}", file=sys.stderr)
    elif issubclass(kind, MemoryError) or kind.__name__ == "BrokenProcessPool":
        print(f"stopped: a process was killed or ran out of memory; {AGAIN}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)
