"""Where an old page may still be found: its address in a web archive, made from its own address and day alone."""

from datetime import date

ARCHIVE = "https://web.archive.org/web"
ANY_DAY = "*"  # the archive's list of all the days on which it kept the page


def archive_url(url: str | None, day: date | None) -> str | None:
    """The archive's address of a page for about a day: the copy nearest to it, if it kept any; None where the address is withheld."""
    return None if url is None else f"{ARCHIVE}/{f'{day:%Y%m%d}' if day else ANY_DAY}/{url}"
