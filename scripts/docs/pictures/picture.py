"""What a picture is, and the look that all share: legible in print, in grey and to the colour-blind; the same bytes every time.

A picture says by itself what it shows: title, how much it rests on, version and licence are drawn, and a screen reader is
told the caption.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

import matplotlib
from matplotlib.figure import Figure

Rows = Sequence[Mapping[str, Any]]

STYLE = {
    "svg.hashsalt": "ocse-operations",  # ids that do not change from run to run
    "svg.fonttype": "none",  # text stays text: found by search and read out by screen readers
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib: the same widths everywhere
    "font.size": 10,
    "text.parse_math": False,  # a dollar in a name is a dollar
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.axisbelow": True,
    "grid.color": "#dddddd",
    "hatch.linewidth": 0.6,
}
INK, ACCENT, PALE = "#222222", "#1f5a8c", "#c9d8e6"  # of falling darkness, so that grey keeps them apart
GAP = 16  # points between the drawing and the words above and below it


class Picture(NamedTuple):
    """A picture: docs/pictures/<name>.svg draws the rows of <name>.csv, which are the result of the query."""

    name: str
    title: str
    caption: str
    sql: str
    draw: Callable[[Rows], Figure]
    basis: Callable[[Rows], str]  # what the drawn rows are, with their number


def svg(picture: Picture, rows: Rows, facts: Mapping[str, str]) -> str:
    """The picture of the rows, as SVG without date or version of the program; `facts` about the package stand below it."""
    with matplotlib.rc_context({**matplotlib.rcParamsDefault, **STYLE}):
        figure = picture.draw(rows)
        _frame(figure, picture.title, f"{picture.basis(rows)}. {facts['package']} {facts['version']}, {facts['licence'].split()[0]}.")
        out = io.StringIO()
        figure.savefig(out, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    return _accessible(picture, "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines()))


def _frame(figure: Figure, title: str, foot: str) -> None:
    """Title above the drawing and a line below it, flush left with whatever the drawing begins with."""
    figure.draw_without_rendering()  # the extent is known only now
    box = figure.get_tightbbox()  # inches
    wide, high = figure.get_size_inches()
    figure.set_layout_engine("none")
    left, gap = box.x0 / wide, GAP / 72 / high
    figure.text(left, box.y1 / high + gap, title, fontsize=13, fontweight="bold", ha="left", va="bottom")
    figure.text(left, box.y0 / high - gap, foot, fontsize=8.5, color=INK, ha="left", va="top")


def _accessible(picture: Picture, text: str) -> str:
    """The SVG as one image with a name and a description."""
    root, start = text.index("<svg "), text.index(">", text.index("<svg ")) + 1
    head = text[root : start - 1] + f' role="img" aria-labelledby="{picture.name}-title {picture.name}-desc">'
    words = f'\n <title id="{picture.name}-title">{escape(picture.title)}</title>'
    words += f'\n <desc id="{picture.name}-desc">{escape(picture.caption)}</desc>'
    return text[:root] + head + words + text[start:]
