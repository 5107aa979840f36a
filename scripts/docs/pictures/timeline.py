"""Operations by day of announcement, with arrests low, best and high."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from scripts.docs.pictures.picture import ACCENT, INK, Picture, Rows

SQL = """
SELECT
    operation_id,
    name,
    CASE
        WHEN kind = 'programme' THEN 'programme'
        WHEN parent_id IS NOT NULL OR predecessor_id IS NOT NULL THEN 'part or edition'
        ELSE 'operation'
    END AS drawn_as,
    announced,
    announced_precision,
    CASE WHEN announced_precision IN ('day', 'month') THEN announced_earliest END AS drawn_on,
    arrests_low,
    arrests_best,
    arrests_high
FROM operations
WHERE arrests_low IS NOT NULL
ORDER BY announced_earliest NULLS LAST, operation_id
"""
MARKS = {
    "operation": {"marker": "o", "facecolor": ACCENT, "edgecolor": ACCENT},
    "part or edition": {"marker": "o", "facecolor": "white", "edgecolor": ACCENT},
    "programme": {"marker": "s", "facecolor": "white", "edgecolor": INK},
}
N_RANKED = 12  # greatest figures that get their name, where there is room
LETTER, LONGEST = 6, 200  # width of a letter and of the longest name drawn, in pixels of the canvas


def draw(rows: Rows) -> Figure:
    """One mark per operation at its best value, a line from low to high, an arrow where the figure is open above."""
    figure = Figure(figsize=(10, 5.6), layout="constrained")
    axes = figure.subplots()
    n_undated = sum(row["announced"] is None for row in rows)
    n_coarse = sum(row["drawn_on"] is None for row in rows) - n_undated
    rows = [row for row in rows if row["drawn_on"] is not None]
    for row in rows:
        _line(axes, row)
    for kind, mark in MARKS.items():
        of_kind = [row for row in rows if row["drawn_as"] == kind and row["arrests_best"] is not None]
        axes.scatter([r["drawn_on"] for r in of_kind], [r["arrests_best"] for r in of_kind], s=22, zorder=3, label=kind, **mark)
    axes.set_yscale("symlog", linthresh=1, linscale=0.4)
    axes.set_yticks([0, 1, 10, 100, 1000, 10000], ["0", "1", "10", "100", "1,000", "10,000"])
    axes.set_ylim(-0.15, 30000)
    axes.margins(x=0.03)
    axes.set_ylabel("arrests (logarithmic)")
    axes.set_xlabel(f"first announcement (not drawn: {n_undated} operations without one, {n_coarse} known by year only)")
    axes.grid(axis="y")
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, handletextpad=0.1)
    figure.draw_without_rendering()  # the places on the canvas are known only now
    _name_the_greatest(axes, rows)
    return figure


def _line(axes: Axes, row: Mapping) -> None:
    low, top = row["arrests_low"], row["arrests_high"]
    if top is None:
        top = (row["arrests_best"] or low) * 1.35
        axes.scatter([row["drawn_on"]], [top], marker="^", s=16, color=INK, linewidth=0, zorder=2)
    if top > low:
        axes.vlines(row["drawn_on"], low, top, color=INK, linewidth=1, zorder=2)


def _name_the_greatest(axes: Axes, rows: Rows) -> None:
    """Names beside the greatest marks, but for those that would run into another mark or the name of a greater one."""
    known = [row for row in rows if row["arrests_best"] is not None]
    taken = [_box(axes, row, -4, 4) for row in known]
    for row in sorted(known, key=lambda row: (-row["arrests_best"], row["operation_id"]))[:N_RANKED]:
        width = LETTER * len(row["name"])
        right = _box(axes, row, 5, width)
        fits = right.x1 < axes.bbox.x1
        name = right if fits else _box(axes, row, -width, -5)
        if width < LONGEST and not any(name.overlaps(other) for other in taken):
            shift, side = (6, "left") if fits else (-6, "right")
            place = {"xytext": (shift, 0), "textcoords": "offset points", "va": "center", "ha": side}
            ground = {"facecolor": "white", "linewidth": 0, "pad": 0.5}
            axes.annotate(row["name"], (row["drawn_on"], row["arrests_best"]), fontsize=8, bbox=ground, **place)
            taken.append(name)


def _box(axes: Axes, row: Mapping, left: float, right: float) -> Bbox:
    """A box on the canvas beside the mark of a row, one line of a name high."""
    x, y = axes.transData.transform((date2num(row["drawn_on"]), row["arrests_best"]))
    return Bbox.from_extents(x + left, y - 5, x + right, y + 5)


TIMELINE = Picture(
    "timeline",
    "Arrests reported, by operation and day of announcement",
    "Each mark is an operation at the best value of its arrests, from all claims; the line runs from low to high, an arrow "
    "marks a figure that is open above, a line without a mark a figure that is contested or was never printed as a number. An "
    "announcement of which only the month is known is drawn at the first day of it. Operations whose announcement no source dates by "
    "day or month are counted below the picture and not drawn, those without a figure for arrests are left out. Parts overlap with "
    "their wholes, and programmes count over years: nothing here may be added up.",
    SQL,
    draw,
)
