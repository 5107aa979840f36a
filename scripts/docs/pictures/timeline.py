"""Operations by date of announcement, with arrests low, best and high."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from scripts.docs.pictures.picture import ACCENT, INK, PALE, Picture, Rows

SQL = """
SELECT
    operation_id,
    name,
    CASE WHEN parent_id IS NOT NULL OR predecessor_id IS NOT NULL THEN 'part or edition' ELSE 'operation' END AS drawn_as,
    announced,
    announced_earliest,
    announced_latest,
    n_sources,
    arrests_low,
    arrests_best,
    arrests_high
FROM operations
WHERE arrests_low IS NOT NULL AND kind <> 'programme'
ORDER BY announced_earliest NULLS LAST, operation_id
"""
MARKS = {
    "operation": {"marker": "o", "facecolor": ACCENT, "edgecolor": ACCENT},
    "part or edition": {"marker": "o", "facecolor": "white", "edgecolor": ACCENT},
}
N_KNOWN = 22  # operations of which most pages were read: they get their name, where there is room
LETTER = 6.2  # width of a letter in pixels of the canvas
NEAR = 11  # pixels: a name farther from its mark gets a line to it
SHORT = 31  # days: a date no less exact than a month is drawn as a point


def draw(rows: Rows) -> Figure:
    """Left: one mark an operation at its best value and the middle of its date. Right: the undated ones, side by side."""
    figure = Figure(figsize=(11, 6), layout="constrained")
    dated, undated = figure.subplots(1, 2, sharey=True, width_ratios=[9, 1.3])
    with_date = [{**row, "x": _middle(row)} for row in rows if row["announced"] is not None]
    without = [{**row, "x": n} for n, row in enumerate(row for row in rows if row["announced"] is None)]
    for axes, of_axes in ((dated, with_date), (undated, without)):
        _marks(axes, of_axes)
    _axes(dated, undated, len(without))
    figure.draw_without_rendering()  # the places on the canvas are known only now
    _name_the_known(dated, with_date)
    return figure


def _middle(row: Mapping) -> float:
    return (date2num(row["announced_earliest"]) + date2num(row["announced_latest"])) / 2


def _marks(axes: Axes, rows: Rows) -> None:
    for row in rows:
        _range(axes, row)
    for kind, mark in MARKS.items():
        of_kind = [row for row in rows if row["drawn_as"] == kind and row["arrests_best"] is not None]
        axes.scatter([r["x"] for r in of_kind], [r["arrests_best"] for r in of_kind], s=22, zorder=3, label=kind, **mark)


def _range(axes: Axes, row: Mapping) -> None:
    """Low to high, pale where no number was chosen; an arrow head where open above; and the days that a coarse date can mean."""
    low, best, high = row["arrests_low"], row["arrests_best"], row["arrests_high"]
    look = {"color": INK, "linewidth": 1, "zorder": 2} if best is not None else {"color": PALE, "linewidth": 2.5, "zorder": 1}
    top = high if high is not None else (best or low) * 1.5
    if top > low:
        axes.vlines(row["x"], low, top, **look)
    if high is None:
        axes.scatter([row["x"]], [top], marker="^", s=14, color=look["color"], linewidth=0, zorder=2)
    if row["announced"] and row["announced_latest"] - row["announced_earliest"] > timedelta(days=SHORT):
        axes.hlines(best or low, row["announced_earliest"], row["announced_latest"], **look)


def _axes(dated: Axes, undated: Axes, n_undated: int) -> None:
    dated.set_yscale("symlog", linthresh=1, linscale=0.4)
    dated.set_yticks([0, 1, 10, 100, 1000, 10000], ["0", "1", "10", "100", "1,000", "10,000"])
    dated.set_ylim(-0.15, 30000)
    dated.xaxis_date()
    dated.margins(x=0.03)
    dated.set_ylabel("arrests (logarithmic)")
    dated.set_xlabel("first announcement")
    dated.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, handletextpad=0.1)
    undated.set_xticks([])
    undated.set_xlabel(f"undated ({n_undated})")
    undated.spines["left"].set_visible(False)
    undated.tick_params(axis="y", length=0)
    for axes in (dated, undated):
        axes.grid(axis="y")


def _name_the_known(axes: Axes, rows: Rows) -> None:
    """Names beside the marks of which most pages were read, where they run into no mark, line or other name."""
    taken = [box for row in rows for box in _boxes(axes, row)]
    known = [row for row in rows if row["arrests_best"] is not None]
    for row in sorted(known, key=lambda row: (-row["n_sources"], row["operation_id"]))[:N_KNOWN]:
        for place, box in _places(axes, row):
            inside = axes.bbox.x0 < box.x0 and box.x1 < axes.bbox.x1
            if inside and not any(box.overlaps(other) for other in taken):
                axes.annotate(row["name"], (row["x"], row["arrests_best"]), fontsize=8, textcoords="offset points", **place)
                taken.append(box)
                break


def _places(axes: Axes, row: Mapping) -> Iterator[tuple[dict, Bbox]]:
    """Where a name may stand, the best place first: right, left, then a little above or below, then farther with a line to the mark."""
    width = LETTER * len(row["name"])
    points = 72 / axes.figure.dpi
    for up in (0, 11, -11, 24, -24, 38, 52, 66, 80, 94):
        for side, left, right in (("left", 6, 6 + width), ("right", -6 - width, -6)):
            shift = 6 if side == "left" else -6
            place = {"xytext": (shift * points, up * points), "va": "center", "ha": side}
            if abs(up) > NEAR:
                place["arrowprops"] = {"arrowstyle": "-", "linewidth": 0.5, "color": INK, "shrinkA": 0, "shrinkB": 3}
            yield place, _box(axes, row, row["arrests_best"], left, right, up)


def _boxes(axes: Axes, row: Mapping) -> Iterator[Bbox]:
    """The places on the canvas that a mark and its line take."""
    low, best, high = row["arrests_low"], row["arrests_best"], row["arrests_high"]
    if best is not None:
        yield _box(axes, row, best, -5, 5)
    top = _box(axes, row, high if high is not None else (best or low) * 1.5, -2, 2)
    bottom = _box(axes, row, low, -2, 2)
    if top.y1 > bottom.y1:
        yield Bbox.from_extents(bottom.x0, bottom.y0 + 5, top.x1, top.y1)


def _box(axes: Axes, row: Mapping, value: float, left: float, right: float, up: float = 0) -> Bbox:
    """A box on the canvas beside a value of a row, one line of a name high."""
    x, y = axes.transData.transform((row["x"], value))
    return Bbox.from_extents(x + left, y - 5 + up, x + right, y + 5 + up)


def basis(rows: Rows) -> str:
    undated = sum(row["announced"] is None for row in rows)
    return f"n = {len(rows)} operations with a figure for arrests, {undated} of them without a date; programmes are left out"


TIMELINE = Picture(
    "timeline",
    "Arrests reported, by operation and date of announcement",
    "Each mark is an operation at the best value of its arrests, from all claims; the line runs from low to high, an arrow "
    "marks a figure that is open above. A pale line without a mark is a figure that is contested or was given in vague words only. "
    "A date of which only the month is known is drawn at its middle, one of which only the year is known with a line over the days that it "
    "can mean; operations that no source dates stand on the right. Named are those of which most pages were read. Parts overlap "
    "with their wholes: nothing here may be added up.",
    SQL,
    draw,
    basis,
)
