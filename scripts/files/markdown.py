"""Markdown of the project's pages: what comes from data is escaped, by hand or by the templates themselves."""

import html
import re
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

SPECIAL = re.compile(r"[\\`*\[\]|]|(?<![^\W_])_|_(?![^\W_])|(?<!\w)~|~(?=\w)")  # not: some_name, 2011-03~
CODE_SPAN = re.compile(r"(`[^`]*`)")


def escape(value: Any) -> Markup:
    """A value as text that Markdown and HTML leave as it is; Markup stays, None is nothing."""
    if isinstance(value, Markup):
        return value
    return Markup("" if value is None else SPECIAL.sub(r"\\\g<0>", html.escape(_one_line(str(value)), quote=False)))


def _one_line(text: str) -> str:
    """A text that cannot end the line, and with it the cell, code span or heading, that it stands in."""
    return " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text


def prose(text: str) -> Markup:
    """A text that is Markdown itself, as descriptions of the standard are: no HTML, and no end of a table cell."""
    parts = CODE_SPAN.split(_one_line(text))
    safe = (part if part.startswith("`") else html.escape(part.replace("\\", r"\\"), quote=False) for part in parts)
    return Markup("".join(safe).replace("|", r"\|"))


def code(value: Any) -> Markup:
    """A value in a code span."""
    text = _one_line(str(value).lower() if isinstance(value, bool) else str(value))
    return Markup(f"`{text.replace('`', chr(39)).replace('|', chr(92) + '|')}`")


def markdown_table(head: Iterable[str], rows: Iterable[Iterable[Any]], numbers: Container[str] = ()) -> Markup:
    """A table as Markdown; the columns named in `numbers` are set to the right."""
    head = list(head)
    lines = [head, ["---:" if name in numbers else "---" for name in head], *rows]
    return Markup("".join("| " + " | ".join(map(escape, line)) + " |\n" for line in lines))


def templates(*folders: Path) -> Environment:
    """The templates in these folders; whatever they put in is escaped, or Markup by one of the functions above."""
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,  # what a macro gives is Markup
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"prose": prose, "code": code, "markdown": escape}
    return environment
