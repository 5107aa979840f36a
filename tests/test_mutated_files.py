"""Every curated file with every operator of tests/damage.py: a line that names the file, or the same rows as before.

Operators in STATES may also leave a right file that states something else, which no reader can know.
"""

import json
import shutil
import signal
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from scripts.curated.read import read
from scripts.curated.redactions import read_redactions
from scripts.issues import Issue, has_errors
from scripts.package.publish import is_half_published
from scripts.paths import Project
from tests.conftest import INVENTED, REAL, issues_of_build, package_bytes, tallies
from tests.damage import STATES, operators

LONGEST = 120  # seconds that a reading of the whole project may take before it counts as hanging
EXTRACTIONS = sorted(REAL.name(path) for path in [*REAL.extractions.rglob("*.json"), *REAL.second_coding.rglob("*.json")])
OTHERS = sorted(REAL.name(path) for path in [*REAL.curated.glob("*.*"), *REAL.codes.iterdir()])


@contextmanager
def not_hanging() -> Iterator[None]:
    def give_up(*_: Any) -> None:
        raise TimeoutError(f"not done after {LONGEST} seconds")

    old = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)


def facts(project: Project) -> tuple[dict[str, list], list[Issue]]:
    """What each curated file states, in an order that does not matter, and all issues."""
    with not_hanging():
        curated, issues = read(project)
    stated: dict[str, list] = defaultdict(list)
    for table, rows in curated.rows.items():
        for located in rows:
            stated[located.file].append(repr((table, sorted(located.row.items()))))
    stated[project.name(project.package_file)] = [repr(curated.package)]
    stated[project.name(project.redactions)] = [repr(row) for row in read_redactions(project)[0]]
    return {file: sorted(rows) for file, rows in stated.items()}, issues


def damage(project: Project, name: str, operator: str) -> bool:
    """Damage one file of the project in place; False when the operator finds nothing to damage."""
    path = project.root / name
    new = operators(name)[operator](path.read_text(encoding="utf-8"), Random(f"{name}: {operator}"))
    if new is not None:
        path.write_bytes(new)
    return new is not None


def outcome(name: str, operator: str, before: Mapping, after: Mapping, issues: list[Issue]) -> str:
    if any(issue.line.startswith(f"{name}: ") for issue in issues):
        return "refused"
    if after.get(name) == before.get(name):
        return "same"
    assert operator in STATES, f"{operator}: {name} is read as something else, and nothing is reported"
    return "stated"


def registers_only(root: Path) -> Project:
    """The real schemas, code lists and registers without an extraction."""
    shutil.copytree(REAL.curated, root / "data" / "curated", ignore=shutil.ignore_patterns("extractions", "second_coding"))
    shutil.copytree(REAL.schemas, root / "schemas", ignore=shutil.ignore_patterns("checks", "README.md", "*.schema.json"))
    project = Project(root)
    head, *_ = (project.curated / "left_out.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (project.curated / "left_out.csv").write_text(head, encoding="utf-8")  # its rows are of sources that are not here
    return project


def with_extractions(root: Path, names: list[str], also: list[str]) -> Project:
    """The same with some extractions, whichever coding they are of, and others that they refer to."""
    project = registers_only(root)
    for name in (*names, *also):
        path = project.root / in_place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REAL.root / name, path)
    return project


def in_place(name: str) -> str:
    return name.replace("/second_coding/", "/extractions/")


def refers_to(name: str) -> set[str]:
    """Source ids that a real extraction names, beside its own."""
    document = json.loads((REAL.root / name).read_text(encoding="utf-8"))
    corrected = {claim.get("corrects") for report in document["reports"] for claim in report["claims"]}
    named = {document["source"]["derived_from"], *(claim_id and claim_id.rpartition(".")[0] for claim_id in corrected)}
    return named - {None, document["source"]["source_id"]}


def batches() -> dict[str, tuple[list[str], list[str]]]:
    """(files to damage at once, files that they refer to): none refers to a damaged one, which would blame it too."""
    targets = {name: refers_to(name) for name in EXTRACTIONS}
    copies = [name for name in EXTRACTIONS if targets[name]]
    named = {source_id for name in copies for source_id in targets[name]}
    also = [name for name in EXTRACTIONS if Path(name).stem in named and "/extractions/" in name]
    alone = [name for name in EXTRACTIONS if not targets[name]]
    return {
        "first coding": ([name for name in alone if "/extractions/" in name], []),
        "second coding": ([name for name in alone if "/second_coding/" in name], []),
        "copies": ([name for name in copies if name not in also], also),
    }


