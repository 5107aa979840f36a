"""A published package with each table as CSV and as Parquet, and what is found when one of its Parquet files is another."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dpcheck import validate
from example_package import write_example
from verdicts import frictionless_verdict

PATH = "counts.parquet"


def rewrite(change):
    def edit(path):
        pq.write_table(change(pq.read_table(path)), path, compression="zstd")

    return edit


def set_type(name, type_):
    def change(table):
        index = table.schema.get_field_index(name)
        return table.set_column(index, table.schema.field(index).with_type(type_), table.column(index).cast(type_))

    return change


def first_twice_and_last_left_out(table):
    return pa.concat_tables([table.slice(0, 1), table.slice(0, table.num_rows - 1)])


CASES = {
    "not Parquet": (lambda path: path.write_bytes(b"PAR1"), "is no readable Parquet file"),
    "a column too few": (rewrite(lambda table: table.drop_columns(["note"])), "expected the columns count_id, "),
    "columns in another order": (
        rewrite(lambda table: table.select([*table.column_names[1:], table.column_names[0]])),
        "expected the columns count_id, ",
    ),
    "integers as text": (rewrite(set_type("value", pa.string())), "expected BIGINT or DECIMAL or HUGEINT "),
    "integers as floats": (rewrite(set_type("value", pa.float64())), "expected BIGINT or DECIMAL or HUGEINT "),
    "dates as text": (rewrite(set_type("day", pa.string())), "expected DATE for the type 'date', got VARCHAR"),
    "a row too few": (rewrite(lambda table: table.slice(1)), "differs from counts.csv in 15 rows, first in row 1 of the data"),
    "a row twice": (rewrite(first_twice_and_last_left_out), "differs from counts.csv in 14 rows, first in row 2 of the data"),
}


@pytest.mark.parametrize(("edit", "message"), CASES.values(), ids=CASES)
def test_wrong_parquet(tmp_path, edit, message):
    descriptor = write_example(tmp_path)
    edit(tmp_path / PATH)
    issues = validate(descriptor).issues
    assert {issue.file for issue in issues} == {PATH}
    assert any(issue.message.startswith(message) for issue in issues), issues


def test_right_files_are_valid_by_both_validators(tmp_path):
    descriptor = write_example(tmp_path)
    assert validate(descriptor).issues == ()
    assert frictionless_verdict(descriptor) == ""


@pytest.mark.parametrize(("good", "bad", "field"), [(",1,", ",one,", "no"), ("2024-01-01", "2024-13-01", "day")])
def test_a_cell_that_is_not_of_its_type_beside_a_parquet_file(tmp_path, good, bad, field):
    descriptor = write_example(tmp_path)
    text = (tmp_path / "counts.csv").read_text(encoding="utf-8")
    (tmp_path / "counts.csv").write_text(text.replace(good, bad, 1), encoding="utf-8")
    found = {(issue.file, issue.code, issue.row, issue.field) for issue in validate(descriptor).issues}
    wrong_bytes = {("counts.csv", "byte-count", None, ""), ("counts.csv", "hash-count", None, "")}
    parity = ("counts.parquet", "csv-parquet-parity", None, "")
    assert found - wrong_bytes == {("counts.csv", "type-error", 2, field), parity}


@pytest.mark.parametrize("path", ["stations.csv", "stations.parquet", "counts.csv", "counts.parquet"])
def test_no_byte_of_a_file_can_be_changed_undetected(tmp_path, path):
    descriptor = write_example(tmp_path)
    data = (tmp_path / path).read_bytes()
    for at in range(0, len(data), max(1, len(data) // 5)):
        (tmp_path / path).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert path in {issue.file for issue in validate(descriptor).issues}, at
