"""The domain rules: each schemas/rules/*.sql selects the rows that break it, run by DuckDB over the tables.

A rule's head names its level, its key (the curated key to edit) and its message; the message's {names} are columns
that it selects, beside `table_name` and `id`. A rule may select `key` itself. Besides the tables it can use
`evidence` (every row with evidence), `texts` (every text with the one who words it), `withheld`, and `phrases`
(hashes of the word sequences in every text and address).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from scripts.problems import Problem
from scripts.project import Project
from scripts.read.jsonfile import join
from scripts.read.located import Rows
from scripts.read.withheld import COLUMNS, read_withheld
from scripts.schema import Table

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
    places = places_of(tables, rows)
    return [problem for rule in read_rules(project) for problem in broken_by(rule, database, places)]


def prepare(project: Project, tables: Mapping[str, Table], database: duckdb.DuckDBPyConnection) -> None:
    """Give the database what the rules use beside the tables."""
    database.register("withheld", _withheld(project))
    for statement in helpers(tables.values()):
        database.execute(statement)


def places_of(tables: Mapping[str, Table], rows: Rows) -> dict[tuple[str, str], tuple[str, str]]:
    """(curated file, key) of each row by (table, id)."""
    return {(name, row_key(table, each.row)): (each.file, each.key) for name, table in tables.items() for each in rows[name]}


def row_key(table: Table, row: Mapping) -> str:
    return "+".join(str(row[column]) for column in table.primary_key)


def broken_by(rule: Rule, database: duckdb.DuckDBPyConnection, places: Mapping) -> Iterator[Problem]:
    """The rows that break one rule, in a database that `prepare` has seen."""
    result = database.execute(rule.sql)
    names = [column[0] for column in result.description]
    for values in result.fetchall():
        row = dict(zip(names, values))
        file, key = places.get((row["table_name"], row["id"]), (f"data/tables/{row['table_name']}.csv", str(row["id"])))
        yield Problem(file, join(key, row.get("key") or rule.key).lstrip("."), rule.message.format(**row), rule.level, rule.name)


def _withheld(project: Project) -> pa.Table:
    """Forms that must not come back, as hashes with the reason; see data/curated/withheld.csv."""
    rows, _ = read_withheld(project)
    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in COLUMNS})


def helpers(tables: Iterable[Table]) -> Iterator[str]:
    """SQL that prepares what the rules share."""
    tables = list(tables)
    yield "CREATE OR REPLACE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern)"
    yield f"CREATE OR REPLACE TEMP VIEW evidence AS {' UNION ALL '.join(_evidence(tables))}"
    yield f"CREATE OR REPLACE TEMP VIEW texts AS {' UNION ALL '.join(_texts(tables))}"
    yield f"CREATE OR REPLACE TEMP VIEW phrases AS {PHRASES.format(longest=LONGEST_PHRASE)}"


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
