"""What the fast judge and the check of descriptions find in our Parquet files; frictionless does not look into them."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from scripts.judge.fast.run import judged
from scripts.validate.package import parquet_metadata as described

from scripts.curated.read import tables_of

NAME = "data/tables/claims.parquet"


def rewrite(change):
    def edit(path):
        pq.write_table(change(pq.read_table(path)), path, compression="zstd")

    return edit


def set_type(name, type_):
    def change(table):
        index = table.schema.get_field_index(name)
        field = table.schema.field(index).with_type(type_)
        return table.set_column(index, field, table.column(index).cast(type_))

    return change


def twice_the_first_instead_of_the_last(table):
    return pa.concat_tables([table.slice(0, 1), table.slice(0, table.num_rows - 1)])


CASES = {
    "not Parquet": (lambda path: path.write_bytes(b"PAR1"), "is no readable Parquet file"),
    "a column less": (rewrite(lambda table: table.drop_columns(["note"])), "has the columns"),
    "columns in another order": (rewrite(lambda table: table.select([*table.column_names[1:], table.column_names[0]])), "has the columns"),
    "integers as text": (rewrite(set_type("value", pa.string())), "is VARCHAR; a field of type 'integer' is BIGINT or "),
    "integers as floats": (rewrite(set_type("value", pa.float64())), "is DOUBLE; a field of type 'integer' is BIGINT or "),
    "dates as text": (rewrite(set_type("as_of_latest", pa.string())), "is VARCHAR; a field of type 'date' is DATE"),
    "no descriptions": (
        rewrite(lambda table: table.cast(pa.schema([f.remove_metadata() for f in table.schema], table.schema.metadata))),
        "is pyarrow.Field<claim_id: string not null> None",
    ),
    "a row less": (rewrite(lambda table: table.slice(1)), "differs from data/tables/claims.csv in 15 rows, the first of them row 1"),
    "a row twice": (
        rewrite(twice_the_first_instead_of_the_last),
        "differs from data/tables/claims.csv in 14 rows, the first of them row 2",
    ),
}


@pytest.mark.parametrize(("edit", "message"), CASES.values(), ids=CASES)
def test_wrong_parquet(project, edit, message):
    edit(project.root / NAME)
    faults = judged(project.descriptor)
    issues = [fault.issue for fault in faults] + list(described.judged(project, tables_of(project)["claims"]))
    assert {issue.file for issue in issues} == {NAME}
    assert any(issue.message.startswith(message) for issue in issues), issues


def test_right_parquet(built):
    assert judged(built.descriptor) == []
    assert [issue for table in tables_of(built).values() for issue in described.judged(built, table)] == []
