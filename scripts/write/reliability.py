"""The page docs/reliability.md from the measured rounds."""

from collections import Counter
from collections.abc import Mapping, Sequence

from scripts.compute.agreement import Pair
from scripts.write.dictionary import markdown_table

COLUMNS = ("variable", "what", "units", "agreement", "agreement_low", "agreement_high", "alpha", "alpha_low", "alpha_high")

HEAD = """# Reliability

Made by `python -m scripts.reliability` from the files in [reliability/](reliability); do not edit.

{n} sources ({languages}) were coded a second time, blind: a second coder had the notes and the manual and saw nothing
of the first coding. The sample is random, 12 % of the notes, stratified by language and by the number of sources of
the operation.

**Both codings are machine-assisted passes of one kind of model.** Two such coders share their blind spots, so these
figures are an upper bound of what two independent people would reach. They also measure only the step from note to
row: what a note misread in its page no coding of the note can find.

Claims of the two codings are paired by likeness, the printed number first: so *value* tells only of the few pairs that
were found by metric and place, and *claim found* tells of the rest. After the first round both coders read the mended
passages of the manual and re-decided subsets and country roles only; the first coding had also been read once more side
by side with its notes.

*Agreement* is the share of units of which both say the same. *Alpha* is Krippendorff's alpha (1: perfect, 0: as by
chance; customary least value 0.8). Intervals are 95 % bootstrap percentiles over whole sources, {draws} draws.
"""

ROUND = """
## Round {number}

"""


def page(sources: Sequence[Pair], rounds: Sequence[Sequence[Mapping[str, str]]], draws: int = 500) -> str:
    """The page as Markdown; `rounds` are the measured rows, the first round first."""
    languages = Counter(pair.first.source.language for pair in sources)
    listed = ", ".join(f"{n} {language}" for language, n in sorted(languages.items(), key=lambda item: (-item[1], item[0])))
    text = HEAD.format(n=len(sources), languages=listed, draws=draws)
    for number, rows in enumerate(rounds, 1):
        text += ROUND.format(number=number) + _explained(number, len(rounds)) + markdown_table(HEADINGS, map(_cells, rows))
    return text


HEADINGS = ("variable", "units are", "n", "agreement", "alpha")


def _explained(number: int, last: int) -> str:
    if number == last == 1:
        return ""
    if number < last:
        return "The codings as they stood before the manual was mended.\n\n"
    return "After the manual was mended and both codings were redone by it, again blind to each other.\n\n"


def _cells(row: Mapping[str, str]) -> tuple[str, ...]:
    alpha = f"{row['alpha']} ({row['alpha_low']} to {row['alpha_high']})" if row["alpha"] else ""
    return row["variable"], row["what"], row["units"], f"{row['agreement']} ({row['agreement_low']} to {row['agreement_high']})", alpha
