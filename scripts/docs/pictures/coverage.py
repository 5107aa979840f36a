"""What was read: sources by year, language and kind."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scripts.docs.pictures.picture import ACCENT, INK, Picture, Rows

SQL = """
WITH counted AS (
    SELECT 'year' AS part, coalesce(CAST(year(published_earliest) AS VARCHAR), '') AS code, count(*) AS n_sources
    FROM sources GROUP BY ALL
    UNION ALL
    SELECT 'language', language, count(*) FROM sources GROUP BY ALL
    UNION ALL
    SELECT 'kind', kind, count(*) FROM sources GROUP BY ALL
)
SELECT part, c.code, coalesce(l.label_en, k.label, nullif(c.code, ''), 'no date') AS label, n_sources
FROM counted c
LEFT JOIN languages l ON part = 'language' AND l.language = c.code
LEFT JOIN codes k ON part = 'kind' AND k.list = 'source_kinds' AND k.code = c.code
ORDER BY part DESC, CASE WHEN part = 'year' THEN 0 ELSE -n_sources END, c.code
"""
N_LANGUAGES = 15


def draw(rows: Rows) -> Figure:
    """Years above, over the whole width; languages and kinds below, the greatest first."""
    figure = Figure(figsize=(10, 8), layout="constrained")
    panels = figure.subplot_mosaic([["year", "year"], ["language", "kind"]], height_ratios=[2, 3])
    for part in panels:
        of_part = [row for row in rows if row["part"] == part]
        if part == "year":
            _years(panels[part], of_part)
        else:
            _bars(panels[part], of_part)
        panels[part].set_title({"year": "Year of publication", "language": "Language", "kind": "Kind of source"}[part])
    panels["year"].set_ylabel("sources")
    return figure


def _years(axes: Axes, rows: Rows) -> None:
    """A bar for each year, also an empty one; pages without a date are given in words, for their bar would dwarf the years."""
    dated = {int(row["code"]): row["n_sources"] for row in rows if row["code"]}
    for year, n in dated.items():
        axes.bar(year, n, width=0.8, color=ACCENT)
        axes.annotate(str(n), (year, n), (0, 1), textcoords="offset points", ha="center", fontsize=8, color=INK)
    undated = sum(row["n_sources"] for row in rows if not row["code"])
    if undated:
        axes.text(0.015, 1, f"not drawn: {undated} sources without a date of publication", transform=axes.transAxes, va="top", fontsize=9)
    if dated:
        axes.set_xticks([year for year in range(min(dated), max(dated) + 1) if year % 5 == 0])


def _bars(axes: Axes, rows: Rows) -> None:
    shown = [(row["label"], row["n_sources"]) for row in rows[:N_LANGUAGES]]
    rest = rows[N_LANGUAGES:]
    if rest:
        shown.append((f"{len(rest)} more", sum(row["n_sources"] for row in rest)))
    axes.barh(range(len(shown)), [n for _, n in shown], color=ACCENT, height=0.75)
    for at, (_, n) in enumerate(shown):
        axes.annotate(str(n), (n, at), (3, 0), textcoords="offset points", va="center", fontsize=8, color=INK)
    axes.set_yticks(range(len(shown)), [label for label, _ in shown])
    axes.set_ylim(max(len(shown), 8) - 0.5, -0.5)
    axes.set_xlabel("sources")
    axes.tick_params(axis="y", length=0)


COVERAGE = Picture(
    "coverage",
    "Sources read, by year of publication, language and kind",
    "What the package rests on. It shows what was found and could be read, not how much was published: every "
    "language and year here is a sample of unknown reach.",
    SQL,
    draw,
)
