"""What ended a command although DuckDB says otherwise: a key pressed at the keyboard, or the end of its time.

DuckDB makes errors of its own of both: of a key one where it computes, another where it reads a table of ours.
"""

KEY = ("Query interrupted", "KeyboardInterrupt")
TIME = "TimeoutError: "


def is_interrupt(error: BaseException) -> bool:
    return isinstance(error, KeyboardInterrupt) or any(word in str(error) for word in KEY)


def raise_what_ended(error: BaseException) -> None:
    """Raise KeyboardInterrupt or TimeoutError where that is what an error of DuckDB means; `bounded` says how long was allowed."""
    if is_interrupt(error):
        raise KeyboardInterrupt from None
    if TIME in str(error):
        raise TimeoutError from None
