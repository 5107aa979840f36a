"""The domain checks: each schemas/checks/*.sql selects the rows that break it, run by DuckDB over the tables.

A check's head names its level, its key (the curated key to edit) and its message; the message's {names} are columns
that it selects, beside `table_name` and `id`. A check may select `key` itself. Besides the tables it can use
`evidence` (every row with evidence) and `texts` (every text with the one who words it). What protects people is held
against every text by scripts.people, and reported with them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from scripts.curated.allowed_names import read_allowed_names
from scripts.curated.read import Curated
from scripts.curated.redactions import read_redactions
from scripts.issues import Issue, join_key
from scripts.limits import limits
from scripts.package.database import SqlError, closed_database, in_time, only_select
from scripts.paths import Project
from scripts.people.gate import Found, check_people
from scripts.regular import Irregular, read_regular
from scripts.schema.rows import Rows
from scripts.schema.tables import Table

LEVELS = ("error", "warning")
ROW_COLUMNS = ("table_name", "id")  # what every check selects, beside what its message names
MAX_ROWS, MAX_VALUE = 10_000, 1_000  # rows of one check, and characters of a value, that are looked at
ACCEPTED = "accepted"  # kind of a decision that a warning stands: subject is the id of the row, object the name of the check

Id = tuple[str, str]  # table, primary key of a row
Location = tuple[str, str]  # curated file, key in it


class Check(NamedTuple):
    name: str
    level: str
    key: str
    message: str
    sql: str


def read_checks(project: Project) -> list[Check]:
    """The checks of a project whose files are right."""
    return check_files(project.root, project.checks)[0]


def check_files(home: Path, folder: Path) -> tuple[list[Check], list[Issue]]:
    """The checks in a folder that lies under `home`, and what is wrong with their files."""
    checks, issues = [], []
    for path in sorted(folder.glob("*.sql")):
        try:
            checks.append(_read_check(home, path))
        except UnicodeDecodeError:
            issues.append(Issue(_file(path.stem), "", "is not UTF-8; save the file as UTF-8"))
        except (Irregular, SqlError) as error:
            issues.append(Issue(_file(path.stem), "", str(error)))
    return checks, issues


def _file(name: str) -> str:
    return f"schemas/checks/{name}.sql"


def _read_check(home: Path, path: Path) -> Check:
    text = read_regular(home, path, limits().file).decode("utf-8")
    head = dict(re.findall(r"^-- (level|key|message): (.*)$", text, re.MULTILINE))
    if head.get("level") not in LEVELS or "message" not in head:
        raise SqlError(f"expected the lines '-- level: {' or '.join(LEVELS)}' and '-- message: …' above the query")
    return Check(path.stem, head["level"], head.get("key", ""), head["message"], only_select(text))


def run_checks(project: Project, curated: Curated, built: Mapping[str, pa.Table], folder: Path | None = None) -> list[Issue]:
    """Every row of the built tables that breaks a check, as an issue of its curated file.

    The checks are the project's, or those of a folder.
    """
    checks, issues = check_files(folder or project.root, folder or project.checks)
    found: list[tuple[Check, dict[str, Any]]] = []
    with closed_database(built) as database:
        prepare(project, curated.tables.values(), database)
        for check in checks:
            try:
                found += [(check, row) for row in breaking_rows(check, database)]
            except SqlError as error:
                issues.append(Issue(_file(check.name), "", str(error), check=check.name))
    where = locations(curated.tables, curated.rows, {(row["table_name"], row["id"]) for _, row in found})
    reported = [Found(_issue(check, row, where), row["id"]) for check, row in found]
    places = {(issue.file, issue.key) for issue, _ in reported}
    people = check_people(project, curated.tables, curated.rows, read_redactions(project)[0], read_allowed_names(project)[0])
    reported += [found for found in people if (found.issue.file, found.issue.key) not in places]
    return issues + list(_without_accepted(curated, reported))


def _without_accepted(curated: Curated, reported: Iterable[Found]) -> Iterator[Issue]:
    """The issues but for warnings that a decision accepts, and a warning for each decision that accepts none."""
    accepted = {
        (located.row["subject"], located.row["object"]): located for located in curated.rows["decisions"] if located.row["kind"] == ACCEPTED
    }
    met = set()
    for issue, id_ in reported:
        pair = (id_, issue.check)
        if issue.level == "warning" and pair in accepted:
            met.add(pair)
        else:
            yield issue
    for pair, located in accepted.items():
        if pair not in met:
            issue = located.issue("", "accepts a warning that is no longer there; remove the decision")
            yield issue._replace(level="warning", check="accepted")


def prepare(project: Project, tables: Iterable[Table], database: duckdb.DuckDBPyConnection) -> None:
    """Give a database that has a relation for each table what the checks use beside the tables."""
    for statement in helpers(tables):
        database.execute(statement)


def breaking_rows(check: Check, database: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows that break a check, in a database that `prepare` has seen; raises SqlError where that cannot be said.

    All columns are text; of rows beyond count, the first are given.
    """
    with in_time(database):
        found = database.execute(f"SELECT * FROM (\n{check.sql}\n) LIMIT {MAX_ROWS}")
        columns = [column[0] for column in found.description]
        if not set(ROW_COLUMNS) <= set(columns):
            raise SqlError(f"expected the columns {' and '.join(ROW_COLUMNS)}, got {', '.join(columns)}")
        return [dict(zip(columns, map(_short, row))) for row in found.fetchall()]


