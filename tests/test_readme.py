"""Every snippet of the README and the method runs in an unpacked release, and prints what stands below it."""

import csv
import io
import re
import shutil
import subprocess

import duckdb
import pandas as pd
import pytest

from tests.conftest import REAL

TEXT = (REAL.root / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT + (REAL.root / "docs" / "method.md").read_text(encoding="utf-8"), re.DOTALL)
SQL = [
    (sql, BLOCKS[n + 1][1] if BLOCKS[n + 1 : n + 2] and BLOCKS[n + 1][0] == "csv" else None)
    for n, (kind, sql) in enumerate(BLOCKS)
    if kind == "sql"
]


@pytest.mark.parametrize(("sql", "printed"), SQL, ids=[sql.split("\n")[0][:40] for sql, _ in SQL])
def test_sql(sql, printed, released, monkeypatch):
    monkeypatch.chdir(released)
    with duckdb.connect() as database:
        result = database.execute(sql)
        rows = [[column[0] for column in result.description], *result.fetchall()]
    assert len(rows) > 1
    if printed is not None:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(
            [["" if v is None else str(v).lower() if isinstance(v, bool) else v for v in row] for row in rows]
        )
        assert out.getvalue() == printed


def test_python(released, monkeypatch):
    monkeypatch.chdir(released)
    for block in (text for kind, text in BLOCKS if kind == "python"):
        names = {}
        exec(block, names)
        assert isinstance(names["claims"], pd.DataFrame) and len(names["claims"]) > 0


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed here")
def test_r(released):
    for block in (text for kind, text in BLOCKS if kind == "r"):
        subprocess.run(["Rscript", "-e", block + "stopifnot(nrow(claims) > 0)"], check=True, cwd=released)


def test_the_tables_at_a_glance_are_all_tables():
    named = set(re.findall(r"`(\w+)`", "".join(line for line in TEXT.splitlines(True) if re.match(r"\| `", line)).replace("\n", " ")))
    tables = {path.stem for path in REAL.tables.glob("*.csv")}
    assert tables <= named
