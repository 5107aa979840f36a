"""What a picture is, and the look that all share: legible in print, in grey and to the colour-blind; the same bytes every time."""

import io
from collections.abc import Callable, Mapping, Sequence
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


class Picture(NamedTuple):
    """A picture: docs/pictures/<name>.svg draws the rows of <name>.csv, which are the result of the query."""

    name: str
    title: str
    caption: str
    sql: str
    draw: Callable[[Rows], Figure]


def svg(picture: Picture, rows: Rows) -> str:
    """The picture of the rows, as SVG without date or version."""
    with matplotlib.rc_context({**matplotlib.rcParamsDefault, **STYLE}):
        figure = picture.draw(rows)
        out = io.StringIO()
        figure.savefig(out, format="svg", bbox_inches="tight", metadata={"Title": picture.title, "Date": None, "Creator": None})
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
