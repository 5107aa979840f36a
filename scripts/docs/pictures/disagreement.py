"""How often, and how far, independent sources differ, per metric."""

from collections import defaultdict
from statistics import median

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scripts.docs.pictures.picture import ACCENT, INK, PALE, Picture, Rows

SQL = """
WITH compared AS (
    SELECT *, count(*) OVER (PARTITION BY metric) AS n_figures
    FROM estimates
    WHERE time_window = 'all' AND n_origins >= 2
)
SELECT
    metric,
    label_en AS label,
    operation_id,
    place,
    low,
    best,
    high,
    n_origins,
    CASE
        WHEN in_conflict THEN 'numbers that exclude each other'
        WHEN low = high THEN 'one number'
        ELSE 'rounded or open numbers'
    END AS sources_give,
    CASE WHEN low > 0 THEN round(high / low, 4) END AS high_by_low
FROM compared
JOIN metrics USING (metric)
WHERE n_figures >= 10
ORDER BY n_figures DESC, metric, operation_id, place
"""
CLASSES = {
    "one number": {"facecolor": PALE},
    "rounded or open numbers": {"facecolor": "white", "hatch": "////"},
    "numbers that exclude each other": {"facecolor": ACCENT},
}
MOST = 100  # greatest ratio on the axis


def draw(rows: Rows) -> Figure:
    """Left: shares of three ways to agree. Right: one dot per figure at high / low, a bar at the median."""
    by_metric = defaultdict(list)
    for row in rows:
        by_metric[row["label"]].append(row)
    figure = Figure(figsize=(10, 1.6 + 0.34 * len(by_metric)), layout="constrained")
    shares, ratios = figure.subplots(1, 2, sharey=True, gridspec_kw={"wspace": 0.02})
    for at, of_metric in enumerate(by_metric.values()):
        _shares(shares, at, of_metric)
        _ratios(ratios, at, [row["high_by_low"] for row in of_metric if row["high_by_low"] is not None])
    shares.set_yticks(range(len(by_metric)), [f"{label} ({len(of_metric)})" for label, of_metric in by_metric.items()])
    shares.set_ylim(max(len(by_metric), 1) - 0.5, -0.5)
    _axes(shares, ratios)
    if rows:
        figure.legend(loc="outside upper center", ncols=3, frameon=False)
    return figure


def _shares(axes: Axes, at: int, rows: Rows) -> None:
    left = 0.0
    for name, look in CLASSES.items():
        share = 100 * sum(row["sources_give"] == name for row in rows) / len(rows)
        axes.barh(at, share, left=left, height=0.7, edgecolor=INK, linewidth=0.6, label=name if at == 0 else None, **look)
        left += share


def _ratios(axes: Axes, at: int, ratios: list[float]) -> None:
    drawn = sorted(min(ratio, MOST) for ratio in ratios)
    offsets = [((n * 5) % 11 - 5) / 16 for n in range(len(drawn))]  # spread so that equal dots do not hide each other
    axes.scatter(drawn, [at + offset for offset in offsets], s=8, color=ACCENT, alpha=0.75, linewidth=0)
    if drawn:
        axes.vlines(median(drawn), at - 0.4, at + 0.4, color=INK, linewidth=1.5)


def _axes(shares: Axes, ratios: Axes) -> None:
    shares.set_xlabel("share of figures, %")
    shares.set_xlim(0, 100)
    ratios.set_xscale("log")
    ratios.spines["left"].set_visible(False)
    ratios.set_xlim(0.85, MOST * 1.15)
    ratios.set_xticks([1, 2, 5, 10, 20, 50, MOST], ["1", "2", "5", "10", "20", "50", f"≥{MOST}"])
    ratios.minorticks_off()
    ratios.set_xlabel("high / low (logarithmic; bar: median)")
    ratios.grid(axis="x")
    ratios.tick_params(axis="y", length=0)


DISAGREEMENT = Picture(
    "disagreement",
    "How often and how far sources disagree, by metric",
    "Figures, from all claims, that count at least two independent origins, for metrics with ten or more such figures (their "
    "number in brackets). Left: whether low and high are one number, or a range of rounded or open numbers (“more than 100”) that fit "
    "together, or the origins give numbers that exclude each other (the supports of two have no value in common). Right: the high value "
    "over the low value, one dot per figure; figures that are open above or begin at 0 have no dot. Claims that a later one supersedes "
    "do not count.",
    SQL,
    draw,
)