def _short(value: Any) -> Any:
    """A value as a message can hold it, a list or a structure as text; ids are shorter than this."""
    return value if isinstance(value, int | float | None) else str(value)[:MAX_VALUE]


def locations(tables: Mapping[str, Table], rows: Rows, ids: set[Id] | None = None) -> dict[Id, Location]:
    """File and key of the rows with these ids, or of all: those that break a check are few among millions."""
    return {
        (name, key): (located.file, located.key)
        for name in (sorted({name for name, _ in ids} & rows.keys()) if ids is not None else rows)
        for located in rows[name]
        if (key := tables[name].row_key(located.row)) and (ids is None or (name, key) in ids)
    }


def issues_of(check: Check, database: duckdb.DuckDBPyConnection, where: Mapping[Id, Location]) -> list[Issue]:
    """The issues of one check, in a database that `prepare` has seen."""
    return [_issue(check, row, where) for row in breaking_rows(check, database)]


def _issue(check: Check, row: Mapping[str, Any], where: Mapping[Id, Location]) -> Issue:
    file, key = where.get((row["table_name"], row["id"]), (f"data/tables/{row['table_name']}.csv", str(row["id"])))
    message = re.sub(r"\{(\w+)\}", lambda name: str(row.get(name[1], name[0])), check.message)  # no format: its widths fill the memory
    return Issue(file, join_key(key, str(row.get("key") or check.key)).lstrip("."), message, check.level, check.name)


def helpers(tables: Iterable[Table]) -> Iterator[str]:
    """SQL that prepares what the checks share, for DuckDB; scripts.scale.spark has it for Spark."""
    yield "CREATE OR REPLACE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)"
    yield from shared_views(list(tables))


def shared_views(tables: Iterable[Table]) -> Iterator[str]:
    """The views that are the same SQL for every engine."""
    yield f"CREATE OR REPLACE TEMP VIEW evidence AS {' UNION ALL '.join(_evidence(tables))}"
    yield f"CREATE OR REPLACE TEMP VIEW texts AS {' UNION ALL '.join(_texts(tables))}"


def _id(table: Table) -> str:
    return " || '+' || ".join(f'"{column}"' for column in table.primary_key)


def _evidence(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        if "evidence" in table.columns:
            columns = "source_id, evidence, evidence_kind, span_start, span_end"
            yield f"SELECT '{table.name}' AS table_name, {_id(table)} AS id, {columns} FROM {table.name}"


def _texts(tables: Iterable[Table]) -> Iterator[str]:
    """One SELECT for each column that holds words: whose words they are decides which terms are allowed."""
    for table in tables:
        for field in table.curated:
            if "words" in field:
                name = field["name"]
                words = "CASE WHEN evidence_kind = 'verbatim' THEN 'source' ELSE 'own' END" if name == "evidence" else f"'{field['words']}'"
                yield (
                    f"""SELECT '{table.name}' AS table_name, {_id(table)} AS id, '{name}' AS "key", "{name}" AS text, {words} AS words """
                    f"""FROM {table.name} WHERE "{name}" IS NOT NULL"""
                )
