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
    ) AS n_operations
FROM frequent a JOIN frequent b ON b.rank <= a.rank
ORDER BY a.rank, b.rank
"""
DARKEST = 0.85  # of the colour scale: a darker cell could not carry its number


def draw(rows: Rows) -> Figure:
    """The lower half of a square: the diagonal counts a country's own operations, the rest those of a pair."""
    labels = list(dict.fromkeys(row["label"] for row in rows))
    figure = Figure(figsize=(10, 9.4))
    axes = figure.subplots()
    most = max((row["n_operations"] for row in rows if row["place"] != row["other_place"]), default=1)
    for row in rows:
        own = row["place"] == row["other_place"]
        level = 0 if own else DARKEST * row["n_operations"] / max(most, 1)
        _cell(axes, labels.index(row["other_label"]), labels.index(row["label"]), row["n_operations"], level, own)
    _frame(axes, labels)
    return figure


def _cell(axes: Axes, x: int, y: int, number: int, level: float, own: bool) -> None:
    colour = "white" if own else colormaps["Blues"](level)
    axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor="#bbbbbb", linewidth=0.5))
    ink, weight = "white" if level > DARKEST * 0.65 else "black", "bold" if own else "normal"
    axes.text(x, y, str(number), ha="center", va="center", fontsize=8, color=ink, fontweight=weight)


def _frame(axes: Axes, labels: list[str]) -> None:
    axes.set_xlim(-0.5, len(labels) - 0.5)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_xticks(range(len(labels)), labels, rotation=60, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


COUNTRIES = Picture(
    "countries",
    "Operations in which two countries took part together",
    "The 25 countries that are most often said to take part, and in how many operations each pair of them did; in bold on the "
    "diagonal, a country's operations in all. Parts are counted with the operation they belong to. A pair is known only where a "
    "source names both countries: “police of 40 countries” names none.",
    SQL,
    draw,
)
