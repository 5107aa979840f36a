"""Put into README.md and docs/*.md what their queries print: the csv block under an sql block is its result."""

import argparse
import re
import sys
from pathlib import Path

import duckdb

from scripts.project import Project
from scripts.read import csvfile
from scripts.read.built import asked
from scripts.write.tables import cell

EXAMPLE = re.compile(r"(```sql\n([^`]*)```\n\n```csv\n)[^`]*(?=```)")


def documents(project: Project) -> list[Path]:
    """README and the documents that people write; the codebook has no queries."""
    return [project.root / "README.md", *sorted((project.root / "docs").glob("*.md"))]


def refreshed(project: Project, text: str) -> str:
    """The text with the result of each query that shows one; queries read data/tables by their path under the root."""
    with duckdb.connect(config={"file_search_path": str(project.root)}) as database:
        return EXAMPLE.sub(lambda found: found[1] + _printed(database, found[2]), text)


def _printed(database: duckdb.DuckDBPyConnection, sql: str) -> str:
    columns, rows = asked(database, sql)
    return csvfile.write(columns, [{column: cell(value) for column, value in row.items()} for row in rows])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Project().root, help="the project of the documents (default: this one)")
    project, changed = Project(parser.parse_args().root.resolve()), 0
    for path in documents(project):
        old = path.read_text(encoding="utf-8")
        try:
            new = refreshed(project, old)
        except duckdb.Error as error:
            print(f"{project.name(path)}: a query does not run: {error}", file=sys.stderr)
            return 1
        if new != old:
            path.write_bytes(new.encode("utf-8"))
            changed += 1
    print(f"{changed} documents have other results than before")
    return 0


if __name__ == "__main__":
    sys.exit(main())
