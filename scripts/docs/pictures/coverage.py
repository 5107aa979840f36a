"""What was read: sources by year, precision of the date, kind, language and country."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scripts.docs.pictures.picture import ACCENT, INK, Picture, Rows

SQL = """
WITH counted AS (
    SELECT 'year' AS part, CAST(year(published_earliest) AS VARCHAR) AS code, count(*) AS n_sources
    FROM sources WHERE published IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT 'date', coalesce(published_precision, ''), count(*) FROM sources GROUP BY ALL
    UNION ALL
    SELECT 'kind', kind, count(*) FROM sources GROUP BY ALL
    UNION ALL
    SELECT 'language', language, count(*) FROM sources GROUP BY ALL
    UNION ALL
    SELECT 'country', coalesce(p.place, ''), count(*) FROM sources s JOIN publishers p USING (publisher_id) GROUP BY ALL
)
SELECT
    part,
    c.code,
    coalesce(l.label_en, p.label_en, k.label, nullif(c.code, ''), if(part = 'date', 'No date', 'No one country')) AS label,
    n_sources
FROM counted c
LEFT JOIN languages l ON part = 'language' AND l.language = c.code
LEFT JOIN places p ON part = 'country' AND p.place = c.code
LEFT JOIN codes k ON (part = 'kind' AND k.list = 'source_kinds' OR part = 'date' AND k.list = 'date_precisions') AND k.code = c.code
ORDER BY part DESC, CASE WHEN part = 'year' THEN 0 ELSE -n_sources END, c.code
"""
N_SHOWN = 15  # of languages and countries
TITLES = {
    "year": "Year of publication, where it is known",
    "date": "What is known of the date",
    "kind": "Kind of source",
    "language": "Language",
    "country": "Country of the publisher",
}


def draw(rows: Rows) -> Figure:
    """Years above, over the whole width; the other parts below, the greatest first."""
    figure = Figure(figsize=(10, 11.5), layout="constrained")
    panels = figure.subplot_mosaic([["year", "year"], ["date", "kind"], ["language", "country"]], height_ratios=[2, 1.6, 2.6])
    for part, axes in panels.items():
        of_part = [row for row in rows if row["part"] == part]
        if part == "year":
            _years(axes, of_part)
        else:
            _bars(axes, of_part)
        axes.set_title(TITLES[part])
    return figure


def _years(axes: Axes, rows: Rows) -> None:
    """A bar for each year, also an empty one."""
    dated = {int(row["code"]): row["n_sources"] for row in rows}
    for year, n in dated.items():
        axes.bar(year, n, width=0.8, color=ACCENT)
        axes.annotate(str(n), (year, n), (0, 1), textcoords="offset points", ha="center", fontsize=8, color=INK)
    if dated:
        axes.set_xticks([year for year in range(min(dated), max(dated) + 1) if year % 5 == 0])
    axes.set_ylabel("sources")


def _bars(axes: Axes, rows: Rows) -> None:
    shown = [(row["label"], row["n_sources"]) for row in rows[:N_SHOWN]]
    rest = rows[N_SHOWN:]
    if rest:
        shown.append((f"{len(rest)} more", sum(row["n_sources"] for row in rest)))
    axes.barh(range(len(shown)), [n for _, n in shown], color=ACCENT, height=0.75)
    for at, (_, n) in enumerate(shown):
        axes.annotate(str(n), (n, at), (3, 0), textcoords="offset points", va="center", fontsize=8, color=INK)
    axes.set_yticks(range(len(shown)), [label for label, _ in shown])
    axes.set_ylim(max(len(shown), 4) - 0.5, -0.5)
    axes.set_xlabel("sources")
    axes.tick_params(axis="y", length=0)


def basis(rows: Rows) -> str:
    return f"n = {sum(row['n_sources'] for row in rows if row['part'] == 'kind')} sources"


COVERAGE = Picture(
    "coverage",
    "Sources read, by date, kind, language and country",
    "What the package rests on. It shows what was found and could be read, not how much was published: every "
    "language, country and year here is a sample of unknown reach. A page without a date counts in every panel but that of years.",
    SQL,
    draw,
    basis,
)
