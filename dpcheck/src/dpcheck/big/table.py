"""The scan of a large table: one narrow table in DuckDB that says which rows are not surely right, and keeps the texts of keys."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dpcheck.big.clean import ABSENT, HEAD, as_read
from dpcheck.big.sure import SureField, any_of
from dpcheck.database import text
from dpcheck.field import Field
from dpcheck.labels import Layout
from dpcheck.parquet import ParquetTable
from dpcheck.resource import Resource
from dpcheck.rows import UNTYPED, Row, key_of

if TYPE_CHECKING:
    from dpcheck.database import Connection

BATCH = 100_000  # rows that are read again at once
MAX_LINE = 64 * 10**6  # bytes of a row that DuckDB reads
BUFFER = 1 << 23  # bytes that it reads at once; its own 32 MB do not stay in the cache of a processor


class Source(NamedTuple):
    """The rows of a file for DuckDB: SQL of the relation, of the text r0, r1 ... of each column, and of the place of a row.

    `kinds` are the physical types of a Parquet file; empty for a CSV file, whose cells are text. `weight` is SQL of the
    bytes of a row, 0 for a blank one. `is_judged` is SQL that is true of rows that were judged before. `as_read` gives the cell
    for its text.
    """

    relation: str
    texts: Sequence[str]
    kinds: Sequence[str]
    weight: str
    place: Callable[[int, int], tuple[str, int]]
    columns: str = ""
    is_judged: str = "false"
    as_read: Callable[[str], str] = str


def proved_csv(resource: Resource, link: Path, width: int, is_long: bool) -> Source:
    """A CSV file whose form is proved: row n of the data is record n + 1. Rows beyond 2 MB need more memory, and `is_long`."""
    columns = [f"r{number}" for number in range(width)]
    marks = resource.dialect.delimiter, resource.dialect.quote
    return _csv(link, columns, [], *marks, lambda rowid, number: (resource.path, rowid + 2), is_long)


def clean_csv(resource: Resource, file: Path, width: int, is_long: bool) -> Source:
    """A file of clean.py: every row says where it stands; blank ones were named when it was written."""
    columns = [f"r{number}" for number in range(width)]
    source = _csv(file, columns, list(HEAD), ",", '"', lambda part, number: (resource.paths[part], number), is_long)
    return source._replace(
        columns="CAST(part AS INTEGER) AS part, CAST(number AS BIGINT) AS number, ",
        is_judged="(is_judged = '1')",
        weight="1",
        as_read=as_read,
    )


def _csv(file: Path, columns: list[str], before: list[str], delimiter: str, quote: str, place: Callable, is_long: bool) -> Source:
    """Every cell as text; an empty one, quoted or not, is null."""
    options = {
        "columns": "{" + ", ".join(f"{column}: 'VARCHAR'" for column in [*before, *columns]) + "}",
        "auto_detect": "false",
        "header": "true",
        "delim": text(delimiter),
        "quote": text(quote),
        "escape": text(quote),
        "nullstr": "''",
    }
    options |= {"max_line_size": str(MAX_LINE)} if is_long else {"buffer_size": str(BUFFER)}
    relation = f"read_csv({text(file)}, {', '.join(f'{key} = {value}' for key, value in options.items())})"
    weight = f"strlen(concat({', '.join(columns)}))"  # concat leaves nulls out
    return Source(relation, columns, (), weight, place)


def parquet_source(table: ParquetTable) -> Source:
    """A Parquet file: row n is row n."""
    names = ", ".join(f"r{number}" for number in range(len(table.columns)))
    raw = f"(FROM read_parquet({text(table.link)})) AS source({names})"
    texts = [table.text_of(f"r{number}", number) for number in range(len(table.columns))]
    return Source(raw, texts, [column.kind for column in table.columns], "1", lambda rowid, number: (table.resource.path, rowid + 1))


class Counts(NamedTuple):
    """How many rows a table has, how many of them are blank, and the bytes of the cells of all, and of the longest row."""

    n_rows: int
    n_blank: int
    n_cell_bytes: int
    longest: int


COUNTED = "count(*), count(*) FILTER (is_blank), coalesce(sum(weight), 0), coalesce(max(weight), 0)"


class BigTable:
    """A table under check; `name` is that of its narrow table: weight, is_blank, is_suspect, and for each kept column k0 ... with n0 ...

    k is the text of a cell, null where it is missing; n is true where that text is not surely the one of its key.
    """

    def __init__(self, resource: Resource, layout: Layout, source: Source, name: str) -> None:
        self.resource, self.layout, self.source, self.name = resource, layout, source, name
        self.last = -1  # row that was read again
        self.counts = Counts(0, 0, 0, 0)
        self.numbers = {field.name: number for number, field in enumerate(layout.columns) if field}

    def fields(self) -> Iterator[tuple[int, Field, str]]:
        """Every field with its place and physical type."""
        for number, field in enumerate(self.layout.columns):
            if field:
                yield number, field, self.kind(number)

    def kind(self, number: int) -> str:
        """The physical type of a column of Parquet; nothing for CSV."""
        return self.source.kinds[number] if self.source.kinds else ""

    def present(self, number: int) -> str:
        """SQL of the text c of a cell, null also for a word of a Parquet file that stands for no value."""
        words = self.layout.columns[number].missing
        if self.kind(number) != "VARCHAR" or not words:
            return f"c{number}"
        return f"CASE WHEN c{number} NOT IN ({', '.join(map(text, sorted(words)))}) THEN c{number} END"

    @property
    def relation(self) -> str:
        """SQL of the rows: the text c0 ... and the value v0 ... of each field, and what else the source gives."""
        numbers = [number for number, _, _ in self.fields()]
        cells = ", ".join(f"{self._cell(number, field, kind)} AS c{number}" for number, field, kind in self.fields())
        raw = "".join(f", r{number}" for number in numbers)
        extra = f", {self.source.columns}is_judged" if self.source.columns else ""
        inner = f"SELECT {cells}{raw}{extra}, {self.source.weight} AS weight FROM {self.source.relation}"
        values = ", ".join(f"{self._value(number, field, kind)} AS v{number}" for number, field, kind in self.fields())
        return f"(SELECT *, {values} FROM ({inner}))"

    def _cell(self, number: int, field: Field, kind: str) -> str:
        """SQL of the text of a cell, null where it is missing; a CSV reader gives null for an empty one."""
        cell = self.source.texts[number]
        if kind:
            return cell
        others = ", ".join(text(value) for value in sorted(field.missing - {""}))
        cell = cell if "" in field.missing else f"coalesce({cell}, '')"
        return f"CASE WHEN {cell} NOT IN ({others}) THEN {cell} END" if others else cell

    def _value(self, number: int, field: Field, kind: str) -> str:
        return f"r{number}" if kind and kind != "VARCHAR" else SureField(field, number, kind).value

    def conditions(self, implied: Iterable[str]) -> list[str]:
        """Each true for rows that are not surely right."""
        found = []
        for number, field, kind in self.fields():
            found += SureField(field, number, kind).conditions(field.name in implied)
            if kind == "VARCHAR" and field.missing:  # the judge knows that it is missing
                found.append(f"c{number} IN ({', '.join(map(text, sorted(field.missing)))})")
        primary = [key for key in self.resource.schema.keys if key.code == "primary-key"]
        return found + [f"c{self.numbers[name]} IS NULL" for key in primary for name in key.columns if name in self.numbers]

    def scan(self, kept: Iterable[str], implied: Iterable[str], references: Sequence[str], connection: "Connection") -> None:
        """Make the narrow table, and its `counts`; `references` are further conditions.

        The condition of a CASE runs as a filter does: each part only over the rows that the parts before left open.
        """
        suspect = any_of([*self.conditions(implied), *references])
        flag = f"CASE WHEN weight = 0 OR {self.source.is_judged} THEN false WHEN {suspect} THEN true ELSE false END AS is_suspect"
        blank = f"weight = 0 AND NOT {self.source.is_judged} AS is_blank"
        columns = [
            *(["part", "number"] if self.source.columns else []),
            "weight",
            blank,
            flag,
            *(sql for name in self._kept(kept) for sql in self._key(name)),
        ]
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {self.name} AS SELECT {', '.join(columns)} FROM {self.relation}")
        self.counts = Counts(*connection.execute(f"SELECT {COUNTED} FROM {self.name}").fetchall()[0])

    def _kept(self, kept: Iterable[str]) -> list[str]:
        return [name for name in dict.fromkeys(kept) if name in self.numbers]

    def _key(self, name: str) -> tuple[str, str]:
        """SQL of the text of a key, and of whether it may be another than that of equal values."""
        number = self.numbers[name]
        field, kind, cell = self.layout.columns[number], self.kind(number), self.present(number)
        if not kind and "" not in field.missing:  # a blank row has no key
            cell = f"CASE WHEN weight > 0 THEN {cell} END"
        if self.source.columns:
            cell = f"nullif({cell}, {text(ABSENT)})"
        is_other = f"coalesce({SureField(field, number, kind).other_key}, false) OR {self.source.is_judged}"
        return f"{cell} AS k{number}", f"{cell} IS NOT NULL AND ({is_other}) AS n{number}"

    def canonize(self, kept: Iterable[str], connection: "Connection") -> None:
        """Make the text of every key the same for equal values, and null where a cell is not of its type (n is true of it still)."""
        for name in self._kept(kept):
            number = self.numbers[name]
            field = self.layout.columns[number]
            odd = connection.execute(f"SELECT DISTINCT k{number} FROM {self.name} WHERE n{number} AND k{number} IS NOT NULL").fetchall()
            if odd:
                texts = [cell for (cell,) in odd]
                found = [key_of(field, self.source.as_read(cell)) for cell in texts]
                keys = [None if key is UNTYPED else key for key in found]
                connection.execute(
                    "CREATE OR REPLACE TEMP TABLE canon AS SELECT unnest(?::VARCHAR[]) AS cell, unnest(?::VARCHAR[]) AS key", [texts, keys]
                )
                connection.execute(f"UPDATE {self.name} SET k{number} = canon.key FROM canon WHERE n{number} AND k{number} = canon.cell")

    def blank_places(self, limit: int, connection: "Connection") -> list[tuple[str, int]]:
        """Where the first blank rows stand."""
        sql = f"SELECT {self._place} FROM {self.name} WHERE is_blank ORDER BY rowid LIMIT {limit}"
        return [self.source.place(*found) for found in connection.execute(sql).fetchall()]

    @property
    def _place(self) -> str:
        return "part, number" if self.source.columns else "rowid, 0"

    def suspects(self, connection: "Connection", is_enough: Callable[[], bool]) -> Iterator[Row]:
        """The rows that are not surely right, read again from the file, until it is enough."""
        place = "part, number" if self.source.columns else "i, 0"
        shown = "c{0}" if self.source.kinds else "coalesce(r{0}, '')"  # a CSV reader gives null for an empty cell
        cells = ", ".join(shown.format(number) if field else "''" for number, field in enumerate(self.layout.columns))
        numbered = f"SELECT row_number() OVER () - 1 AS i, * FROM {self.relation}"
        last = -1
        while self.count_suspects(last, connection) and not is_enough():
            some = f"SELECT rowid FROM {self.name} WHERE is_suspect AND rowid > {last} ORDER BY rowid LIMIT {BATCH}"
            rows = connection.execute(f"SELECT i, {place}, {cells} FROM ({numbered}) WHERE i IN ({some}) ORDER BY i").fetchall()
            for i, part, number, *texts in rows:
                yield Row(*self.source.place(part, number), texts)
                self.last = last = i

    def count_suspects(self, last: int, connection: "Connection") -> int:
        """How many rows after a rowid are not surely right."""
        sql = f"SELECT count(*) FROM {self.name} WHERE is_suspect AND rowid > {last}"
        return connection.execute(sql).fetchall()[0][0]

    @property
    def key_columns(self) -> dict[str, str]:
        return {name: f"k{number}" for name, number in self.numbers.items()}

    def place_of(self, rowid: int, connection: "Connection") -> tuple[str, int]:
        """The file and the number of a row of the narrow table."""
        if not self.source.columns:
            return self.source.place(rowid, 0)
        return self.source.place(*connection.execute(f"SELECT part, number FROM {self.name} WHERE rowid = {rowid}").fetchall()[0])
