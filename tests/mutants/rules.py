"""Which mutants of the SQL rules the rule tests notice: their fixtures, run in this process."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import NamedTuple

import duckdb

from scripts.validate.checks import Rule, broken_by, read_rules
from tests.conftest import REAL, invented_project
from tests.mutants.sql import mutants
from tests.rule_cases import CASES
from tests.rule_fixtures import Fixture, of_curated, of_rows
from tests.test_rules import CURATED

LONGEST = 5  # seconds that a mutant may take on one small database; a rule takes milliseconds


class Trial(NamedTuple):
    """A database, and what a rule must say about it: whole lines, or the ids that it selects."""

    rule: str
    fixture: Fixture
    lines: list[str] | None
    ids: list[str] | None
    says: str = ""


def rule_mutants() -> Iterator[tuple[Rule, str]]:
    """(mutated rule, name of the mutant) for every rule."""
    for rule in read_rules(REAL):
        for name, sql in mutants(rule.sql).items():
            yield rule._replace(sql=sql), name


def notice(rule: Rule) -> bool:
    """Whether some fixture's verdict differs from what the tests want, the rule's own fixtures first."""
    own = [trial for trial in trials() if trial.rule == rule.name]
    others = [trial for trial in trials() if trial.rule != rule.name and trial.lines is not None]
    return not all(right(rule, trial) for trial in (*own, *others))


def right(rule: Rule, trial: Trial) -> bool:
    """Whether the rule says what the tests want of this database; one that does not end says nothing."""
    alarm = Timer(LONGEST, trial.fixture.database.interrupt)
    alarm.start()
    try:
        issues = list(broken_by(rule, trial.fixture.database, trial.fixture.places))
        if trial.rule != rule.name:
            return issues == []
        if trial.ids is None:
            return sorted(issue.line for issue in issues) == trial.lines
        ids_right = selected(rule, trial.fixture) == sorted(trial.ids)
        return ids_right and (not trial.says or any(trial.says in issue.line for issue in issues))
    except (duckdb.Error, RuntimeError, KeyError):  # DuckDB raises a RuntimeError when it is interrupted
        return False
    finally:
        alarm.cancel()


def selected(rule: Rule, fixture: Fixture) -> list[str]:
    result = fixture.database.execute(rule.sql)
    at = [column[0] for column in result.description].index("id")
    return sorted(row[at] for row in result.fetchall())


@cache
def trials() -> list[Trial]:
    """Every case and fixture of the rule tests, ready to run."""
    made = [Trial(case.rule, of_rows(*case.edits), None, case.ids, case.says) for case in CASES]
    made += [Trial(rule, _broken(file, edit), [line], None) for rule, (file, edit, line) in CURATED.items()]
    return made


def _broken(file: str, edit) -> Fixture:
    with TemporaryDirectory() as root:
        project = invented_project(Path(root) / "project")
        edit(project.root / file)
        return of_curated(project)
