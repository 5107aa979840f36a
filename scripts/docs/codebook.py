"""The codebook as Markdown: the data dictionary with what stands in the tables, every code, and the pictures."""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb

from scripts.curated.read import read
from scripts.docs.pictures import PICTURES
from scripts.docs.pictures.picture import Picture
from scripts.docs.summary import Summary, summary, uses
from scripts.files.markdown import anchor, link, markdown_table
from scripts.package.database import open_tables, query
from scripts.paths import Project
from scripts.schema.dictionary import FIELD_COLUMNS, field_cells, section_head
from scripts.schema.tables import CODES, Table

LONGEST = 60  # characters shown of a value
HEAD = """# Codebook

{title}, version {version}. Every table, field and code with its meaning, and what stands in it. Made by `make docs` from the
schemas, the code lists and the built tables; edit those, not this page.

- **missing** is the share of rows in which the cell is empty. An empty cell means that no source read says it, or that the
  field does not apply; never zero and never “no”.
- **values** gives the number of distinct values, least, median and greatest of numbers and dates, and the ten most frequent
  values with their number of rows in brackets; values that stand only once are not listed.
- Numbers count *rows*: what sources say, not what happened. Read the [cautions](cautions.md) first.

How the data were made: [datasheet](datasheet.md), [method](method.md), [reliability](reliability.md), [ethics](ethics.md) and
[coding manual](../CONTRIBUTING.md). What they show: [findings](findings.md).

"""


def codebook_page(project: Project) -> str:
    """The codebook of a built project, as Markdown."""
    curated, _ = read(project)
    with open_tables(project) as database:
        return codebook(curated.package, curated.tables, PICTURES, database)


def codebook(package: Mapping, tables: Mapping[str, Table], pictures: Iterable[Picture], database: duckdb.DuckDBPyConnection) -> str:
    """The page as Markdown; `database` holds the built tables, docs/pictures the pictures."""
    parts = [
        HEAD.format(**package),
        "## Pictures\n\n" + "\n".join(_picture(picture) for picture in pictures),
        "## Tables\n\n" + _overview(tables.values(), database),
        *(_section(table, tables, database) for table in tables.values()),
    ]
    return "\n".join(parts)


def _picture(picture: Picture) -> str:
    image, data = f"pictures/{picture.name}.svg", f"pictures/{picture.name}.csv"
    shown = f"![{picture.title}]({image})"
    return f"### {picture.title}\n\n{shown}\n\n{picture.caption} The numbers drawn: [{picture.name}.csv]({data}).\n"


def _overview(tables: Iterable[Table], database: duckdb.DuckDBPyConnection) -> str:
    sizes = {table.name: database.table(table.name).shape for table in tables}
    rows = [(link(t.name), t.kind, *(f"{n:,}" for n in sizes[t.name]), t.raw["description"]) for t in tables]
    return markdown_table(("table", "kind", "rows", "fields", "a row is"), rows, numbers=("rows", "fields"))


def _section(table: Table, tables: Mapping[str, Table], database: duckdb.DuckDBPyConnection) -> str:
    rows = [_field(table, field, tables, summary(database, table.name, field["name"], field["type"])) for field in table.fields]
    parts = [section_head(table) + _referring(_referrers(table, tables)), markdown_table((*FIELD_COLUMNS, "missing", "values"), rows)]
    if table.kind == "code list":
        parts += _lists(tables, database) if table.name == CODES else [_own_codes(table, tables, database)]
    return "\n".join(parts)


def _field(table: Table, field: Mapping, tables: Mapping[str, Table], found: Summary) -> tuple[str, ...]:
    codes = f"a code of {link(field['codes'])}" if "codes" in field else ""
    linked = {c: target for c, target, _ in table.foreign_keys if tables[target].kind == "code list"}
    home = field.get("codes") or linked.get(field["name"])
    return *field_cells(table, field, codes), missing(found), "<br>".join(values(found, home))


def missing(found: Summary) -> str:
    """Share of empty cells, in words at the ends, where rounding would hide a few."""
    empty = found.n_rows - found.n_filled
    if empty in (0, found.n_rows):
        return "all" if empty else "none"
    percent = round(100 * empty / found.n_rows)
    return {0: "<1 %", 100: ">99 %"}.get(percent, f"{percent} %").replace("<", "&lt;")


def values(found: Summary, home: str | None) -> Iterator[str]:
    """Lines on the values of a column; `home` is the list in which its codes are explained."""
    if not found.n_filled:
        return
    yield "all different" if found.n_distinct == found.n_filled > 1 else f"{found.n_distinct:,} distinct"
    if found.least is not None:
        yield f"least {_display(found.least)}, median {_display(found.median)}, greatest {_display(found.greatest)}"
    if found.frequent:
        yield "; ".join(f"{_linked(_display(value), home)} ({n:,})" for value, n in found.frequent)


def _display(value: Any) -> str:
    """A value in a code span, where Markdown leaves it as it is."""
    text = str(value).lower() if isinstance(value, bool) else str(value).replace("`", "'")
    return f"`{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}`"


def _linked(shown: str, home: str | None) -> str:
    return link(shown, _code_anchor(home, shown.strip("`"))) if home else shown


def _code_anchor(home: str, code: str) -> str:
    return f"{home}:{code}".replace(" ", "-")


def _referrers(table: Table, tables: Mapping[str, Table]) -> list[tuple[str, str]]:
    """(table, column) of every foreign key to a table."""
    return [(other.name, column) for other in tables.values() for column, target, _ in other.foreign_keys if target == table.name]


def _referring(referrers: Sequence[tuple[str, str]]) -> str:
    return f"Referred to by {', '.join(link('.'.join(field)) for field in referrers)}.\n\n" if referrers else ""


def _own_codes(table: Table, tables: Mapping[str, Table], database: duckdb.DuckDBPyConnection) -> str:
    columns, rows = query(database, f'SELECT * FROM "{table.name}" ORDER BY "{table.primary_key[0]}"')
    numbers = [field["name"] for field in table.fields if field["type"] == "integer"]
    return f"### Codes of {table.name}\n\n" + _codes(table.name, columns, rows, numbers, _referrers(table, tables), database)


def _lists(tables: Mapping[str, Table], database: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """A section for each list of the table `codes`."""
    columns, rows = query(database, f'SELECT * FROM "{CODES}" ORDER BY list, code')
    for name in dict.fromkeys(row["list"] for row in rows):
        used_by = [(table.name, field["name"]) for table in tables.values() for field in table.fields if field.get("codes") == name]
        of_list = [row for row in rows if row["list"] == name]
        yield f"### {name}\n\n" + _referring(used_by) + _codes(name, columns[1:], of_list, [], used_by, database)


def _codes(
    home: str,
    columns: Sequence[str],
    rows: Sequence[Mapping],
    numbers: Sequence[str],
    referrers: Sequence[tuple[str, str]],
    database: duckdb.DuckDBPyConnection,
) -> str:
    """Every code of a list with its number of rows in each column that uses it; columns that are empty are left out."""
    kept = [column for column in columns if any(row[column] is not None for row in rows)]
    counts = {".".join(field): uses(database, *field) for field in referrers}
    key = kept[0]
    lines = [
        (
            f"{anchor(_code_anchor(home, row[key]))}`{row[key]}`",
            *("" if row[column] is None else html.escape(str(row[column]), quote=False) for column in kept[1:]),
            *(f"{count.get(row[key], 0):,}" for count in counts.values()),
        )
        for row in rows
    ]
    return markdown_table([*kept, *counts], lines, numbers=[*numbers, *counts])
