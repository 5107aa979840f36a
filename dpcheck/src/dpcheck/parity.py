"""CSV and Parquet parity: two resources whose paths differ in nothing but the ending hold the same rows in the same order."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import PurePosixPath

from dpcheck.issues import Issue
from dpcheck.resource import CSV, PARQUET, Resource

CODE = "csv-parquet-parity"


def twins(resources: Sequence[Resource]) -> list[tuple[Resource, Resource]]:
    """The pairs of a CSV resource and a Parquet resource of the same rows."""
    csvs: dict[PurePosixPath, Resource] = {resource.stem: resource for resource in resources if resource.form == CSV and resource.stem}
    return [(csvs[other.stem], other) for other in resources if other.form == PARQUET and other.stem in csvs]


def have_equal_fields(csv: Resource, parquet: Resource) -> bool:
    """Whether both have the same fields of the same types, so that their rows can be compared."""
    fields = [[(field.name, field.kind) for field in other.schema.fields] if other.schema else None for other in (csv, parquet)]
    return fields[0] == fields[1]


def other_fields(csv: Resource, parquet: Resource) -> Issue:
    return Issue(CODE, f"has other fields than {csv.path}", parquet.path, parquet.name)


def compare(csv: Resource, parquet: Resource, left: Sequence[int], right: Sequence[int]) -> Iterator[Issue]:
    """Where the rows of the Parquet file, known by their hashes, differ from those of the CSV file."""
    different = [number for number, (one, other) in enumerate(zip_longest(left, right), 1) if one != other]
    if different:
        yield differs(csv, parquet, len(different), different[0])


def differs(csv: Resource, parquet: Resource, n_different: int, first: int) -> Issue:
    rows = f"{n_different} row{'' if n_different == 1 else 's'}"
    return Issue(CODE, f"differs from {csv.path} in {rows}, first in row {first} of the data", parquet.path, parquet.name)
