"""How the tables hang together: a box for each, with the columns that refer to others."""

from collections import defaultdict

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import ConnectionPatch, Rectangle

from scripts.docs.pictures.picture import ACCENT, INK, PALE, Picture, Rows

SQL = """
WITH described AS (
    SELECT unnest(resources) AS r FROM read_json('datapackage.json')
),
tables AS (
    SELECT row_number() OVER () AS no, r.name AS "table", r.kind, r.rows AS n_rows, r.schema.foreignKeys AS keys
    FROM described WHERE r.type = 'table'
)
SELECT "table", kind, n_rows, key.fields[1] AS "column", key.reference.resource AS refers_to
FROM tables LEFT JOIN unnest(keys) AS k(key) ON true
ORDER BY no, "column"
"""
COLUMNS = ("register", "evidence", "view", "code list")
TITLES = ("Registers", "Evidence", "Views", "Code lists")
HUBS = {"operations": "evidence", "claims": "view"}  # tables to which lines are drawn, from the kind beside; else names suffice
WIDE, LINE, SPACE, BETWEEN = 3.0, 0.2, 0.28, 0.7  # inches: a box, a line of it, the room below it and beside it


def draw(rows: Rows) -> Figure:
    """Four columns by kind; in each box the columns that refer to other tables, and lines to the tables that most refer to."""
    boxes = _layout(rows)
    high = max((top + tall for _, top, tall in boxes.values()), default=1)
    figure = Figure(figsize=(len(COLUMNS) * (WIDE + BETWEEN), high + 0.4))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, len(COLUMNS) * (WIDE + BETWEEN))
    axes.set_ylim(high, -0.4)
    axes.axis("off")
    for n, title in enumerate(TITLES):
        axes.text(n * (WIDE + BETWEEN), -0.15, title, fontsize=11, fontweight="bold", va="center")
    for row in rows:
        if HUBS.get(row["refers_to"]) == row["kind"]:
            _line(axes, boxes[row["table"]], boxes[row["refers_to"]])
    for name, box in boxes.items():
        _box(axes, name, box, [row for row in rows if row["table"] == name])
    return figure


def _layout(rows: Rows) -> dict[str, tuple[float, float, float]]:
    """Table -> left, top and height of its box in inches."""
    lines, boxes, below = defaultdict(list), {}, dict.fromkeys(COLUMNS, 0.1)
    for row in rows:
        lines[row["table"], row["kind"]] += [row["column"]] if row["column"] else []
    for (name, kind), columns in lines.items():
        tall = LINE * (len(columns) + 1) + 0.12
        boxes[name] = (COLUMNS.index(kind) * (WIDE + BETWEEN), below[kind], tall)
        below[kind] += tall + SPACE
    return boxes


def _box(axes: Axes, name: str, box: tuple[float, float, float], rows: Rows) -> None:
    left, top, tall = box
    look = {"edgecolor": INK, "linewidth": 1.2 if name in HUBS else 0.6}
    axes.add_patch(Rectangle((left, top), WIDE, tall, facecolor="white", zorder=2, **look))
    axes.add_patch(Rectangle((left, top), WIDE, LINE + 0.06, facecolor=PALE, zorder=2, linewidth=0))
    axes.text(left + 0.08, top + 0.14, name, fontsize=9, fontweight="bold", va="center", zorder=3)
    axes.text(left + WIDE - 0.08, top + 0.14, f"{rows[0]['n_rows']:,}", fontsize=8, ha="right", va="center", zorder=3)
    for n, row in enumerate(row for row in rows if row["column"]):
        y = top + 0.14 + LINE * (n + 1) + 0.03
        axes.text(left + 0.08, y, row["column"], fontsize=8, va="center", zorder=3)
        axes.text(left + WIDE - 0.08, y, f"→ {row['refers_to']}", fontsize=8, color=ACCENT, ha="right", va="center", zorder=3)


def _line(axes: Axes, box: tuple[float, float, float], hub: tuple[float, float, float]) -> None:
    """From the head of a box to the head of a hub in the column before it."""
    start, end = (box[0], box[1] + 0.14), (hub[0] + WIDE, hub[1] + 0.14)
    axes.add_patch(ConnectionPatch(start, end, "data", color=ACCENT, linewidth=0.8, alpha=0.6, zorder=1))


def basis(rows: Rows) -> str:
    return f"n = {len({row['table'] for row in rows})} tables; beside a name its number of rows"


TABLES = Picture(
    "tables",
    "How the tables hang together",
    "A box for each table with the columns that refer to another; lines lead to operations and claims from the "
    "tables beside them. Registers hold identities, evidence what one source states, views what is computed from the evidence, and "
    "code lists the codes with their definitions.",
    SQL,
    draw,
    basis,
)
