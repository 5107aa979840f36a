"""Pieces of Markdown that several pages share: tables, anchors and links."""

from collections.abc import Container, Iterable


def markdown_table(head: Iterable[str], rows: Iterable[Iterable[str]], numbers: Container[str] = ()) -> str:
    """A table as Markdown; the columns named in `numbers` are set to the right."""
    head = list(head)
    lines = [head, ["---:" if name in numbers else "---" for name in head], *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def anchor(name: str) -> str:
    return f'<a id="{name}"></a>'


def link(text: str, target: str = "") -> str:
    """A link to a heading or anchor of the same page."""
    return f"[{text}](#{target or text})"