def try_extractions(root: Path, names: list[str], also: list[str]) -> Iterator[tuple[str, str]]:
    """(operator, outcome) of each file with each operator; all files of the batch are damaged at once, then read."""
    project = with_extractions(root, names, also)
    before, issues = facts(project)
    wrong = {issue.file for issue in issues}  # a second coding is kept as it was made, also where a code was renamed since
    assert not wrong & set(names), "the first coding has issues of its own"
    names = [in_place(name) for name in names if in_place(name) not in wrong]
    clean = {name: (project.root / name).read_bytes() for name in names}
    for operator in operators("x.json"):
        damaged = [name for name in names if damage(project, name, operator)]
        after, issues = facts(project)
        assert not [issue.line for issue in issues if issue.file not in clean.keys() | wrong], operator
        found = defaultdict(list)
        for issue in issues:
            found[issue.file].append(issue)
        yield from ((operator, outcome(name, operator, before, after, found[name])) for name in damaged)
        for name in damaged:
            (project.root / name).write_bytes(clean[name])


def try_registers(root: Path, cases: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(operator, outcome) of registers, code lists and the like, one damaged at a time: each bears on all others."""
    project = registers_only(root)
    before, issues = facts(project)
    assert issues == []
    for name, operator in cases:
        clean = (project.root / name).read_bytes()
        if damage(project, name, operator):
            after, issues = facts(project)
            assert not [issue.line for issue in issues if not (project.root / issue.file).exists()], operator
            yield operator, outcome(name, operator, before, after, issues)
        (project.root / name).write_bytes(clean)


def whole(*values: Any) -> Any:
    """All cases, where the tests otherwise try a sample."""
    return pytest.param(*values, 1, id="-".join([*values, "whole"]), marks=pytest.mark.slow)


@pytest.mark.parametrize(("batch", "share"), [("first coding", 96), ("copies", 24), whole("first coding"), whole("second coding"), whole("copies")])
def test_extractions(tmp_path, batch, share):
    names, also = batches()[batch]
    tally(f"damaged extractions, {batch}", share, try_extractions(tmp_path, names[::share], also))


REGISTER_CASES = [(name, operator) for name in OTHERS for operator in operators(name)]


@pytest.mark.parametrize("share", [96, whole()])
def test_registers_and_code_lists(tmp_path, share):
    tally("damaged registers and code lists", share, try_registers(tmp_path, REGISTER_CASES[::share]))


def tally(what: str, share: int, outcomes: Iterator[tuple[str, str]]) -> None:
    """Count the outcomes for the summary at the end of the run; at least one is refused."""
    counted = Counter(outcome for _, outcome in outcomes)
    tallies.append(
        f"{what}{'' if share == 1 else f' (one in {share})'}: {counted.total()} tried, "
        + ", ".join(f"{counted[what]} {what}" for what in ("refused", "same", "stated"))
    )
    assert counted["refused"] > counted["stated"]


INVENTED_FILES = sorted(f"data/curated/{path.relative_to(INVENTED / 'curated').as_posix()}" for path in (INVENTED / "curated").rglob("*.*"))
BUILD_CASES = [(name, operator) for name in INVENTED_FILES for operator in operators(name)]


@pytest.mark.parametrize("share", [23, whole()])
def test_full_builds(project, share):
    """A build of a damaged project leaves the old package as it was, or puts a whole new one in place."""
    tally("full builds of damaged invented files", share, try_builds(project, BUILD_CASES[::share]))


def try_builds(project: Project, cases: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, operator in cases:
        clean, old = (project.root / name).read_bytes(), package_bytes(project)
        if damage(project, name, operator):
            with not_hanging():
                issues = issues_of_build(project)
            new = package_bytes(project)
            if has_errors(issues):
                assert any(issue.file == name for issue in issues) or operator in STATES, (name, operator, issues)
                assert new == old, (name, operator)
            assert new.keys() == old.keys()
            assert not (project.work / "staging").exists() and not is_half_published(project)
            yield operator, "refused" if has_errors(issues) else "same" if new == old else "stated"
        (project.root / name).write_bytes(clean)
