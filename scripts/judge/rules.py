"""The domain rules: each schemas/rules/*.sql selects the rows that break it, run by DuckDB over the tables.

A rule's head names its level, its key (the curated key to edit) and its message; the message's {names} are columns
that it selects, beside `table_name` and `id`. A rule may select `key` itself. Besides the tables it can use
`evidence` (every row with evidence), `texts` (every text with the one who words it), `withheld`, and `phrases`
(hashes of the word sequences in every text and address).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from scripts.problems import Problem
from scripts.project import Project
from scripts.read.built import asked
from scripts.read.jsonfile import join
from scripts.read.located import Rows
from scripts.read.withheld import COLUMNS, read_withheld
from scripts.schema import Table

Id = tuple[str, str]  # table, primary key of a row

LONGEST_PHRASE = 7  # words of the longest withheld form


class Rule(NamedTuple):
    name: str
    level: str
    key: str
    message: str
    sql: str


def read_rules(project: Project) -> list[Rule]:
    return [_read_rule(path) for path in sorted(project.rules.glob("*.sql"))]


def _read_rule(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    head = dict(re.findall(r"^-- (level|key|message): (.*)$", text, re.MULTILINE))
    return Rule(path.stem, head["level"], head.get("key", ""), head["message"], text)


def broken(project: Project, tables: Mapping[str, Table], rows: Rows, database: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Every row that breaks a rule, as a problem of its curated file; `database` has a relation for each table."""
    prepare(project, tables, database)
    found = [(rule, row) for rule in read_rules(project) for row in selected(rule, database)]
    places = places_of(tables, rows, {(row["table_name"], row["id"]) for _, row in found})
    return [_problem(rule, row, places) for rule, row in found]


def prepare(project: Project, tables: Mapping[str, Table], database: duckdb.DuckDBPyConnection) -> None:
    """Give the database what the rules use beside the tables."""
    database.register("withheld", withheld_forms(project))
    for statement in helpers(tables.values()):
        database.execute(statement)


def selected(rule: Rule, database: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows that break a rule, in a database that `prepare` has seen."""
    return asked(database, rule.sql)[1]


def places_of(tables: Mapping[str, Table], rows: Rows, wanted: set[Id] | None = None) -> dict[Id, tuple[str, str]]:
    """File and key of the wanted rows, or of all: those that break a rule are few among millions."""
    return {
        (name, key): (each.file, each.key)
        for name in (sorted({name for name, _ in wanted} & rows.keys()) if wanted is not None else rows)
        for each in rows[name]
        if (key := row_key(tables[name], each.row)) and (wanted is None or (name, key) in wanted)
    }


def row_key(table: Table, row: Mapping) -> str:
    return "+".join([str(row[column]) for column in table.primary_key])


def broken_by(rule: Rule, database: duckdb.DuckDBPyConnection, places: Mapping[Id, tuple[str, str]]) -> list[Problem]:
    """The problems of one rule, in a database that `prepare` has seen."""
    return [_problem(rule, row, places) for row in selected(rule, database)]


def _problem(rule: Rule, row: Mapping[str, Any], places: Mapping[Id, tuple[str, str]]) -> Problem:
    file, key = places.get((row["table_name"], row["id"]), (f"data/tables/{row['table_name']}.csv", str(row["id"])))
    return Problem(file, join(key, row.get("key") or rule.key).lstrip("."), rule.message.format(**row), rule.level, rule.name)


def withheld_forms(project: Project) -> pa.Table:
    """Forms that must not come back, as hashes with the reason; see data/curated/withheld.csv."""
    rows, _ = read_withheld(project)
    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in COLUMNS})


def helpers(tables: Iterable[Table]) -> Iterator[str]:
    """SQL that prepares what the rules share, for DuckDB; scripts.spark has it for Spark."""
    yield "CREATE OR REPLACE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)"
    yield from shared_views(list(tables))
    yield f"CREATE OR REPLACE TEMP VIEW phrases AS {PHRASES.format(longest=LONGEST_PHRASE)}"


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
        for each in table.curated:
            if "words" in each:
                name = each["name"]
                words = "CASE WHEN evidence_kind = 'verbatim' THEN 'source' ELSE 'own' END" if name == "evidence" else f"'{each['words']}'"
                yield (
                    f"""SELECT '{table.name}' AS table_name, {_id(table)} AS id, '{name}' AS "key", "{name}" AS text, {words} AS words """
                    f"""FROM {table.name} WHERE "{name}" IS NOT NULL"""
                )


PHRASES = """
WITH every AS (
    SELECT table_name, id, "key", text FROM texts
    UNION ALL SELECT 'sources', source_id, 'url', url FROM sources WHERE url IS NOT NULL
),
split AS (
    SELECT table_name, id, "key",
        list_filter(regexp_split_to_array(lower(text), '[^\\p{{L}}\\p{{N}}]+'), lambda word: word <> '') AS words
    FROM every
),
pieces AS (
    SELECT table_name, id, "key", unnest(flatten(list_transform(range(1, {longest} + 1), lambda n:
        list_transform(range(1, len(words) - n + 2), lambda i: array_to_string(list_slice(words, i, i + n - 1), ' '))))) AS phrase
    FROM split WHERE EXISTS (SELECT 1 FROM withheld)
)
SELECT table_name, id, "key", sha256(phrase) AS sha256 FROM pieces
"""
