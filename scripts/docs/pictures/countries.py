"""Which countries took part together: a map of pairs."""

from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from scripts.docs.pictures.picture import Picture, Rows

SQL = """
WITH RECURSIVE wholes AS (
    SELECT operation_id, operation_id AS whole FROM operations WHERE parent_id IS NULL
    UNION ALL
    SELECT o.operation_id, w.whole FROM operations o JOIN wholes w ON o.parent_id = w.operation_id
),
took_part AS (
    SELECT DISTINCT whole, place, label_en AS label
    FROM operation_countries c
    JOIN wholes USING (operation_id)
    JOIN places p USING (place)
    WHERE c.role = 'participating' AND p.kind = 'country'
),
frequent AS (
    SELECT place, label, row_number() OVER (ORDER BY count(*) DESC, place) AS rank
    FROM took_part
    GROUP BY place, label
    QUALIFY rank <= 25
)
SELECT
    a.place,
    a.label,
    b.place AS other_place,
    b.label AS other_label,
    (
        SELECT count(*) FROM took_part x JOIN took_part y USING (whole) WHERE x.place = a.place AND y.place = b.place
    ) AS n_operations,
    (
        SELECT count(DISTINCT whole) FROM took_part WHERE place IN (a.place, b.place)
    ) AS n_of_either
FROM frequent a JOIN frequent b ON b.rank <= a.rank
ORDER BY a.rank, b.rank
"""
DARKEST = 0.85  # of the colour scale: a darker cell could not carry its number
Shares = dict[frozenset[str], float]  # of the operations of either country, those of both


def draw(rows: Rows) -> Figure:
    """The lower half of a square: a country's own operations on the diagonal, else those of a pair; dark where the share is great."""
    shares = {frozenset((row["label"], row["other_label"])): row["n_operations"] / row["n_of_either"] for row in rows}
    numbers = {frozenset((row["label"], row["other_label"])): row["n_operations"] for row in rows}
    labels = neighbours(list(dict.fromkeys(row["label"] for row in rows)), shares)
    figure = Figure(figsize=(10, 9.4), layout="constrained")
    axes = figure.subplots()
    most = max((share for pair, share in shares.items() if len(pair) == 2), default=1) or 1
    for y, label in enumerate(labels):
        for x, other in enumerate(labels[: y + 1]):
            pair = frozenset((label, other))
            _cell(axes, x, y, numbers[pair], 0 if x == y else DARKEST * shares[pair] / most, x == y)
    _frame(axes, labels)
    return figure


def neighbours(labels: list[str], shares: Shares) -> list[str]:
    """The labels in a line in which each stands beside one that it shares much with: it grows at either end from the closest pair."""
    if len(labels) < 3:
        return labels
    pairs = [(a, b) for n, b in enumerate(labels) for a in labels[:n]]
    line = list(max(pairs, key=lambda pair: shares[frozenset(pair)]))
    while left := [label for label in labels if label not in line]:
        near = [(shares[frozenset((end, label))], end is line[-1], label) for label in left for end in (line[0], line[-1])]
        _, at_end, label = max(near, key=lambda found: found[:2])
        line.insert(len(line) if at_end else 0, label)
    return line


def _cell(axes: Axes, x: int, y: int, number: int, level: float, own: bool) -> None:
    colour = "white" if own else colormaps["Blues"](level)
    axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor="#bbbbbb", linewidth=0.5))
    ink, weight = "white" if level > DARKEST * 0.65 else "black", "bold" if own else "normal"
    if number:
        axes.text(x, y, str(number), ha="center", va="center", fontsize=8, color=ink, fontweight=weight)


def _frame(axes: Axes, labels: list[str]) -> None:
    axes.set_xlim(-0.5, len(labels) - 0.5)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks(range(len(labels)), labels, rotation=60, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def basis(rows: Rows) -> str:
    n = len({row["label"] for row in rows})
    return f"n = {n} countries; a number is operations, a dark cell a large share of those of either country"


COUNTRIES = Picture(
    "countries",
    "Operations in which two countries took part together",
    "The 25 countries that are most often said to take part, and in how many operations each pair of them did; in bold on the "
    "diagonal, a country's operations in all. The darker a cell, the greater the share of the operations of either country that both took "
    "part in, so that a country that is often reported does not look close to all. Countries that share much stand side by side. Parts are "
    "counted with the operation they belong to. A pair is known only where a source names both countries: “police of 40 countries” "
    "names none.",
    SQL,
    draw,
    basis,
)
