"""Whether an error is a key pressed at the keyboard.

DuckDB makes errors of its own of it: one where it computes, another where it reads a table of ours.
"""

SAID = ("Query interrupted", "KeyboardInterrupt")


def is_interrupt(error: BaseException) -> bool:
    return isinstance(error, KeyboardInterrupt) or any(word in str(error) for word in SAID)
