"""Write docs/judges.md, what the two judges say of every seeded fault: python -m tests.judges"""

from itertools import groupby

from scripts.paths import Project
from tests.seeded_faults import SEEDS, Seed

PAGE = Project().root / "docs" / "judges.md"
HEAD = """# Two judges, one verdict

Made by `python -m tests.judges` from the cases that `tests/test_check.py` runs; edit `tests/seeded_faults.py`, not this page.

Each line is a package with one seeded fault (or none), and what frictionless 5.21 and the fast judge
(`python -m scripts.check`) say of it: the kind of the fault, the row (the header is row 1) and the field. Where they
differ, the last column says why. `refused` means that the fast judge does not know a feature and says so, which is
no pass. It judges tables; licences, contributors and other metadata of a package are left to frictionless.

"""


def page() -> str:
    """The whole page as Markdown."""
    same = sum(seed.ours == seed.standard for seed in SEEDS)
    counted = f"{len(SEEDS)} packages: {same} with the same verdict, {len(SEEDS) - same} with a reason for the difference.\n"
    groups = [f"\n## {group}\n\n{_table(list(seeds))}" for group, seeds in groupby(sorted(SEEDS, key=_group), key=_group)]
    return HEAD + counted + "".join(groups)


def _group(seed: Seed) -> str:
    return seed.group


def _table(seeds: list[Seed]) -> str:
    lines = ["| package | frictionless | fast judge | why they differ |", "| --- | --- | --- | --- |"]
    lines += [f"| {_plain(seed.name)} | {seed.standard or 'valid'} | {seed.ours or 'valid'} | {_plain(seed.why)} |" for seed in seeds]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$")


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
