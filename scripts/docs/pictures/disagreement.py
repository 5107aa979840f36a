"""How often, and how far, independent sources differ, per metric."""

from collections import defaultdict

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scripts.docs.pictures.picture import ACCENT, INK, PALE, Picture, Rows

SQL = """
WITH compared AS (
    SELECT *, count(*) OVER (PARTITION BY metric) AS n_figures
    FROM estimates
    WHERE time_window = 'all' AND place = 'ALL' AND n_origins >= 2
)
SELECT
    metric,
    label_en AS label,
    operation_id,
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
WHERE n_figures >= 15
ORDER BY avg(in_conflict::INT) OVER (PARTITION BY metric) DESC, n_figures DESC, metric, operation_id
"""
CONFLICT = "numbers that exclude each other"
CLASSES = {
    "one number": {"facecolor": PALE},
    "rounded or open numbers": {"facecolor": "white", "hatch": "////"},
    CONFLICT: {"facecolor": ACCENT},
}
MOST = 100  # greatest ratio on the axis


def draw(rows: Rows) -> Figure:
    """Left: shares of three ways to agree. Right: one dot per figure whose high is above its low, and how many have one value."""
    by_metric = defaultdict(list)
    for row in rows:
        by_metric[row["label"]].append(row)
    figure = Figure(figsize=(10.5, 1.6 + 0.36 * len(by_metric)), layout="constrained")
    shares, ratios = figure.subplots(1, 2, sharey=True, gridspec_kw={"wspace": 0.02})
    for at, of_metric in enumerate(by_metric.values()):
        _shares(shares, at, of_metric)
        _ratios(ratios, at, [row["high_by_low"] for row in of_metric if row["high_by_low"] is not None])
    shares.set_yticks(range(len(by_metric)), [f"{label} ({len(of_metric)})" for label, of_metric in by_metric.items()])
    shares.set_ylim(max(len(by_metric), 1) - 0.5, -0.5)
    _axes(shares, ratios)
    if rows:
        _legend(figure, shares)
    return figure


def _legend(figure: Figure, axes: Axes) -> None:
    """Above both panels: wider than its own, which the layout must not make room for."""
    legend = axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False)
    legend.set_in_layout(False)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    legend.set_in_layout(True)


def _shares(axes: Axes, at: int, rows: Rows) -> None:
    n_conflicts = sum(row["sources_give"] == CONFLICT for row in rows)
    axes.text(101, at, f"{100 * n_conflicts / len(rows):.0f} %", va="center", fontsize=9)
    left = 0.0
    for name, look in CLASSES.items():
        share = 100 * sum(row["sources_give"] == name for row in rows) / len(rows)
        axes.barh(at, share, left=left, height=0.7, edgecolor=INK, linewidth=0.6, label=name if at == 0 else None, **look)
        left += share


def _ratios(axes: Axes, at: int, ratios: list[float]) -> None:
    """Dots of ranges, spread so that equal ones do not hide each other; those of one value are a number, for they would be one blot."""
    ranges = sorted(min(ratio, MOST) for ratio in ratios if ratio > 1)
    offsets = [((n * 5) % 11 - 5) / 18 for n in range(len(ranges))]
    axes.scatter(ranges, [at + offset for offset in offsets], s=16, facecolor="none", edgecolor=ACCENT, linewidth=1)
    axes.text(0.76, at, f"{len(ratios) - len(ranges)}", ha="right", va="center", fontsize=9)


def _axes(shares: Axes, ratios: Axes) -> None:
    shares.set_xlabel("share of figures, %")
    shares.set_xlim(0, 109)
    shares.set_xticks(range(0, 101, 20))
    ratios.set_xscale("log")
    ratios.spines["left"].set_visible(False)
    ratios.set_xlim(0.5, MOST * 1.2)
    ratios.set_xticks([0.64, 1, 2, 5, 10, 20, 50, MOST], ["equal", "1", "2", "5", "10", "20", "50", f"≥{MOST}"])
    ratios.minorticks_off()
    ratios.set_xlabel("high / low (logarithmic)")
    ratios.grid(axis="x")
    ratios.tick_params(axis="y", length=0)


def basis(rows: Rows) -> str:
    n_metrics = len({row["metric"] for row in rows})
    return f"n = {len(rows)} figures for whole operations with two independent origins or more, of {n_metrics} metrics"


DISAGREEMENT = Picture(
    "disagreement",
    "How often and how far sources disagree, by metric",
    "Figures for whole operations, from all claims, that count at least two independent origins, for metrics with fifteen or more such "
    "figures (their number in brackets), the most contradicted metric first. Left: whether low and high are one number, or a range of "
    "rounded or open numbers (“more than 100”) that fit together, or the origins give numbers that exclude each other (the supports of two "
    "have no value in common; the share is printed). Right: the high value over the low value, one circle per figure, and how many "
    "figures have one value; figures that are open above or begin at 0 have no circle. Claims that a later one supersedes do not count.",
    SQL,
    draw,
    basis,
)
